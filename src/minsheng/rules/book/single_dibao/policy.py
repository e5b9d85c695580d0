"""单人保: one member of a margin household is admitted to dibao alone."""

from minsheng.rules.book.facts import Person
from minsheng.rules.engine import benefit, rule


@rule(Person, "可按单人纳入低保", "Can be admitted alone", clause="《最低生活保障审核确认办法》民发〔2021〕57号第八条", grade="B-", since="2021-07-01")
def single_dibao_eligible(margin_eligible, counted_member, severely_disabled, disability_grade, disability_category, serious_illness):
    return (
        margin_eligible                                      # 家庭是低保边缘家庭（全家享受低保的不再单人纳入） | The household is a margin household (not already on dibao)
        and counted_member
        and (
            severely_disabled
            or (
                disability_grade == 3                        # 三级残疾 | Disability of grade 3
                and disability_category in ("intellectual", "mental")  # 智力或精神残疾 | Intellectual or mental
            )                                                # 三级智力、精神残疾 | Intellectual or mental disability of grade 3
            or serious_illness                               # 患重特大疾病 | Seriously ill
        )                                                    # 重度残疾、三级智力或精神残疾，或患重特大疾病 | Severely disabled, intellectual or mental disability of grade 3, or seriously ill
    )


@rule(
    Person, "可按单人纳入低保", "Can be admitted alone", clause="《社会救助法》第二十一条", grade="A-", since="2026-07-01", name="single_dibao_eligible",
)
def single_dibao_eligible_2026(margin_eligible, counted_member, severely_disabled, disability_grade, disability_category, serious_illness, special_hardship):
    return (
        margin_eligible                                      # 家庭是低保边缘家庭（全家享受低保的不再单人纳入） | The household is a margin household (not already on dibao)
        and counted_member
        and (
            severely_disabled
            or (
                disability_grade == 3                        # 三级残疾 | Disability of grade 3
                and disability_category in ("intellectual", "mental")  # 智力或精神残疾 | Intellectual or mental
            )                                                # 三级智力、精神残疾 | Intellectual or mental disability of grade 3
            or serious_illness                               # 患重特大疾病 | Seriously ill
            or special_hardship
        )                                                    # 重度残疾、三级智力或精神残疾、患重特大疾病，或确有特殊困难 | Severely disabled, intellectual or mental disability of grade 3, seriously ill, or in special hardship
    )


@rule(Person, "深圳单人申请的情形", "Shenzhen's grounds for applying alone", clause="《深圳市最低生活保障办法》（2021年10月1日起）", grade="B", place="深圳市", since="2021-10-01")
def shenzhen_single_ground(severely_disabled, mental_grade_3_or_4, cannot_form_household, serious_illness):
    return (
        serious_illness                                      # 患重特大疾病 | Seriously ill
        or severely_disabled
        or (
            mental_grade_3_or_4
            and cannot_form_household
        )                                                    # 三级、四级智力或精神残疾，且难以单独立户 | Intellectual or mental disability of grade 3 or 4, unable to form a household
    )


@rule(Person, "父母都不能尽责的未成年人", "Minor whose parents cannot care", clause="《深圳市最低生活保障办法》（2021年10月1日起）", grade="B", place="深圳市", since="2021-10-01")
def minor_without_care(minor, parents_cannot_care):
    return minor and parents_cannot_care


@rule(
    Person, "可按单人纳入低保", "Can be admitted alone", clause="《深圳市最低生活保障办法》（2021年10月1日起）", grade="B", place="深圳市",
    since="2021-10-01", name="single_dibao_eligible",
)
def single_dibao_eligible_shenzhen(hukou, receives_tekun, dibao_eligible, margin_eligible, counted_member, shenzhen_single_ground, minor_without_care):
    return (
        hukou == "here"                                      # 有深圳户籍 | Has Shenzhen hukou
        and not receives_tekun                               # 没有按特困供养 | Not supported as tekun
        and not dibao_eligible                               # 全家已经可以享受低保的，不再单人申请 | Where the whole household is on dibao nobody applies alone
        and (
            (
                margin_eligible                              # 家庭是低保边缘家庭 | The household is a margin household
                and counted_member
                and shenzhen_single_ground
            )                                                # 低保边缘家庭里重残、重病等情形的人 | A severely disabled or seriously ill member of a margin household, or the like
            or minor_without_care
        )                                                    # 是低保边缘家庭里重残、重病的人，或父母都不能尽责的未成年人 | Such a member of a margin household, or a minor whose parents cannot care
    )


@rule(
    Person, "可按单人纳入低保", "Can be admitted alone", clause="《社会救助法》第二十一条，《深圳市最低生活保障办法》", grade="A-", place="深圳市",
    since="2026-07-01", name="single_dibao_eligible",
)
def single_dibao_eligible_shenzhen_2026(
    hukou, receives_tekun, dibao_eligible, margin_eligible, counted_member, shenzhen_single_ground, minor_without_care, special_hardship,
):
    return (
        hukou == "here"                                      # 有深圳户籍 | Has Shenzhen hukou
        and not receives_tekun                               # 没有按特困供养 | Not supported as tekun
        and not dibao_eligible                               # 全家已经可以享受低保的，不再单人申请 | Where the whole household is on dibao nobody applies alone
        and (
            (
                margin_eligible                              # 家庭是低保边缘家庭 | The household is a margin household
                and counted_member
                and (
                    shenzhen_single_ground
                    or special_hardship
                )                                            # 重残、重病等情形，或确有特殊困难 | Severe disability, serious illness or the like, or special hardship
            )                                                # 低保边缘家庭里重残、重病或确有特殊困难的人 | A member of a margin household so placed
            or minor_without_care
        )                                                    # 是低保边缘家庭里这样的人，或父母都不能尽责的未成年人 | Such a member of a margin household, or a minor whose parents cannot care
    )


@rule(Person, "单人保月补差", "Monthly payment when admitted alone", unit="元/月", clause="《最低生活保障审核确认办法》民发〔2021〕57号第八条", grade="B-", since="2021-07-01")
def single_dibao_amount(single_sum, dibao_standard):
    """How the gap of one person is counted was not found: an officer sets it, within the standard."""
    return min(single_sum, dibao_standard)


@rule(
    Person, "单人保月补差", "Monthly payment when admitted alone", unit="元/月", clause="惠民发〔2023〕89号", grade="B", place="惠州市", since="2023-12-01",
    name="single_dibao_amount",
)
def single_dibao_amount_huizhou(dibao_standard):
    """Admitted alone, the person receives the full standard. The day in force was not seen; the notice is of late 2023."""
    return dibao_standard


SINGLE = benefit(
    "single_dibao", "单人低保", "Dibao for one person", entity=Person, layer="basic",
    eligible="single_dibao_eligible", amount="single_dibao_amount", period="month",
    summary=("低保边缘家庭里的重残、重病家人，可以单独享受低保。", "A severely disabled or seriously ill member of a margin household can receive dibao alone."),
    how=("带上身份证、授权书和残疾证或诊断证明，到街道办事处、镇政府申请。", "Apply at the street office or town with identity card, authorisation letter and proof of disability or illness."),
    bring=(("身份证", "Identity card"), ("社会救助申请及授权书", "Application and authorisation letter"), ("残疾证或诊断证明", "Disability certificate or diagnosis")),
    decides=("区民政局（或受委托的街道办事处）", "District civil affairs bureau (or the street office where delegated)"),
)
