"""低保: the household's minimum living guarantee."""

from minsheng.rules.book.facts import Household, Person
from minsheng.rules.engine import Choice, benefit, count, rule

CityClass = Choice(
    one=("一类", "Class 1"),
    two=("二类", "Class 2"),
    three=("三类", "Class 3"),
    three_rural=("三类（农村）", "Class 3, rural"),
    four_urban=("四类（城镇）", "Class 4, urban"),
    four_rural=("四类（农村）", "Class 4, rural"),
)

# --- assets ---


@rule(Household, "家庭财产符合规定", "Assets are within the rule", clause="《社会救助暂行办法》第九条", grade="A")
def assets_conform(assets_found_conform):
    return assets_found_conform


@rule(Household, "家庭金融资产上限", "Limit of financial assets", unit="元", clause="粤民规字〔2019〕9号", grade="A-", place="广东省", since="2019-09-01")
def asset_limit(dibao_standard, asset_limit_months, family_size):
    return dibao_standard * asset_limit_months * family_size


@rule(
    Household, "家庭财产符合规定", "Assets are within the rule", clause="粤民规字〔2019〕9号", grade="A-", place="广东省", since="2019-09-01",
    name="assets_conform",
)
def assets_conform_2019(financial_assets, asset_limit, dwellings, dwelling_limit, other_real_estate, motor_vehicle, business_registration):
    return (
        financial_assets <= asset_limit                      # 存款等金融资产不超过上限 | Financial assets are within the limit
        and dwellings <= dwelling_limit                      # 住房套数不超过上限 | No more dwellings than allowed
        and not other_real_estate                            # 没有其他不动产 | No other real estate
        and motor_vehicle == "none"                          # 没有机动车 | No motor vehicle
        and business_registration != "other"                 # 没有工商登记（不雇人的家庭小店除外） | No business except a family shop without employees
    )


@rule(
    Household, "家庭财产符合规定", "Assets are within the rule", clause="《广东省最低生活保障家庭经济状况核对和生活状况综合评估办法》", grade="B",
    place="广东省", since="2026-01-01", name="assets_conform",
)
def assets_conform_2026(financial_assets, asset_limit, dwellings, dwelling_limit, other_real_estate, motor_vehicle, business_registration):
    return (
        financial_assets <= asset_limit                      # 存款等金融资产不超过上限 | Financial assets are within the limit
        and dwellings <= dwelling_limit                      # 住房套数不超过上限 | No more dwellings than allowed
        and not other_real_estate                            # 没有其他不动产 | No other real estate
        and motor_vehicle != "other"                         # 没有机动车，或只有一辆用来谋生 | No motor vehicle, or only one used to make a living
        and business_registration != "other"                 # 没有工商登记（不雇人的家庭小店除外） | No business except a family shop without employees
    )


# --- the first gate: the information check ---


@rule(Household, "通过收入核对", "Passes the income check", clause="《社会救助暂行办法》第九条", grade="A")
def income_check_passes(checked_income_per_head):
    return checked_income_per_head >= 0                      # 当时没有另设核对收入线 | No separate line for the check at that time


@rule(
    Household, "通过收入核对", "Passes the income check", clause="粤民规字〔2019〕9号", grade="B", place="广东省", since="2019-09-01",
    name="income_check_passes",
)
def income_check_2019(checked_income_per_head, dibao_standard):
    return checked_income_per_head <= dibao_standard         # 核对的人均月收入不超过低保标准 | Checked income per head is within the dibao standard


@rule(
    Household, "通过收入核对", "Passes the income check", clause="《广东省最低生活保障家庭经济状况核对和生活状况综合评估办法》", grade="B",
    place="广东省", since="2026-01-01", name="income_check_passes",
)
def income_check_2026(checked_income_per_head, minimum_wage):
    return checked_income_per_head <= minimum_wage           # 核对的人均月收入不超过最低工资 | Checked income per head is within the minimum wage


# --- who in the household is supported ---


@rule(Person, "户籍符合条件", "Hukou qualifies", clause="《最低生活保障审核确认办法》民发〔2021〕57号第五条", grade="B")
def hukou_qualifies(local_hukou):
    return local_hukou                                       # 家里有本市户籍的人，一家人一起申请 | With a member of local hukou the family applies together


@rule(Person, "户籍符合条件", "Hukou qualifies", clause="《社会救助暂行办法》第十一条", grade="A", place="深圳市", since="1997-01-01", name="hukou_qualifies")
def hukou_qualifies_shenzhen_before(hukou):
    return hukou == "here"                                   # 有深圳户籍 | Has Shenzhen hukou


