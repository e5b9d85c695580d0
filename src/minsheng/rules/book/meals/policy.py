"""长者助餐: Shenzhen pays up to a sum a meal by group; Guangzhou pays a share of the bill."""

from minsheng.rules.book.facts import MealTier, Person
from minsheng.rules.engine import benefit, rule

SHENZHEN = "深民〔2019〕23号"
GUANGZHOU = "广州市长者助餐配餐规定"


@rule(Person, "属于助餐重点照顾人群", "In a group with the higher meal subsidy", clause=SHENZHEN, grade="A", place="深圳市")
def meal_group_higher(tekun_supported, help_status, meal_group):
    return (
        help_status in ("dibao", "margin")                   # 是低保或低保边缘家庭 | Dibao or dibao-margin household
        or meal_group != "none"                              # 是“三属”“五老”、失独，或独生子女三级以上残疾 | Survivor or honoured group, lost the only child, or only child disabled
        or tekun_supported                                   # 是特困人员 | Supported as tekun
    )


@rule(Person, "助餐补助档次", "Tier of the meal subsidy", returns=MealTier, clause=SHENZHEN, grade="A", place="深圳市")
def meal_tier(age_now, centenarian_age, meal_group_age, meal_ordinary_age, meal_group_higher):
    if age_now >= centenarian_age:                           # 年满100周岁 | 100 or older
        return "higher"
    if age_now < meal_group_age:                             # 不满60周岁 | Under 60
        return "none"
    if meal_group_higher:                                    # 属于重点照顾人群 | In a group with the higher subsidy
        return "higher"
    return "ordinary" if age_now >= meal_ordinary_age else "none"


@rule(Person, "可享助餐补助", "Entitled to the meal subsidy", clause=SHENZHEN, grade="A", place="深圳市", name="meal_eligible")
def meal_eligible_shenzhen(hukou, meal_tier, meal, meal_on_workday, meals_subsidised_today, meals_a_day):
    return (
        hukou == "here"                                      # 有深圳户籍 | Shenzhen hukou
        and meal_tier != "none"                              # 年满70周岁，或属于重点照顾人群且年满60周岁 | 70 or older, or 60 or older in one of the groups
        and meal == "lunch"                                  # 是午餐 | Lunch
        and meal_on_workday                                  # 是工作日 | A working day
        and meals_subsidised_today < meals_a_day             # 当天还没有补助过 | None subsidised yet that day
    )


@rule(Person, "每餐补助（上限）", "Meal subsidy (at most)", unit="元/餐", clause=SHENZHEN, grade="A", place="深圳市", name="meal_subsidy")
def meal_subsidy_shenzhen(meal_tier, meal_subsidy_most):
    return meal_subsidy_most[meal_tier]


@rule(Person, "可享助餐补助", "Entitled to the meal subsidy", clause=GUANGZHOU, grade="B", place="广州市", name="meal_eligible")
def meal_eligible_guangzhou(hukou, age_now, meal_group_age):
    return (
        hukou == "here"                                      # 有广州户籍 | Guangzhou hukou
        and age_now >= meal_group_age                        # 年满60周岁 | 60 or older
    )


@rule(Person, "每餐补助", "Meal subsidy", unit="元/餐", clause=GUANGZHOU, grade="B", place="广州市", name="meal_subsidy")
def meal_subsidy_guangzhou(meal_price, meal_share_percent, meal_share_most):
    return min(meal_share_most, meal_price * meal_share_percent // 100)


@rule(Person, "百岁，或70岁以上失能", "100, or 70 and disabled", clause=SHENZHEN, grade="A", place="深圳市")
def meal_delivery_group(age_now, centenarian_age, meal_ordinary_age, assessed_level):
    return (
        age_now >= centenarian_age                           # 年满100周岁 | 100 or older
        or (
            age_now >= meal_ordinary_age                     # 年满70周岁 | 70 or older
            and assessed_level in ("moderate", "severe", "complete")  # 评估为中度及以上失能 | Assessed as moderately disabled or worse
        )                                                    # 年满70周岁，且中度及以上失能 | 70 or older with moderate disability or worse
    )


@rule(Person, "可享送餐补助", "Entitled to the delivery subsidy", clause=SHENZHEN, grade="A", place="深圳市")
def meal_delivery_eligible(hukou, meal_delivery_group):
    return (
        hukou == "here"                                      # 有深圳户籍 | Shenzhen hukou
        and meal_delivery_group                              # 年满100周岁，或年满70周岁且中度及以上失能 | 100 or older, or 70 or older with moderate disability or worse
    )


@rule(Person, "每餐送餐补助", "Delivery subsidy a meal", unit="元/餐", clause=SHENZHEN, grade="A", place="深圳市")
def meal_delivery_subsidy(meal_delivery_amount):
    return meal_delivery_amount


HOW = ("带身份证或颐年卡到长者饭堂登记，结账时直接减免。", "Register at an elder canteen with your identity card or elder card; the price is reduced when you pay.")
BRING = (("身份证或颐年卡", "Identity card or elder card"),)

MEALS = benefit(
    "meal_subsidy", "长者助餐补助", "Meal subsidy for older people", entity=Person, layer="service",
    eligible="meal_eligible", amount="meal_subsidy", period="meal",
    summary=("在长者饭堂吃饭，每餐补一部分。深圳补工作日午餐，每天一餐，写的是每餐最多补多少；广州午餐、晚餐都补。",
             "Part of the price of a meal at an elder canteen. Shenzhen: lunch on working days, one a day, up to the sum shown; Guangzhou: lunch and supper."),
    how=HOW, bring=BRING, decides=("街道办事处", "The street office"),
)

MEAL_DELIVERY = benefit(
    "meal_delivery", "长者送餐补助", "Meal delivery subsidy", entity=Person, layer="service",
    eligible="meal_delivery_eligible", amount="meal_delivery_subsidy", period="meal",
    summary=("深圳的百岁老人，和70岁以上中度及以上失能的老人，送餐上门每餐有补助。", "In Shenzhen, for centenarians and for people of 70 and over with moderate disability or worse."),
    how=HOW, bring=BRING, decides=("街道办事处", "The street office"),
)
