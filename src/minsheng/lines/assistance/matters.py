"""Social assistance: household dibao as a matter. Its deadlines are figures (rules/book/deadlines): local offices shorten them."""

from minsheng.benefits.outcome import award_by_decision, ends_from, paid_now, received, undo_decision
from minsheng.lines.assistance.propose import propose, review_months
from minsheng.matters.declare import Grace, Limit, Material, Matter, Page, Step, Worked
from minsheng.standards.queries import clause_of

RULES = "《最低生活保障审核确认办法》（民发〔2021〕57号）"

ACCEPT = Step("accept", "accept", ("受理", "Accept"), "applications.accept", limit=Limit("dibao_accept_days"))
CHECK = Step("check", "check", ("信息核对", "Information check"), "applications.check", limit=Limit("dibao_check_days"), after=("accept",))
SURVEY = Step("survey", "survey", ("入户调查", "Home visit"), "applications.survey", limit=Limit("dibao_survey_days"), after=("accept",))
OPINION = Step("opinion", "opinion", ("初审意见", "Opinion"), "applications.opine", limit=Limit("dibao_opinion_days"), after=("check", "survey"))
NOTICE = Step(
    "notice", "notice", ("公示", "Public notice"), "applications.publish", at="community", limit=Limit("dibao_notice_days", working=False), after=("opinion",)
)
DECIDE = Step("decide", "decide", ("审核确认", "Decision"), "applications.decide", at="decider", limit=Limit("dibao_decide_days"), after=("notice",))
DELIVER = Step("deliver", "deliver", ("送达", "Delivery"), "applications.file", limit=Limit("dibao_tell_days"), after=("decide",))
ANNOUNCE = Step("announce", "announce", ("公布", "Publication"), "applications.publish", at="community", after=("decide",))
HEARING = Step("hearing", "hearing", ("听取意见", "Hearing"), "applications.hear", limit=Limit("hearing_days"), after=("check", "survey"))


def _after(step: Step, *keys: str) -> Step:
    return Step(step.key, step.kind, step.label, step.may, step.at, step.limit, keys)


REVIEW = (_after(CHECK), _after(SURVEY), HEARING, _after(DECIDE, "hearing"), DELIVER, ANNOUNCE)
CHANGE = (_after(CHECK), _after(SURVEY), HEARING, _after(DECIDE, "hearing"), DELIVER, ANNOUNCE)
STOP = (_after(HEARING), _after(DECIDE, "hearing"), DELIVER, ANNOUNCE)

DIBAO = Matter(
    key="dibao",
    label=("最低生活保障", "Minimum living guarantee (dibao)"),
    line="assistance",
    benefit="dibao",
    also=("supplement",),
    unit="household",
    law=lambda place, on: f"{clause_of('dibao', place, on)}；{RULES}",
    summary=("家里人均收入低于低保标准的，每月补到标准。", "Tops the household's income up to the standard each month."),
    steps=(ACCEPT, CHECK, SURVEY, OPINION, NOTICE, DECIDE, DELIVER, ANNOUNCE),
    ways={"review": REVIEW, "change": CHANGE, "stop": STOP},
    pages=(
        Page("income", ("每个人的工作和收入", "Work and income of each member"), ("人均收入决定能不能领、领多少。", "Income per head decides whether and how much."),
             ("work_ability", "employment", "no_work_reason", "monthly_income"), each_member=True),
        Page("health", ("每个人的身体状况", "Health of each member"), ("老人、孩子、残疾人、重病人另有扶助。", "There is extra support for the old, children, the disabled and the seriously ill."),
             ("disability_grade", "disability_category", "serious_illness", "schooling"), each_member=True),
        Page("means", ("家里的存款和财产", "Savings and property of the household"), ("财产也要符合规定；核对能查到的不用您交证明。", "Property has to conform too; what the check can find needs no paper of yours."),
             ("financial_assets", "dwellings", "other_real_estate", "motor_vehicle", "business_registration")),
    ),
    materials=(
        Material("identity", ("身份证明", "Identity document"), order=2),
        Material("letter", ("社会救助申请及授权书", "Application and authorisation letter"), order=1),
        Material("income_proof", ("收入证明", "Proof of income"), needed=False, known_from="social_insurance", order=3),
        Material("property_proof", ("房产证明", "Proof of property"), needed=False, known_from="real_estate", order=3),
        Material("illness_proof", ("重病诊断", "Diagnosis of a serious illness"), needed=False, order=3),
        Material("account", ("社保卡或银行卡", "Social-security or bank card"), needed=False, order=12),  # paid into later; an identity document and the letter are enough to apply
    ),
    consents=("check",),
    components={"gap": ("低保金（补差）", "Gap payment"), "supplement": ("生活扶助金", "Living supplement")},
    whole=Limit("dibao_whole_days"),
    whole_extended=Limit("dibao_whole_extended_days"),
    notice=Limit("dibao_notice_days", working=False),
    published=Limit("dibao_published_days", working=False),
    standing=Limit("dibao_standing_days", working=False),
    level="district",
    delegable=True,
    review_months=review_months,
    propose=propose,
    outcome=award_by_decision,
    paid=paid_now,
    receives=received,
    ends_from=ends_from,
    undo=undo_decision,
    grace=Grace(12, f"{RULES}（渐退期由各地规定）", "K"),
    adjusts=("assessed_adjustment", "second_edition_adjustment"),
    worked=Worked(
        numbers=("household_income", "assessed_adjustment", "second_edition_adjustment", "assessed_income", "family_size", "monthly_income_per_head", "rigid_expenditure"),
        each=("monthly_income", "counted_income"), imputes="idle_without_reason", supported="can_be_supported", tests=("assets_conform", "income_check_passes"),
        standards=("dibao_standard",), rate="supplement_rate",
    ),
)  # fmt: skip