@rule(
    Person, "户籍符合条件", "Hukou qualifies", clause="《深圳市最低生活保障办法》（2021年10月1日起）", grade="B", place="深圳市", since="2021-10-01",
    name="hukou_qualifies",
)
def hukou_qualifies_shenzhen(hukou, lived_with_local_year, spouse_or_parent_of_local, child_of_local, minor, dependent_adult):
    return (
        hukou == "here"                                      # 有深圳户籍 | Has Shenzhen hukou
        or (
            lived_with_local_year                            # 与有深圳户籍的家人在深圳连续同住满一年 | Has lived in Shenzhen for one continuous year with family who have Shenzhen hukou
            and (
                spouse_or_parent_of_local                    # 是其配偶或父母 | Is their spouse or parent
                or (
                    child_of_local                           # 是其子女 | Is their child
                    and (
                        minor                                # 未成年 | A minor
                        or dependent_adult                   # 成年后不能独立生活 | An adult who cannot live independently
                    )                                        # 未成年，或成年后不能独立生活 | A minor, or an adult who cannot live independently
                )                                            # 是未成年或不能独立生活的子女 | A child who is a minor or cannot live independently
            )                                                # 是配偶、父母，或未成年、不能独立生活的子女 | The spouse, a parent, or a child who is a minor or cannot live independently
        )                                                    # 没有深圳户籍，但和有深圳户籍的家人连续同住满一年 | Without Shenzhen hukou, but one continuous year with family who have it
    )


@rule(Person, "家里有本市户籍的人的配偶或父母", "Spouse or parent of a member with local hukou", clause="—", grade="—")
def spouse_or_parent_of_local(relation, local_applicant, local_spouse, local_parent, local_child):
    """Relations are to the applicant: a grandchild's hukou gives nothing, nor does that of a child's spouse."""
    return (
        ((relation == "spouse" or relation == "parent") and local_applicant)
        or (relation == "applicant" and (local_spouse or local_child))
        or (relation == "spouse" and local_child)
        or (relation == "parent" and local_parent)
    )


@rule(Person, "家里有本市户籍的人的子女", "Child of a member with local hukou", clause="—", grade="—")
def child_of_local(relation, local_applicant, local_spouse, local_parent):
    return (relation == "child" and (local_applicant or local_spouse)) or (relation == "applicant" and local_parent)


@rule(Household, "申请人有本市户籍", "The applicant has local hukou", clause="—", grade="—")
def local_applicant(members):
    return any(m.hukou == "here" and m.relation == "applicant" for m in members)


@rule(Household, "申请人的配偶有本市户籍", "The applicant's spouse has local hukou", clause="—", grade="—")
def local_spouse(members):
    return any(m.hukou == "here" and m.relation == "spouse" for m in members)


@rule(Household, "申请人的父母有本市户籍", "A parent of the applicant has local hukou", clause="—", grade="—")
def local_parent(members):
    return any(m.hukou == "here" and m.relation == "parent" for m in members)


@rule(Household, "申请人的子女有本市户籍", "A child of the applicant has local hukou", clause="—", grade="—")
def local_child(members):
    return any(m.hukou == "here" and m.relation == "child" for m in members)


@rule(Person, "可以享受低保", "Can be supported by dibao", clause="《社会救助暂行办法》第九条", grade="A")
def can_be_supported(counted_member, hukou_qualifies):
    return counted_member and hukou_qualifies


@rule(
    Person, "可以享受低保", "Can be supported by dibao", clause="省政府令第262号", grade="B", place="广东省", since="2019-09-01", name="can_be_supported",
)
def can_be_supported_2019(counted_member, hukou_qualifies, idle_without_reason):
    return (
        counted_member
        and hukou_qualifies
        and not idle_without_reason                          # 不是能劳动却无正当理由不工作 | Does not refuse work without good reason
    )


@rule(Household, "享受低保人数", "Persons supported by dibao", unit="人", clause="—", grade="—")
def supported_persons(members):
    return count(m.can_be_supported for m in members)


# --- the household ---


@rule(Household, "早年低保标准", "Dibao standard of the early years", unit="元/人/月", clause="深民福〔2004〕57号", grade="B", place="深圳市", since="2005-01-01")
def shenzhen_standard(dibao_standard):
    return dibao_standard


@rule(
    Household, "早年低保标准", "Dibao standard of the early years", unit="元/人/月", clause="深府办〔1997〕24号", grade="B", place="深圳市",
    since="1997-01-01", until="2005-01-01", name="shenzhen_standard",
)
def shenzhen_standard_by_tier(shenzhen_standard_before_2005, early_tier):
    return shenzhen_standard_before_2005[early_tier]


@rule(
    Household, "低保资格", "Eligible for dibao", clause="深圳市历年低保标准通知（深府办〔1997〕24号起）", grade="B", place="深圳市",
    since="1997-01-01", until="2014-05-01", name="dibao_eligible",
)
def dibao_eligible_shenzhen_early(supported_persons, monthly_income_per_head, shenzhen_standard):
    """The notices of the time were seen for their amounts only; the asset rule of those years was not found."""
    return (
        supported_persons >= 1                               # 家里有可以享受低保的人 | Someone in the household can be supported
        and monthly_income_per_head < shenzhen_standard      # 人均月收入低于低保标准 | Income per head is below the dibao standard
    )


