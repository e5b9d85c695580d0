"""Why a review, a change or an end is opened about an award: the codes that the monthly tables count by, with their words."""

from minsheng.base.errors import Refused

Pair = tuple[str, str]

REVIEW: dict[str, Pair] = {
    "due": ("复核到期", "Review due"),
    "report": ("收到反映", "Somebody has reported something"),
    "spot": ("抽查", "Spot check"),
    "sweep": ("系统比对发现", "Found by the monthly comparison"),
}
CHANGE: dict[str, Pair] = {
    "birth": ("增员：出生", "A member more: born"),
    "married_in": ("增员：婚入", "A member more: married in"),
    "moved_in": ("增员：迁入", "A member more: moved in"),
    "released": ("增员：刑满", "A member more: released from prison"),
    "died": ("减员：死亡", "A member less: died"),
    "married_out": ("减员：婚出", "A member less: married"),
    "moved_out": ("减员：迁出", "A member less: moved away"),
    "prison": ("减员：服刑", "A member less: in prison"),
    "army": ("减员：入伍", "A member less: in the army"),
    "to_tekun": ("减员：转特困", "A member less: supported as tekun"),
    "graduated": ("减员：毕业", "A member less: left school"),
    "income_up": ("收入增加", "Income has risen"),
    "income_down": ("收入减少", "Income has fallen"),
    "standard": ("标准调整", "The standard has changed"),
    "disability": ("残疾等级变化", "The grade of disability has changed"),
    "head": ("户主变更", "Another head of household"),
    "account": ("账户变更", "Another account"),
}
STOP: dict[str, Pair] = {
    "death": ("死亡", "Death"),
    "income": ("收入超标", "Income above the standard"),
    "property": ("财产超标", "Property above the limit"),
    "work": ("就业", "Found work"),
    "moved": ("迁出", "Moved away"),
    "to_tekun": ("转特困", "To tekun"),
    "to_dibao": ("转低保", "To dibao"),
    "to_orphan": ("转孤儿保障", "To the orphans' allowance"),
    "prison": ("服刑", "In prison"),
    "army": ("入伍", "In the army"),
    "graduated": ("毕业", "Left school"),
    "no_check": ("拒绝核查", "Refused the check"),
    "fraud": ("骗取", "Fraud"),
    "given_up": ("自愿放弃", "Given up"),
    "lost": ("失联", "Cannot be found"),
    "over_age": ("超龄", "Past the age"),
}
DEAD = ("stop", "death")  # counted, and never decided in a case: benefits/actions/deaths.py
BY_KIND = {"review": REVIEW, "change": CHANGE, "stop": STOP}


def said(kind: str, code: str) -> Pair:
    """The words of a code; the code itself where it is of an older list."""
    return BY_KIND.get(kind, {}).get(code, (code, code))


def fits(kind: str, code: str) -> None:
    """Refuse a reason that is not one of this kind's."""
    if kind not in BY_KIND:
        raise Refused("请选择办什么：复核、变更或停发。", "Choose what to open: a review, a change or an end.", field="kind")
    if code not in BY_KIND[kind]:
        raise Refused("这个原因不属于所选的类型，请重新选择。", "This reason is not one of the kind you chose: choose again.", field="reason")
    if (kind, code) == DEAD:
        raise Refused(
            "去世的不用听取意见，也不用立停发的件：请在居民档案里登记去世，待遇马上暂停，核实以后结束。",
            "The dead are not heard, and no case is opened: record the death in the person's file; what they receive is held at once, and ends once it is confirmed.",
            field="reason",
        )
