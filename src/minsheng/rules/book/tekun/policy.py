"""特困: those without the strength to work, without a living, and without anyone able to support them."""

from minsheng.rules.book.facts import Person
from minsheng.rules.engine import Choice, benefit, round_up, rule

CareLevel = Choice(
    self_care=("全自理", "Self-caring"),
    half=("半护理", "Partly dependent"),
    full=("全护理", "Fully dependent"),
)

MEASURES_2021 = "《特困人员认定办法》民发〔2021〕43号"

# --- recognition: three conditions ---


@rule(Person, "残疾达到无劳动能力的等级", "Disability counts as unable to work", clause=MEASURES_2021 + "第五条", grade="B", since="2021-04-26")
def unable_by_disability(disability_grade, disability_category):
    return (
        (
            disability_category in ("intellectual", "mental")
            and disability_grade in (1, 2, 3)
        )                                                    # 一、二、三级智力或精神残疾 | Intellectual or mental disability of grade 1 to 3
        or (
            disability_category == "physical"
            and disability_grade in (1, 2)
        )                                                    # 一、二级肢体残疾 | Physical disability of grade 1 or 2
        or (
            disability_category == "visual"
            and disability_grade == 1
        )                                                    # 一级视力残疾 | Visual disability of grade 1
    )


@rule(Person, "无劳动能力", "Unable to work", clause=MEASURES_2021 + "第五条", grade="B", since="2021-04-26")
def tekun_no_work(age_now, tekun_old_age, tekun_child_age, unable_by_disability, minor, receives_tekun):
    return (
        age_now >= tekun_old_age                             # 已到老年年龄 | Has reached old age
        or age_now < tekun_child_age                         # 还是孩子 | Is still a child
        or unable_by_disability
        or (
            minor
            and receives_tekun
        )                                                    # 已经供养的未成年人，继续供养到成年 | A minor already supported, until of age
    )


@rule(Person, "无劳动能力", "Unable to work", clause="《社会救助法》第十六条；" + MEASURES_2021 + "第五条", grade="A-", since="2026-07-01", name="tekun_no_work")
def tekun_no_work_2026(age_now, tekun_old_age, tekun_child_age, unable_by_disability, minor, receives_tekun, schooling):
    return (
        age_now >= tekun_old_age                             # 已到老年年龄 | Has reached old age
        or age_now < tekun_child_age                         # 还是孩子 | Is still a child
        or unable_by_disability
        or (
            minor
            and receives_tekun
        )                                                    # 已经供养的未成年人，继续供养到成年 | A minor already supported, until of age
        or (
            receives_tekun
            and schooling in ("compulsory", "senior_secondary")
        )                                                    # 已经供养，成年后还在读义务教育、高中或中职 | Already supported, and of age still in compulsory or upper secondary school
    )


@rule(Person, "特困认定的月收入", "Monthly income counted for tekun", unit="元/月", clause=MEASURES_2021 + "第六条", grade="B")
def tekun_income(monthly_income, resident_pension):
    return max(0, monthly_income - resident_pension)         # 城乡居民养老金不算 | The residents' basic pension does not count


@rule(Person, "无生活来源", "Without a living", clause=MEASURES_2021 + "第六条", grade="B", since="2021-04-26")
def tekun_no_living(tekun_income, dibao_standard, assets_found_conform):
    return (
        tekun_income < dibao_standard                        # 收入低于低保标准 | Income is below the dibao standard
        and assets_found_conform                             # 财产符合当地特困人员的规定 | Assets are within the local rule for tekun
    )


@rule(Person, "没有人能赡养、抚养、扶养", "Nobody able to give support", clause=MEASURES_2021 + "第八条", grade="B", since="2021-04-26")
def tekun_no_support(supporter):
    return supporter in (
        "none",
        "tekun",
        "old_on_dibao",
        "very_old_low_income",
        "severely_disabled_low_income",
        "no_capacity_missing_or_prison",
    )  # 没有法定义务人，或义务人无履行义务能力 | Nobody owes support, or those who do are unable


@rule(
    Person, "没有人能赡养、抚养、扶养", "Nobody able to give support", clause=MEASURES_2021 + "第八条及广东省规定", grade="B", place="广东省",
    since="2021-04-26", name="tekun_no_support",
)
def tekun_no_support_guangdong(supporter):
    return supporter != "able"                               # 没有法定义务人，或义务人无能力（广东另含全日制学生、低保和低保边缘家庭成员） | Nobody owes support, or those who do are unable (in Guangdong also full-time students and dibao or margin members)


@rule(Person, "特困人员", "Tekun", clause="《社会救助暂行办法》第十四条；" + MEASURES_2021 + "第四条", grade="A", since="2021-04-26")
def tekun_eligible(hukou, children_scheme_chosen, tekun_no_work, tekun_no_living, tekun_no_support):
    return (
        hukou == "here"                                      # 有本市户籍 | Has local hukou
        and not children_scheme_chosen                       # 没有选择按孤儿、事实无人抚养儿童保障（两者只能选一） | Has not chosen the children's scheme instead: one of the two
        and tekun_no_work
        and tekun_no_living
        and tekun_no_support
    )


