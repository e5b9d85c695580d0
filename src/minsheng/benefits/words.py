"""What is said of awards in the same words, wherever it is said."""

from minsheng.benefits.ending import Over
from minsheng.benefits.models import Award
from minsheng.matters import catalogue

RECOGNISED = {"active": ("有效", "In force"), "held": ("暂停", "Held"), "stopped": ("已取消", "Ended")}


def label_of(benefit: str) -> tuple[str, str]:
    return next((m.label for m in catalogue.all_matters() if m.benefit == benefit), (benefit, benefit))


def pays(award: Award) -> bool:
    """Whether it pays something by the month, or only recognises what somebody is."""
    return bool(catalogue.get(award.matter).components)


def state_of(award: Award) -> tuple[str, str]:
    return (Award.STATES if pays(award) else RECOGNISED)[award.state]


def kept_back(money: Over) -> list[tuple[str, str]]:
    """What is not paid any more; nothing where there is nothing."""
    if not money.waits:
        return []
    months, fen = _summed(money.waits)
    return [(f"等待发放的 {months} 共 {fen} 元不再发放。", f"{fen} yuan that wait to be paid for {months} are not paid.")]


def asked_back(money: Over, of: tuple[str, str]) -> list[tuple[str, str]]:
    """What has gone out and is proposed to be asked back, of whom; or that nothing is."""
    if not money.gone:
        return [("没有多发的钱要追缴。", "Nothing was paid too much, so nothing is asked back.")]
    months, fen = _summed(money.gone)
    return [
        (
            f"已经发出的 {months} 共 {fen} 元提出追缴，由另一位同事听取{of[0]}意见后决定。",
            f"{fen} yuan that went out for {months} are proposed to be asked back: a colleague hears {of[1]} and decides.",
        )
    ]


def _summed(by_month: dict) -> tuple[str, str]:
    return "、".join(f"{m:%Y-%m}" for m in by_month), f"{sum(by_month.values()) / 100:,.2f}"
