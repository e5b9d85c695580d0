"""Elderly care: the old-age allowance as a matter. No visit, no notice: age and hukou are in the registers.

Bands and standards rise by themselves; a change that an office opens is heard first, as it may be to less.
"""

from minsheng.benefits.outcome import award_by_decision, paid_now, received, undo_decision
from minsheng.lines.elderly.propose import propose
from minsheng.matters.declare import Material, Matter, Page, Step, Term

RULES = "《深圳市高龄老人津贴发放管理办法》"

ACCEPT = Step("accept", "accept", ("受理", "Accept"), "applications.accept", term=Term(5, True, "", "K"))
CHECK = Step("check", "check", ("数据比对", "Data match"), "applications.check", term=Term(3, True, "", "K"), after=("accept",))
DECIDE = Step("decide", "decide", ("确认", "Confirm"), "applications.decide", at="decider", term=Term(10, True, "", "K"), after=("check",))
DELIVER = Step("deliver", "deliver", ("告知", "Tell"), "applications.file", term=Term(3, True, "", "K"), after=("decide",))
HEARING = Step("hearing", "hearing", ("听取意见", "Hearing"), "applications.hear", term=Term(5, True, "《社会救助法》第四十八条", "A-"))

OLD_AGE = Matter(
    key="old_age_allowance",
    label=("高龄津贴", "Old-age allowance"),
    line="elderly",
    benefit="old_age_allowance",
    unit="person",
    law=RULES,
    summary=("本市户籍的高龄老人每月一份津贴，年龄越大越多。", "A monthly allowance for the very old with local hukou; it rises with age."),
    steps=(ACCEPT, CHECK, DECIDE, DELIVER),
    ways={"change": (HEARING, Step("decide", "decide", ("确认变更", "Confirm the change"), "applications.decide", at="decider", term=Term(10, True, "", "K"), after=("hearing",)), DELIVER),
          "stop": (HEARING, Step("decide", "decide", ("确认停发", "Confirm the end"), "applications.decide", at="decider", term=Term(10, True, "", "K"), after=("hearing",)), DELIVER)},
    pages=(Page("hukou", ("您的户口在哪里", "Where your hukou is"), ("津贴由户口所在的城市发。", "The allowance is paid by the city of your hukou."), ("hukou",), each_member=True),),
    materials=(
        Material("identity", ("身份证", "Identity card"), order=2),
        Material("account", ("社保卡或银行卡", "Social-security or bank card"), order=12),
    ),
    says={"old_age_opt_in": True},  # 用任何一种方式申请，都等于回复“同意”
    components={"allowance": ("高龄津贴", "Old-age allowance")},
    whole=Term(20, True, "", "K"),
    level="street",
    as_of=lambda month, known: known,
    propose=propose,
    outcome=award_by_decision,
    paid=paid_now,
    receives=received,
    undo=undo_decision,
)  # fmt: skip
