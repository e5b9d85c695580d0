"""What several benefits share: age, severe disability, who counts as family, and the income that counts."""

from minsheng.rules.book.facts import Household, Person
from minsheng.rules.engine import age, count, rule

# --- age ---


@rule(Person, "年龄", "Age", unit="岁", clause="—", grade="—")
def age_now(birth_date, on):
    return age(birth_date, on)


@rule(Person, "未成年人", "Minor", clause="《未成年人保护法》第二条", grade="A-")
def minor(age_now, adult_age):
    return age_now < adult_age  # 未成年 | Under the age of majority


# --- severe disability ---


@rule(Person, "重度残疾", "Severely disabled", clause="《最低生活保障审核确认办法》民发〔2021〕57号第八条", grade="B-")
def severely_disabled(disability_grade):
    return disability_grade in (1, 2)                        # 一级、二级残疾 | Disability of grade 1 or 2


@rule(Person, "三级、四级智力或精神残疾", "Grade 3 or 4 intellectual or mental disability", clause="《深圳市最低生活保障办法》（2021年10月1日起）", grade="B")
def mental_grade_3_or_4(disability_grade, disability_category):
    return disability_grade in (3, 4) and disability_category in ("intellectual", "mental")


# --- who counts as family (民发〔2021〕57号 articles 6 and 7) ---


@rule(Person, "共同生活的家庭成员", "Member of the household", clause="《最低生活保障审核确认办法》民发〔2021〕57号第六条、第七条", grade="B-")
def family_member(lives_together, absence, relation):
    return (
        lives_together                                       # 共同生活 | Lives in the household
        and absence == "none"                                # 不是在服兵役、服刑，也不是长期住在宗教场所的教职人员 | Not a conscript, in prison, or long resident in a religious place
        and relation != "other"                              # 与申请人有法定赡养、抚养、扶养关系 | Owes or is owed support by law
    )


@rule(Person, "计入低保家庭人口", "Counted in the dibao household", clause="《社会救助暂行办法》第九条", grade="A")
def counted_member(family_member, receives_tekun):
    return (
        family_member
        and not receives_tekun                               # 没有按特困供养（按特困供养的人不再计入） | Not supported as tekun, which takes a person out of the count
    )


@rule(Household, "计算人口", "Persons counted", unit="人", clause="—", grade="—")
def family_size(members):
    return count(m.counted_member for m in members)


@rule(Household, "有本市户籍的家庭成员", "Someone in the household has local hukou", clause="《社会救助暂行办法》第十一条", grade="A")
def local_hukou(members):
    return any(m.counted_member and m.hukou == "here" for m in members)


# --- income that counts ---


@rule(Person, "劳动年龄内", "Of working age", clause="《特困人员认定办法》民发〔2021〕43号第五条（无劳动能力的年龄）", grade="B")
def of_working_age(age_now, working_age_from, working_age_below):
    return (
        age_now >= working_age_from                          # 已到劳动年龄 | Has reached working age
        and age_now < working_age_below                      # 还没过劳动年龄 | Is not past it
    )


@rule(Person, "没有工作的理由正当", "Good reason for not working", clause="省政府令第262号", grade="B", place="广东省", since="2019-09-01")
def good_reason(no_work_reason, other_reason_accepted):
    return (
        no_work_reason in ("caring", "study", "seeking", "illness")  # 照料家人、读书、求职中或病重 | Caring, studying, looking for work or seriously ill
        or (
            no_work_reason == "other"                        # 其他原因 | Another reason
            and other_reason_accepted                        # 经工作人员认定为正当 | An officer found it good
        )                                                    # 有其他原因，并经工作人员认定为正当 | Another reason, which an officer found good
    )


@rule(Person, "能劳动却无正当理由不工作", "Able to work and without good reason does not", clause="省政府令第262号", grade="B", place="广东省", since="2019-09-01")
def idle_without_reason(of_working_age, work_ability, employment, schooling, good_reason):
    return (
        of_working_age
        and work_ability == "full"                           # 有劳动能力 | Can work
        and employment in ("registered_unemployed", "unregistered_unemployed")  # 没有工作 | Out of work
        and schooling == "none"                              # 没有在读书 | Not studying
        and not good_reason                                  # 没有正当理由 | No good reason
    )


@rule(Person, "计算的月收入", "Monthly income that counts", unit="元/月", clause="《社会救助暂行办法》第九条", grade="A")
def counted_income(monthly_income):
    return monthly_income


@rule(
    Person, "计算的月收入", "Monthly income that counts", unit="元/月", clause="省政府令第262号", grade="B", place="广东省", since="2019-09-01",
    name="counted_income",
)
def counted_income_2019(idle_without_reason, monthly_income, minimum_wage):
    if idle_without_reason:
        return max(monthly_income, minimum_wage)             # 按当地最低工资计算收入 | Counted with the local minimum wage
    return monthly_income


@rule(Household, "家庭月收入", "Monthly household income", unit="元/月", clause="《社会救助暂行办法》第九条", grade="A")
def household_income(members):
    return sum(m.counted_income for m in members if m.counted_member)


@rule(Household, "核定的家庭月收入", "Assessed monthly household income", unit="元/月", clause="《社会救助暂行办法》第九条", grade="A")
def assessed_income(household_income):
    return household_income


@rule(
    Household, "核定的家庭月收入", "Assessed monthly household income", unit="元/月", clause="粤民规字〔2019〕9号", grade="A-",
    place="广东省", since="2019-09-01", name="assessed_income",
)
def assessed_income_2019(household_income, assessed_adjustment):
    """Until a visit is on record the checked income stands: this first edition already demands that it be within the standard."""
    return max(0, household_income + assessed_adjustment)


@rule(
    Household, "核定的家庭月收入", "Assessed monthly household income", unit="元/月",
    clause="《广东省最低生活保障家庭经济状况核对和生活状况综合评估办法》", grade="B", place="广东省", since="2026-01-01", name="assessed_income",
)
def assessed_income_2026(household_income, checked_income_per_head, dibao_standard, assessed_adjustment, second_edition_adjustment):
    """From 2026 the check only compares with the minimum wage. Above the standard nothing but the assessment can bring a household in."""
    if checked_income_per_head < dibao_standard:             # 核对的人均月收入已经低于低保标准 | Checked income per head is already below the standard
        return max(0, household_income + assessed_adjustment)
    return max(0, household_income + second_edition_adjustment)  # 高于标准的，由入户评估决定 | Above it the assessment decides


@rule(Household, "家庭人均月收入", "Monthly income per head", unit="元/月", clause="《社会救助暂行办法》第九条", grade="A")
def monthly_income_per_head(assessed_income, family_size):
    return assessed_income // max(1, family_size)


@rule(Household, "核对得出的人均月收入", "Income per head found by the check", unit="元/月", clause="粤民规字〔2019〕9号", grade="A-")
def checked_income_per_head(household_income, family_size):
    return household_income // max(1, family_size)