@rule(Household, "低保资格", "Eligible for dibao", clause="《社会救助暂行办法》第九条", grade="A", since="2014-05-01")
def dibao_eligible(supported_persons, assets_conform, income_check_passes, monthly_income_per_head, dibao_standard):
    return (
        supported_persons >= 1                               # 家里有可以享受低保的人（已按特困供养的不算） | Someone in the household can be supported (not counting tekun)
        and assets_conform                                   # 家庭财产符合规定 | Assets are within the rule
        and income_check_passes                              # 通过收入核对 | Passes the income check
        and monthly_income_per_head < dibao_standard         # 人均月收入低于低保标准 | Income per head is below the dibao standard
    )


@rule(Household, "低保资格", "Eligible for dibao", clause="《社会救助法》第十八条", grade="A-", since="2026-07-01", name="dibao_eligible")
def dibao_eligible_2026(supported_persons, assets_conform, income_check_passes, monthly_income_per_head, dibao_standard):
    return (
        supported_persons >= 1                               # 家里有可以享受低保的人（已按特困供养的不算） | Someone in the household can be supported (not counting tekun)
        and assets_conform                                   # 家庭财产符合规定 | Assets are within the rule
        and income_check_passes                              # 通过收入核对 | Passes the income check
        and monthly_income_per_head < dibao_standard         # 人均月收入低于低保标准 | Income per head is below the dibao standard
    )


@rule(Household, "全家补差总额", "Gap of the whole household", unit="元/月", clause="《社会救助暂行办法》第十二条", grade="A", since="2014-05-01")
def household_gap(dibao_standard, family_size, assessed_income):
    return max(0, dibao_standard * family_size - assessed_income)  # 低保标准乘以人口，减去收入 | The standard times the persons, less the income


@rule(
    Household, "全家补差总额", "Gap of the whole household", unit="元/月", clause="深圳市历年低保标准通知（深府办〔1997〕24号起）", grade="B", place="深圳市",
    since="1997-01-01", until="2014-05-01", name="household_gap",
)
def household_gap_shenzhen_early(shenzhen_standard, family_size, assessed_income):
    return max(0, shenzhen_standard * family_size - assessed_income)  # 低保标准乘以人口，减去收入 | The standard times the persons, less the income


@rule(Household, "每月补差", "Monthly gap payment", unit="元/月", clause="《社会救助暂行办法》第十二条", grade="A")
def dibao_amount(household_gap, supported_persons, family_size):
    return household_gap * supported_persons // max(1, family_size)  # 不能享受的人没有自己那一份 | Whoever cannot be supported loses their own share


@rule(Household, "每月补差", "Monthly gap payment", unit="元/月", clause="《社会救助法》第十八条", grade="A-", since="2026-07-01", name="dibao_amount")
def dibao_amount_2026(household_gap, supported_persons, family_size):
    return household_gap * supported_persons // max(1, family_size)  # 不能享受的人没有自己那一份 | Whoever cannot be supported loses their own share


@rule(Household, "入户评估前按核对收入算的补差", "Gap by the checked income, before the home visit", unit="元/月", clause="—", grade="—")
def dibao_before_visit(dibao_standard, family_size, household_income, supported_persons):
    """What a resident can be told before anybody has visited; no decision rests on it."""
    return max(0, dibao_standard * family_size - household_income) * supported_persons // max(1, family_size)


DIBAO = benefit(
    "dibao", "最低生活保障金", "Minimum living guarantee (dibao)", entity=Household, layer="basic",
    eligible="dibao_eligible", amount="dibao_amount", period="month",
    summary=("家里人均收入低于低保标准的，每月补到标准。", "Tops the household's income up to the standard each month."),
    how=("带上身份证和授权书，到户籍地或居住地的街道办事处、镇政府申请，也可以在粤省事上申请。工作人员会上门看看，审核意见公示7天。",
         "Bring identity card and authorisation letter to the street office or town of hukou or residence, or apply in the provincial app Yueshengshi. Staff visit; the opinion is posted for 7 days."),
    bring=(("身份证", "Identity card"), ("社会救助申请及授权书（成年家人每人签名）", "Application and authorisation letter, signed by every adult")),
    decides=("区民政局（或受委托的街道办事处）", "District civil affairs bureau (or the street office where delegated)"),
)

# --- the provincial floor ---


@rule(Household, "全省最低标准分类", "Class in the provincial minimum standards", clause="粤民发〔2021〕34号", grade="B", returns=CityClass, place="深圳市", name="city_class")
def city_class_shenzhen():
    return "one"


@rule(Household, "全省最低标准分类", "Class in the provincial minimum standards", clause="粤民发〔2021〕34号", grade="B", returns=CityClass, place="广州市", name="city_class")
def city_class_guangzhou():
    return "one"


@rule(Household, "全省最低标准分类", "Class in the provincial minimum standards", clause="粤民发〔2021〕34号", grade="B", returns=CityClass, place="惠州市", name="city_class")
def city_class_huizhou():
    return "three"


@rule(Household, "市标准不低于全省最低标准", "The city standard is not below the provincial minimum", clause="《社会救助法》第十九条", grade="A-", place="广东省")
def standard_reaches_floor(dibao_standard, dibao_floor, city_class):
    return dibao_standard >= dibao_floor[city_class]         # 市标准不低于本类地区最低标准 | The city standard is not below the minimum of its class
