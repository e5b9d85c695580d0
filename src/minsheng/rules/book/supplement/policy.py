"""生活扶助金 (Shenzhen) and classified support 分类施保: a monthly sum on top, for those in a poor household who need more."""

from minsheng.rules.book.facts import Person
from minsheng.rules.engine import Choice, benefit, rule

SupplementRate = Choice(
    thirty=("低保标准的30%", "30 % of the dibao standard"),
    twenty=("低保标准的20%", "20 % of the dibao standard"),
)

SHENZHEN_2021 = "《深圳市最低生活保障办法》（2021年10月1日起）"


@rule(Person, "全日制在读到本科", "Full-time student up to bachelor", clause=SHENZHEN_2021, grade="B")
def full_time_student(schooling):
    return schooling in ("compulsory", "senior_secondary", "college")  # 全日制在读，最高到本科 | Studying full time, up to a bachelor's degree


@rule(Person, "分类施保资格", "Entitled to classified support", clause="《社会救助暂行办法》第十二条", grade="A", since="2014-05-01")
def supplement_eligible(dibao_eligible, can_be_supported, minor, age_now, supplement_old_age, severely_disabled, serious_illness):
    """The law orders extra measures for these four; what they are is the place's to set."""
    return (
        dibao_eligible                                       # 家庭享受低保 | The household is on dibao
        and can_be_supported
        and (
            minor
            or age_now >= supplement_old_age                 # 已到规定的老年年龄 | Has reached the age set
            or severely_disabled
            or serious_illness                               # 患重特大疾病 | Seriously ill
        )                                                    # 是未成年人、老年人、重度残疾人或重病患者 | A minor, old, severely disabled or seriously ill
    )


@rule(Person, "分类施保资格", "Entitled to classified support", clause="《社会救助法》第二十条", grade="A-", since="2026-07-01", name="supplement_eligible")
def supplement_eligible_2026(dibao_eligible, can_be_supported, minor, age_now, supplement_old_age, severely_disabled, serious_illness):
    return (
        dibao_eligible                                       # 家庭享受低保 | The household is on dibao
        and can_be_supported
        and (
            minor
            or age_now >= supplement_old_age                 # 已到规定的老年年龄 | Has reached the age set
            or severely_disabled
            or serious_illness                               # 患重特大疾病 | Seriously ill
        )                                                    # 是未成年人、老年人、重度残疾人或重病患者 | A minor, old, severely disabled or seriously ill
    )


@rule(Person, "每月分类施保金", "Monthly classified support", unit="元/月", clause="《社会救助暂行办法》第十二条", grade="A", since="2014-05-01")
def supplement_amount(classified_support_standard):
    return classified_support_standard


@rule(Person, "年龄、在读或重病的情形", "Ground of age, study or illness", clause=SHENZHEN_2021, grade="B", place="深圳市", since="2021-10-01")
def supplement_ground(minor, age_now, supplement_old_age, full_time_student, serious_illness):
    return (
        minor
        or age_now >= supplement_old_age                     # 已到规定的老年年龄 | Has reached the age set
        or full_time_student
        or serious_illness                                   # 患重特大疾病 | Seriously ill
    )


@rule(Person, "残疾的情形", "Ground of disability", clause=SHENZHEN_2021, grade="B", place="深圳市", since="2021-10-01")
def supplement_disability(severely_disabled, mental_grade_3_or_4):
    return severely_disabled or mental_grade_3_or_4


@rule(Person, "生活扶助金资格", "Entitled to the living supplement", clause=SHENZHEN_2021, grade="B", place="深圳市", since="2021-10-01", name="supplement_eligible")
def supplement_eligible_shenzhen(dibao_eligible, margin_eligible, rigid_eligible, can_be_supported, counted_member, supplement_ground, supplement_disability):
    """One supplement a person, even with several grounds. In margin and expenditure households disability is no ground."""
    return (
        (
            dibao_eligible                                   # 家庭享受低保 | The household is on dibao
            and can_be_supported
            and (
                supplement_ground
                or supplement_disability
            )                                                # 符合年龄、在读、重病或残疾的情形 | On the ground of age, study, illness or disability
        )                                                    # 低保家庭里有这些情形的人 | Someone on dibao with one of the grounds
        or (
            (
                margin_eligible                              # 低保边缘家庭 | A margin household
                or rigid_eligible                            # 支出型困难家庭 | A household with unavoidable spending
            )                                                # 低保边缘或支出型困难家庭 | A margin household, or one with unavoidable spending
            and counted_member
            and supplement_ground
        )                                                    # 低保边缘、支出型困难家庭里的老人、孩子、学生、重病人 | The old, minors, students or seriously ill in a margin or expenditure household
    )


@rule(Person, "扶助比例", "Rate of the supplement", clause=SHENZHEN_2021, grade="B", returns=SupplementRate, place="深圳市", since="2021-10-01")
def supplement_rate(dibao_eligible, margin_eligible):
    if dibao_eligible or margin_eligible:
        return "thirty"
    return "twenty"


@rule(Person, "每月生活扶助金", "Monthly living supplement", unit="元/月", clause=SHENZHEN_2021, grade="B", place="深圳市", since="2021-10-01", name="supplement_amount")
def supplement_amount_shenzhen(supplement_standard, supplement_rate):
    return supplement_standard[supplement_rate]


SUPPLEMENT = benefit(
    "supplement", "生活扶助金（分类施保）", "Living supplement (classified support)", entity=Person, layer="basic",
    eligible="supplement_eligible", amount="supplement_amount", period="month",
    summary=("低保、低保边缘和支出型困难家庭里的老人、孩子、学生、重病人，每月另外多领一份；低保家庭里的重残人也有。一个人只领一份。",
             "A monthly extra for the old, minors, students and the seriously ill in poor households, and for the disabled in dibao households. One a person."),
    how=("不用另外申请，家庭认定后一并发放。", "No separate application: it comes with the household's recognition."),
    decides=("区民政局（或受委托的街道办事处）", "District civil affairs bureau (or the street office where delegated)"),
)
