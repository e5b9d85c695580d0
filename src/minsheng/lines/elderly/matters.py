"""Elderly care: the old-age allowance as a matter. No visit, no notice: age and hukou are in the registers.

Bands and standards rise by themselves; a change that an office opens is heard first, as it may be to less.
"""

from minsheng.benefits.outcome import award_by_decision, ends_from, paid_now, received, undo_decision
from minsheng.lines.elderly.propose import AHEAD, SAYS, propose
from minsheng.matters.declare import Limit, Material, Matter, Page, Step, Worked
from minsheng.standards.queries import clause_of

ACCEPT = Step("accept", "accept", ("受理", "Accept"), "applications.accept", limit=Limit("old_age_accept_days"))
CHECK = Step("check", "check", ("数据比对", "Data match"), "applications.check", limit=Limit("old_age_check_days"), after=("accept",))
DECIDE = Step("decide", "decide", ("确认", "Confirm"), "applications.decide", at="decider", limit=Limit("old_age_decide_days"), after=("check",))
DELIVER = Step("deliver", "deliver", ("告知", "Tell"), "applications.file", limit=Limit("old_age_tell_days"), after=("decide",))
HEARING = Step("hearing", "hearing", ("听取意见", "Hearing"), "applications.hear", limit=Limit("hearing_days"))

OLD_AGE = Matter(
    key="old_age_allowance",
    label=("高龄津贴", "Old-age allowance"),
    line="elderly",
    benefit="old_age_allowance",
    unit="person",
    law=lambda place, on: clause_of("old_age_allowance", place, on),
    summary=("本市户籍的高龄老人每月一份津贴，年龄越大越多。", "A monthly allowance for the very old with local hukou; it rises with age."),
    steps=(ACCEPT, CHECK, DECIDE, DELIVER),
    ways={"change": (HEARING, Step("decide", "decide", ("确认变更", "Confirm the change"), "applications.decide", at="decider", limit=Limit("old_age_decide_days"), after=("hearing",)), DELIVER),
          "stop": (HEARING, Step("decide", "decide", ("确认停发", "Confirm the end"), "applications.decide", at="decider", limit=Limit("old_age_decide_days"), after=("hearing",)), DELIVER)},
    pages=(Page("hukou", ("您的户口在哪里", "Where your hukou is"), ("津贴由户口所在的城市发。", "The allowance is paid by the city of your hukou."), ("hukou",), each_member=True),),
    materials=(
        Material("identity", ("身份证", "Identity card"), order=2),
        Material("account", ("社保卡或银行卡", "Social-security or bank card"), needed=False, order=12),
    ),
    says=SAYS,
    components={"allowance": ("高龄津贴", "Old-age allowance")},
    whole=Limit("old_age_whole_days"),
    level="street",
    as_of=lambda month, known: known,
    worked=Worked(each=("age_now",), tests=("old_age_eligible",), standards=("old_age_by_band",)),
    ahead=AHEAD - 1,
    propose=propose,
    outcome=award_by_decision,
    paid=paid_now,
    receives=received,
    ends_from=ends_from,
    undo=undo_decision,
)  # fmt: skip