@rule(
    Person, "特困人员", "Tekun", clause="《社会救助法》第十六条；" + MEASURES_2021 + "第四条", grade="A-", since="2026-07-01", name="tekun_eligible",
)
def tekun_eligible_2026(hukou, children_scheme_chosen, tekun_no_work, tekun_no_living, tekun_no_support):
    return (
        hukou == "here"                                      # 有本市户籍 | Has local hukou
        and not children_scheme_chosen                       # 没有选择按孤儿、事实无人抚养儿童保障（两者只能选一） | Has not chosen the children's scheme instead: one of the two
        and tekun_no_work
        and tekun_no_living
        and tekun_no_support
    )


# --- basic living ---


@rule(Person, "按低保标准倍数计算的基本生活费", "Basic living by the multiple of dibao", unit="元/月", clause="广东省特困人员基本生活标准规定", grade="B")
def tekun_multiple(dibao_standard, tekun_ratio, published_step):
    return round_up(dibao_standard * tekun_ratio, 100, max(1, published_step))  # 低保标准乘以规定的倍数，进位取整 | The dibao standard times the ratio set, rounded up


@rule(Person, "基本生活费", "Basic living", unit="元/月", clause="广东省特困人员基本生活标准规定", grade="B", since="2021-04-26")
def tekun_basic(tekun_multiple, tekun_held_standard, hukou_kind):
    """Not below 1.6 times dibao, and never below what the place has published and holds."""
    return max(tekun_multiple, tekun_held_standard[hukou_kind])


# --- care ---


@rule(Person, "做不到的自理项目", "Self-care items failed", unit="项", clause=MEASURES_2021, grade="B")
def failed_indicators(can_eat, can_dress, can_get_up, can_toilet, can_walk_indoors, can_bathe):
    return (
        (0 if can_eat else 1)
        + (0 if can_dress else 1)
        + (0 if can_get_up else 1)
        + (0 if can_toilet else 1)
        + (0 if can_walk_indoors else 1)
        + (0 if can_bathe else 1)
    )


@rule(Person, "自理能力等级", "Level of self-care", clause=MEASURES_2021, grade="B", returns=CareLevel)
def care_level(failed_indicators, half_care_most):
    if failed_indicators == 0:                               # 每一项都能做到 | Every item can be done
        return "self_care"
    if failed_indicators <= half_care_most:                  # 做不到的项数不多于半护理的上限 | No more items fail than half care allows
        return "half"
    return "full"


@rule(Person, "按最低工资计算的护理费", "Care by the minimum wage", unit="元/月", clause="粤民规字〔2018〕4号", grade="B", place="广东省", since="2018-01-01")
def tekun_care_floor(minimum_wage, tekun_care_rate, care_level, published_step):
    return round_up(minimum_wage * tekun_care_rate[care_level], 100, max(1, published_step))  # 最低工资乘以本等级的比例，进位取整 | The minimum wage times the share of the level, rounded up


@rule(Person, "照料护理费", "Care allowance", unit="元/月", clause="粤民规字〔2018〕4号", grade="B", place="广东省", since="2021-04-26")
def tekun_care(tekun_care_floor, tekun_care_standard, care_level):
    """The provincial share of the minimum wage is a floor; the place publishes its own standard."""
    return max(tekun_care_floor, tekun_care_standard[care_level])


@rule(Person, "照料护理费资格", "Entitled to the care allowance", clause="粤民规字〔2018〕4号", grade="B", place="广东省", since="2021-04-26")
def tekun_care_eligible(tekun_eligible):
    return tekun_eligible                                    # 是特困人员 | Is tekun


@rule(
    Person, "照料护理费资格", "Entitled to the care allowance", clause="深圳市特困人员供养规定", grade="B", place="深圳市", since="2021-04-26",
    name="tekun_care_eligible",
)
def tekun_care_eligible_shenzhen(tekun_eligible, in_public_home):
    return (
        tekun_eligible                                       # 是特困人员 | Is tekun
        and not in_public_home                               # 没有免费住在公办机构（住的由机构照料，不另发） | Not in a public home, where care is given free and no allowance is paid
    )


TEKUN = benefit(
    "tekun", "特困人员基本生活费", "Basic living for tekun", entity=Person, layer="basic", eligible="tekun_eligible", amount="tekun_basic", period="month",
    summary=("没有劳动能力、没有生活来源、也没有人能供养的人，由国家供养，可以选择在家或在机构。",
             "The state supports those who cannot work, have no living and nobody able to support them, at home or in an institution as they choose."),
    how=("带上身份证和授权书，到户籍地街道办事处、镇政府申请；街道、村居发现了也会主动帮忙办。", "Apply at the street office or town of hukou; it must also act when it finds someone."),
    bring=(("身份证", "Identity card"), ("社会救助申请及授权书", "Application and authorisation letter")),
    decides=("区民政局", "District civil affairs bureau"),
)

TEKUN_CARE = benefit(
    "tekun_care", "特困人员照料护理费", "Care allowance for tekun", entity=Person, layer="basic", eligible="tekun_care_eligible", amount="tekun_care", period="month",
    summary=("按六项自理能力评估的结果，每月发给照料人或机构。", "Paid to the caregiver or the institution by the result of six self-care items."),
    how=("和特困人员认定一起办，由工作人员或第三方上门评估。", "Comes with recognition; staff or a third party assess at home."),
    decides=("区民政局", "District civil affairs bureau"),
)
