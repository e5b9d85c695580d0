"""困难残疾人生活补贴 and 重度残疾人护理补贴: one for living, one for care; both may be received together."""

from minsheng.rules.book.facts import HelpStatus, Household, Person
from minsheng.rules.engine import benefit, count, rule

STATE = "国发〔2015〕52号"
GUANGDONG = "广东省残疾人两项补贴办事指引"
SHENZHEN = "深圳市残疾人两项补贴规定"


@rule(Household, "家庭救助类别", "The household's status", returns=HelpStatus, clause=STATE, grade="B")
def help_status(recognised_status, dibao_eligible, margin_eligible, rigid_eligible):
    """What civil affairs has recognised; without a record, what the household qualifies for."""
    if recognised_status == "not_recorded":
        if dibao_eligible:
            return "dibao"
        if margin_eligible:
            return "margin"
        return "expenditure" if rigid_eligible else "none"
    if recognised_status == "dibao":
        return "dibao"
    if recognised_status == "margin":
        return "margin"
    return "expenditure" if recognised_status == "expenditure" else "none"


@rule(Person, "本人适用的救助类别", "The status that counts for the person", returns=HelpStatus, clause=STATE, grade="B")
def person_help_status(recognised_status, single_dibao_eligible, help_status):
    """Someone admitted to dibao alone counts as dibao."""
    if recognised_status == "not_recorded" and single_dibao_eligible:
        return "dibao"
    return help_status


@rule(Person, "有残疾证", "Holds a disability certificate", clause=STATE, grade="B")
def disabled(disability_grade):
    return disability_grade >= 1


@rule(Person, "按特困人员供养", "Supported as tekun", clause="国发〔2016〕14号", grade="B")
def tekun_supported(receives_tekun, tekun_eligible):
    return receives_tekun or tekun_eligible


# --- living subsidy ---


@rule(Person, "生活补贴标准", "Standard of the living subsidy", unit="元/月", clause="粤财社〔2021〕325号", grade="B", place="广东省")
def living_subsidy_standard(disability_living, person_help_status, disability_living_floor):
    """The city's standard; for dibao households it may not be below the province's."""
    if person_help_status == "dibao":
        return max(disability_living[person_help_status], disability_living_floor)
    return disability_living[person_help_status]


@rule(Person, "生活补贴标准", "Standard of the living subsidy", unit="元/月", clause=SHENZHEN, grade="B", place="深圳市", name="living_subsidy_standard")
def living_subsidy_standard_shenzhen(disability_living, person_help_status):
    return disability_living[person_help_status]


@rule(Person, "可领困难残疾人生活补贴", "Entitled to the living subsidy", clause=STATE, grade="B")
def living_subsidy_eligible(hukou, disabled, tekun_supported, orphan_eligible, person_help_status, living_subsidy_standard, like_living_allowance):
    return (
        disabled                                             # 有残疾证 | Holds a disability certificate
        and hukou == "here"                                  # 有本市户籍 | Local hukou
        and person_help_status != "none"                     # 家庭是低保、低保边缘或支出型困难家庭 | Dibao, dibao-margin or rigid-expenditure household
        and (
            person_help_status == "dibao"                    # 享受低保 | On dibao
            or living_subsidy_standard > 0                   # 本地给这一类家庭发生活补贴 | The subsidy reaches this kind of household here
        )                                                    # 本地给这类家庭的残疾人发生活补贴 | The subsidy is paid to this kind of household here
        and not tekun_supported                              # 没有按特困人员供养 | Not supported as tekun
        and not orphan_eligible                              # 没有领孤儿基本生活费 | No orphan allowance
        and (
            like_living_allowance == 0                       # 没有领同类的生活补贴 | No allowance of the same nature
            or like_living_allowance < living_subsidy_standard  # 同类补贴比生活补贴少（两样取高的一样） | The other allowance is smaller (the higher of the two is paid)
        )                                                    # 没有领同类的生活补贴，或者那一样比生活补贴少 | No allowance of the same nature, or a smaller one
    )


# --- nursing subsidy ---


@rule(Person, "残疾程度够得上护理补贴", "Disabled severely enough for the nursing subsidy", clause=STATE, grade="B")
def severe_enough(disability_grade, disability_category, nursing_severe_grade, nursing_mental_grade):
    return (
        disability_grade >= 1                                # 有残疾证 | Holds a disability certificate
        and (
            disability_grade <= nursing_severe_grade         # 属于重度残疾（一级、二级） | Severe (grade 1 or 2)
            or (
                disability_grade <= nursing_mental_grade     # 智力、精神残疾放宽到的等级 | Within the grades for intellectual and mental disability
                and disability_category in ("intellectual", "mental")  # 是智力或精神残疾 | Intellectual or mental disability
            )                                                # 智力或精神残疾，在放宽的等级内 | Intellectual or mental disability within the wider grades
        )                                                    # 属于重度残疾，或放宽等级内的智力、精神残疾 | Severely disabled, or intellectual or mental disability within the wider grades
    )


@rule(Household, "家中残疾人数", "Disabled members", unit="人", clause=SHENZHEN, grade="B")
def disabled_members(members):
    return count(m.disabled for m in members if m.lives_together)


@rule(Person, "够等级的残疾军人或伤残警察", "Disabled soldier or police officer of a high enough grade", clause=GUANGDONG, grade="B-", place="广东省")
def disabled_veteran(disabled_veteran_grade, nursing_veteran_grade):
    return (
        disabled_veteran_grade >= 1                          # 有残疾军人证或伤残警察证 | Holds such a certificate
        and disabled_veteran_grade <= nursing_veteran_grade  # 等级够得上 | The grade is severe enough
    )


