"""Social assistance: one application, four things it can be (归类): dibao of the household, dibao of one member, recognition as a margin household, tekun."""

from minsheng.benefits.outcome import ends_from, paid_now
from minsheng.lines.assistance.outcome import decided, stands_in_the_way, undone
from minsheng.lines.assistance.propose import Part, proposing, review_months
from minsheng.lines.assistance.ways import Ways, ways
from minsheng.matters.declare import Grace, Material, Matter, Page, Worked
from minsheng.standards.queries import clause_of

RULES = "《最低生活保障审核确认办法》（民发〔2021〕57号）"

IDENTITY = Material("identity", ("身份证明", "Identity document"), order=2)
LETTER = Material("letter", ("社会救助申请及授权书", "Application and authorisation letter"), order=1)
ACCOUNT = Material(
    "account", ("社保卡或银行卡", "Social-security or bank card"), needed=False, order=12
)  # paid into later; an identity document and the letter are enough to apply
INCOME_PROOF = Material("income_proof", ("收入证明", "Proof of income"), needed=False, known_from="social_insurance", order=3)
PROPERTY_PROOF = Material("property_proof", ("房产证明", "Proof of property"), needed=False, known_from="real_estate", order=3)
ILLNESS_PROOF = Material("illness_proof", ("重病诊断", "Diagnosis of a serious illness"), needed=False, order=3)
CARE_CONTRACT = Material("care_contract", ("委托照料服务协议", "Agreement with the caregiver"), needed=False, order=3)

INCOME = Page(
    "income", ("每个人的工作和收入", "Work and income of each member"), ("人均收入决定能不能领、领多少。", "Income per head decides whether and how much."),
    ("work_ability", "employment", "no_work_reason", "monthly_income"), each_member=True,
)  # fmt: skip
HEALTH = Page(
    "health", ("每个人的身体状况", "Health of each member"), ("老人、孩子、残疾人、重病人另有扶助。", "There is extra support for the old, children, the disabled and the seriously ill."),
    ("disability_grade", "disability_category", "serious_illness", "schooling"), each_member=True,
)  # fmt: skip
MEANS = Page(
    "means", ("家里的存款和财产", "Savings and property of the household"), ("财产也要符合规定；核对能查到的不用您交证明。", "Property has to conform too; what the check can find needs no paper of yours."),
    ("financial_assets", "dwellings", "other_real_estate", "motor_vehicle", "business_registration"),
)  # fmt: skip
SUPPORT = Page(
    "support", ("有没有人供养", "Who could support"), ("没有劳动能力、没有收入、也没有人能供养的，由国家供养。", "The state supports those who cannot work, have no income and nobody able to support them."),
    ("supporter", "resident_pension", "hukou_kind", "in_institution"), each_member=True,
)  # fmt: skip
MONEY = Worked(
    numbers=("household_income", "assessed_adjustment", "second_edition_adjustment", "assessed_income", "family_size", "monthly_income_per_head", "rigid_expenditure"),
    each=("monthly_income", "counted_income"), imputes="idle_without_reason", supported="can_be_supported", tests=("assets_conform", "income_check_passes"),
    standards=("dibao_standard",), rate="supplement_rate",
)  # fmt: skip


def _steps(found: Ways) -> dict:
    return {"steps": found.new, "ways": found.others, **found.limits}


SHARED = {
    "line": "assistance", "consents": ("check",), "level": "district", "delegable": True, "review_months": review_months, "outcome": decided, "paid": paid_now,
    "receives": stands_in_the_way, "ends_from": ends_from, "undo": undone,
}  # fmt: skip

