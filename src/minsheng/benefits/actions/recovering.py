"""Money that an officer has found was paid without being due: something was hidden, or the office was mistaken."""

from collections import Counter
from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.months import each
from minsheng.benefits.actions.awards import locked
from minsheng.benefits.again import asked_of
from minsheng.benefits.due import MonthKey
from minsheng.benefits.models import Award
from minsheng.benefits.settled import BY_OFFICER, key_of
from minsheng.payments import actions as pay
from minsheng.payments.models import Payable, Payment, Recovery

REASONS = ("hidden", "mistake")


def paid(award: Award, first: date, last: date) -> dict[MonthKey, int]:
    """What has really arrived in these months, less what is asked back already, was waived, or is proposed: {(month, component, person): fen}."""
    about, found = f"benefits.award:{award.pk}", Counter()
    for p in Payable.objects.filter(about=about, month__gte=first, month__lte=last, payment__isnull=False).select_related("payment"):
        if _arrived(p.payment):
            found[key_of(p.key, p.month, p.component)] += p.fen
    for parts in Recovery.objects.filter(about=about).values_list("parts", flat=True):
        for month, component, person, fen in parts:
            found[date.fromisoformat(f"{month}-01"), component, person] -= fen
    return {key: fen for key, fen in sorted(found.items()) if fen > 0}


def _arrived(payment: Payment | None) -> bool:
    """Paid, or paid again and paid then."""
    while payment is not None and payment.state == "replaced":
        payment = payment.replacements.exclude(state="dropped").first()
    return payment is not None and payment.state == "paid"


def too_much(award: Award, first: date, last: date, rightly: int) -> list[list]:
    """[[month "2025-10", component, person, fen]]: month by month what was paid above `rightly` fen."""
    held, parts = paid(award, first, last), []
    for month in each(first, last):
        own = {key: fen for key, fen in held.items() if key[0] == month}
        left = sum(own.values()) - rightly
        for (_, component, person), fen in own.items():
            if left > 0:
                parts.append([f"{month:%Y-%m}", component, person, min(fen, left)])
                left -= min(fen, left)
    return parts


@action
def ask_back(*, award: Award, reason: str, first: date, last: date, rightly: int, facts: str, by: Actor, on: date) -> Recovery:
    """Proposed for the months from `first` to `last`, as far as more than `rightly` fen a month has arrived. `facts` tell the person what has happened:
    the letter that asks what they say to it is written at once. Somebody else hears them and decides."""
    allowed(by, "payments.recover", award.place)
    keep_out(by, asked_of(award), on)
    locked(award)
    if reason not in REASONS:
        raise Refused("请选择为什么多发了。", "Choose why too much was paid.", field="reason")
    if first > last or last > on:
        raise Refused("请填已经过去的月份，先早后晚。", "Enter months that have begun, the earlier one first.", field="last")
    parts = too_much(award, first, last, rightly)
    if not parts:
        raise Refused("这些月份没有多发到账的钱。", "In these months nothing too much has arrived.", field="first")
    about = f"benefits.award:{award.pk}"
    made = pay.propose_recovery(
        key=f"{about}{BY_OFFICER}{Recovery.objects.filter(about=about).count()}", about=about, payee_id=award.payee_id, place_id=award.place_id, line=award.benefit, reason=reason,
        months="、".join(dict.fromkeys(part[0] for part in parts))[:200], parts=parts, by=by, on=on,
    )  # fmt: skip
    pay.tell_recovery(recovery=made, facts=facts, by=by, on=on)
    record(by=by, on=on, act="benefits.ask_back", subject=award, place=award.place, recovery=made.pk, fen=made.fen)
    return made