@rule(Person, "属于护理补贴对象", "Among those the nursing subsidy is for", clause=STATE, grade="B")
def nursing_group(severe_enough, needs_long_term_care):
    return (
        severe_enough                                        # 残疾程度够得上 | Disabled severely enough
        and needs_long_term_care                             # 需要长期照护 | Needs long-term care
    )


@rule(Person, "属于护理补贴对象", "Among those the nursing subsidy is for", clause=GUANGDONG, grade="B-", place="广东省", name="nursing_group")
def nursing_group_guangdong(severe_enough, needs_long_term_care, disabled_veteran):
    return (
        (
            severe_enough                                    # 残疾程度够得上 | Disabled severely enough
            and needs_long_term_care                         # 需要长期照护 | Needs long-term care
        )                                                    # 残疾程度够得上，又需要长期照护 | Disabled severely enough and in need of long-term care
        or disabled_veteran                                  # 一至四级残疾军人或伤残警察 | Disabled soldier or police officer of grade 1 to 4
    )


@rule(Person, "属于护理补贴对象", "Among those the nursing subsidy is for", clause=SHENZHEN, grade="B", place="深圳市", name="nursing_group")
def nursing_group_shenzhen(
    severe_enough, needs_long_term_care, disabled_veteran, disabled, age_now, nursing_old_age, disabled_members, several_disabled_members,
):
    return (
        (
            severe_enough                                    # 残疾程度够得上 | Disabled severely enough
            and needs_long_term_care                         # 需要长期照护 | Needs long-term care
        )                                                    # 残疾程度够得上，又需要长期照护 | Disabled severely enough and in need of long-term care
        or disabled_veteran                                  # 一至四级残疾军人或伤残警察 | Disabled soldier or police officer of grade 1 to 4
        or (
            disabled                                         # 有残疾证 | Holds a disability certificate
            and (
                age_now >= nursing_old_age                   # 年满60周岁（不分等级） | 60 or older, whatever the grade
                or disabled_members >= several_disabled_members  # 一户多残 | Several disabled people in the household
            )                                                # 年满60周岁，或家里不止一名残疾人 | 60 or older, or not the only disabled person in the household
        )                                                    # 有残疾证，且年满60周岁或家里不止一名残疾人 | A disability certificate, and 60 or older or not the only disabled person in the household
    )


@rule(Person, "护理补贴标准", "Standard of the nursing subsidy", unit="元/月", clause="粤财社〔2021〕325号", grade="B", place="广东省")
def nursing_subsidy_standard(disability_nursing, disability_nursing_floor):
    """The city's standard, not below the province's."""
    return max(disability_nursing, disability_nursing_floor)


@rule(Person, "护理补贴标准", "Standard of the nursing subsidy", unit="元/月", clause=SHENZHEN, grade="B", place="深圳市", name="nursing_subsidy_standard")
def nursing_subsidy_standard_shenzhen(disability_nursing):
    return disability_nursing


@rule(Person, "可领重度残疾人护理补贴", "Entitled to the nursing subsidy", clause=STATE, grade="B")
def nursing_subsidy_eligible(hukou, nursing_group, tekun_supported, work_injury_nursing_fee, like_nursing_allowance, nursing_subsidy_standard):
    return (
        nursing_group                                        # 属于护理补贴对象 | Among those the subsidy is for
        and hukou == "here"                                  # 有本市户籍 | Local hukou
        and not tekun_supported                              # 没有按特困人员供养 | Not supported as tekun
        and not work_injury_nursing_fee                      # 没有领工伤生活护理费 | No work-injury nursing fee
        and (
            like_nursing_allowance == 0                      # 没有领同类的护理补贴 | No allowance of the same nature
            or like_nursing_allowance < nursing_subsidy_standard  # 同类补贴比护理补贴少（两样取高的一样） | The other allowance is smaller (the higher of the two is paid)
        )                                                    # 没有领同类的护理补贴，或者那一样比护理补贴少 | No allowance of the same nature, or a smaller one
    )


HOW = (
    "在全国任何街道（镇）都可以申请，由户籍地办理；也可在“粤省事”或全国残疾人两项补贴信息系统办理。",
    "Apply at any street or town in China, or online; your place of hukou handles it.",
)
BRING = (("身份证、户口簿", "Identity card and hukou book"), ("残疾证", "Disability certificate"), ("本人的社保卡或银行卡", "Your social-security or bank card"))
DECIDES = ("户籍地区民政局（残联核对残疾证）", "The district civil affairs bureau of your hukou (the Disabled Persons' Federation checks the certificate)")

LIVING = benefit(
    "disability_living_subsidy", "困难残疾人生活补贴", "Living subsidy for disabled people in hardship", entity=Person, layer="disability",
    eligible="living_subsidy_eligible", amount="living_subsidy_standard", period="month",
    summary=("低保等困难家庭里的残疾人，每月一份生活补贴；领低保不影响。", "A monthly subsidy for disabled people in dibao and other poor households, on top of dibao."),
    how=HOW, bring=BRING, decides=DECIDES,
)

NURSING = benefit(
    "disability_nursing_subsidy", "重度残疾人护理补贴", "Nursing subsidy for severely disabled people", entity=Person, layer="disability",
    eligible="nursing_subsidy_eligible", amount="nursing_subsidy_standard", period="month",
    summary=("需要长期照护的重度残疾人，每月一份护理补贴，不看家庭收入，可以和生活补贴一起领。",
             "A monthly subsidy for severely disabled people who need long-term care, whatever the income, together with the living subsidy."),
    how=HOW, bring=BRING, decides=DECIDES,
)