GAP, SUPPLEMENT = ("低保金（补差）", "Gap payment"), ("生活扶助金", "Living supplement")
DIBAO = Matter(
    key="dibao",
    label=("最低生活保障", "Minimum living guarantee (dibao)"),
    benefit="dibao",
    also=("supplement",),
    unit="household",
    law=lambda place, on: f"{clause_of('dibao', place, on)}；{RULES}",
    summary=("家里人均收入低于低保标准的，每月补到标准。", "Tops the household's income up to the standard each month."),
    pages=(INCOME, HEALTH, MEANS),
    materials=(IDENTITY, LETTER, INCOME_PROOF, PROPERTY_PROOF, ILLNESS_PROOF, ACCOUNT),
    components={"gap": GAP, "supplement": SUPPLEMENT},
    propose=proposing("dibao", Part("dibao", "gap", GAP), Part("supplement", "supplement", SUPPLEMENT)),
    grace=Grace(12, f"{RULES}（渐退期由各地规定）", "K"),
    adjusts=("assessed_adjustment", "second_edition_adjustment"),
    worked=MONEY,
    **_steps(ways("dibao")),
    **SHARED,
)

ALONE = ("单人低保金", "Dibao of one person")
SINGLE = Matter(
    key="single_dibao",
    label=("单人低保", "Dibao for one member"),
    benefit="single_dibao",
    unit="member",
    law=lambda place, on: f"{clause_of('single_dibao', place, on)}；{RULES}",
    summary=(
        "低保边缘家庭里的重残、重病家人，可以单独享受低保。",
        "A severely disabled or seriously ill member of a margin household can receive dibao alone.",
    ),
    pages=(INCOME, HEALTH, MEANS),
    materials=(IDENTITY, LETTER, INCOME_PROOF, PROPERTY_PROOF, ILLNESS_PROOF, ACCOUNT),
    components={"single": ALONE},
    propose=proposing("single_dibao", Part("single_dibao", "single", ALONE), member=True),
    adjusts=("assessed_adjustment", "second_edition_adjustment"),
    worked=MONEY,
    **_steps(ways("dibao")),  # by the same measures
    **SHARED,
)

MARGIN = Matter(
    key="margin",
    label=("低保边缘家庭认定", "Recognition as a margin household"),
    benefit="margin",
    unit="household",
    law=lambda place, on: clause_of("margin", place, on),
    summary=(
        "收入比低保线高一点的家庭：不发低保金，认定以后有医疗、教育、住房等帮助。",
        "A little above the dibao line: no monthly money, but help with treatment, schooling and housing.",
    ),
    pages=(INCOME, HEALTH, MEANS),
    materials=(IDENTITY, LETTER, INCOME_PROOF, PROPERTY_PROOF, ILLNESS_PROOF),
    propose=proposing("margin"),
    adjusts=("assessed_adjustment", "second_edition_adjustment"),
    worked=Worked(
        numbers=MONEY.numbers, each=MONEY.each, imputes=MONEY.imputes, supported=MONEY.supported, tests=("margin_assets_conform",), standards=("margin_line",)
    ),
    **_steps(ways("margin")),
    **SHARED,
)

BASIC, CARE = ("基本生活费", "Basic living"), ("照料护理费", "Care allowance")
TEKUN = Matter(
    key="tekun",
    label=("特困人员救助供养", "Support of tekun"),
    benefit="tekun",
    also=("tekun_care",),
    unit="member",
    law=lambda place, on: clause_of("tekun", place, on),
    summary=("没有劳动能力、没有生活来源、也没有人能供养的人，由国家供养，可以选择在家或在机构。",
             "The state supports those who cannot work, have no living and nobody able to support them, at home or in an institution as they choose."),
    pages=(INCOME, HEALTH, SUPPORT),
    materials=(IDENTITY, LETTER, INCOME_PROOF, PROPERTY_PROOF, ILLNESS_PROOF, CARE_CONTRACT, ACCOUNT),
    components={"basic": BASIC, "care": CARE},
    propose=proposing("tekun", Part("tekun", "basic", BASIC), Part("tekun_care", "care", CARE), member=True),
    worked=Worked(each=("monthly_income", "tekun_income"), tests=("tekun_no_work", "tekun_no_living", "tekun_no_support"), standards=("dibao_standard", "tekun_ratio")),
    **_steps(ways("tekun")),
    **SHARED,
)  # fmt: skip

MATTERS = (DIBAO, SINGLE, MARGIN, TEKUN)
