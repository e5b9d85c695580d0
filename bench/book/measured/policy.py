"""The benchmark's 24 rules in our tongue. The same rules stand in engines/peer_rules.py, engines/numpy_hand.py and their neighbours."""

from minsheng.rules.engine import age, benefit, round_up, rule

from ..facts import Household, Person

OURS = {"clause": "—", "grade": "—"}


# --- the person ---------------------------------------------------------------------------------------------------------------


@rule(Person, "年龄", "Age", unit="岁", **OURS)
def age_now(birth_date, on):
    return age(birth_date, on)


@rule(Person, "老年人", "Senior", **OURS)
def senior(age_now, senior_age):
    return age_now >= senior_age


@rule(Person, "未成年人", "Minor", **OURS)
def minor(age_now, adult_age):
    return age_now < adult_age


@rule(Person, "重度残疾", "Severely disabled", **OURS)
def severely_disabled(disability_grade):
    return 1 <= disability_grade <= 2


@rule(Person, "核定的劳动收入", "Imputed income", unit="元/月", **OURS)
def imputed_income(minor, senior, severely_disabled, good_reason_not_working, monthly_income, minimum_wage):
    if minor or senior or severely_disabled or good_reason_not_working or monthly_income > 0:
        return 0
    return minimum_wage


@rule(Person, "核定收入", "Assessed income", unit="元/月", **OURS)
def assessed_income(monthly_income, imputed_income):
    return max(monthly_income, imputed_income)


# --- the household ------------------------------------------------------------------------------------------------------------


@rule(Household, "家庭核定收入", "Household's assessed income", unit="元/月", **OURS)
def total_assessed_income(members):
    return sum(m.assessed_income for m in members)


@rule(Household, "人均月收入", "Monthly income per head", unit="元/月", **OURS)
def income_per_head(total_assessed_income, members):
    return total_assessed_income // max(1, len(members))


@rule(Household, "人均金融资产", "Financial assets per head", unit="元", **OURS)
def assets_per_head(financial_assets, members):
    return financial_assets // max(1, len(members))


@rule(Household, "财产符合规定", "Assets conform", **OURS)
def assets_conform(assets_per_head, asset_months, dibao_standard):
    return assets_per_head <= asset_months * dibao_standard


@rule(Household, "低保资格", "Eligible for dibao", **OURS)
def dibao_eligible(hukou_here, assets_conform, income_per_head, dibao_standard):
    return (
        hukou_here  # 有本地户籍 | Local hukou
        and assets_conform  # 财产符合规定 | Assets are within the limit
        and income_per_head < dibao_standard  # 人均月收入低于低保标准 | Income per head is below the dibao standard
    )


@rule(Household, "低保金", "Dibao amount", unit="元/月", **OURS)
def dibao_amount(dibao_eligible, income_per_head, dibao_standard, members):
    if not dibao_eligible:
        return 0
    return (dibao_standard - income_per_head) * len(members)


@rule(Household, "低保边缘线", "Margin line", unit="元/月", **OURS)
def margin_line(dibao_standard, margin_percent):
    return round_up(dibao_standard * margin_percent, 100, 100)


@rule(Household, "低保边缘资格", "Margin household", **OURS)
def margin_eligible(hukou_here, assets_conform, dibao_eligible, income_per_head, margin_line):
    return (
        hukou_here  # 有本地户籍 | Local hukou
        and assets_conform  # 财产符合规定 | Assets are within the limit
        and not dibao_eligible  # 不是低保家庭 | Not a dibao household
        and income_per_head < margin_line  # 人均月收入低于低保边缘线 | Income per head is below the margin line
    )


# --- the person in the household ----------------------------------------------------------------------------------------------


@rule(Person, "生活扶助金资格", "Eligible for the supplement", **OURS)
def supplement_eligible(dibao_eligible, margin_eligible, minor, senior, severely_disabled):
    return ((dibao_eligible or margin_eligible) and (minor or senior)) or (dibao_eligible and severely_disabled)


@rule(Person, "生活扶助金", "Supplement", unit="元/月", **OURS)
def supplement_amount(supplement_eligible, dibao_standard, supplement_percent):
    return round_up(dibao_standard * supplement_percent, 100, 100) if supplement_eligible else 0


@rule(Person, "高龄津贴", "Old-age allowance", unit="元/月", **OURS)
def old_age_amount(hukou_here, age_now, old_age_by_band):
    return old_age_by_band[age_now] if hukou_here else 0


@rule(Person, "高龄津贴资格", "Eligible for the old-age allowance", **OURS)
def old_age_eligible(old_age_amount):
    return old_age_amount > 0


@rule(Person, "生活补贴资格", "Eligible for the living subsidy", **OURS)
def living_eligible(disability_grade, dibao_eligible, margin_eligible):
    return disability_grade >= 1 and (dibao_eligible or margin_eligible)


@rule(Person, "生活补贴", "Living subsidy", unit="元/月", **OURS)
def living_amount(living_eligible, living_subsidy):
    return living_subsidy if living_eligible else 0


@rule(Person, "护理补贴资格", "Eligible for the nursing subsidy", **OURS)
def nursing_eligible(hukou_here, severely_disabled, disability_grade, senior):
    return hukou_here and (severely_disabled or (disability_grade >= 1 and senior))


@rule(Person, "护理补贴", "Nursing subsidy", unit="元/月", **OURS)
def nursing_amount(nursing_eligible, nursing_subsidy):
    return nursing_subsidy if nursing_eligible else 0


# --- the household's total ----------------------------------------------------------------------------------------------------


@rule(Household, "家庭合计", "Household total", unit="元/月", **OURS)
def help_amount(dibao_amount, members):
    return dibao_amount + sum(m.supplement_amount + m.old_age_amount + m.living_amount + m.nursing_amount for m in members)


@rule(Household, "得到帮助", "Is helped", **OURS)
def help_eligible(help_amount):
    return help_amount > 0


def _declare(key, zh, en, entity, money=True):
    text = ("用于测速。", "For measuring only.")
    return benefit(
        key, zh, en, entity=entity, layer="basic", eligible=f"{key}_eligible", amount=f"{key}_amount" if money else None,
        period="month" if money else "none", summary=text, how=text, bring=(), decides=text,
    )  # fmt: skip


DIBAO = _declare("dibao", "低保金", "Dibao", Household)
MARGIN = _declare("margin", "低保边缘", "Margin household", Household, money=False)
SUPPLEMENT = _declare("supplement", "生活扶助金", "Supplement", Person)
OLD_AGE = _declare("old_age", "高龄津贴", "Old-age allowance", Person)
LIVING = _declare("living", "生活补贴", "Living subsidy", Person)
NURSING = _declare("nursing", "护理补贴", "Nursing subsidy", Person)
HELP = _declare("help", "家庭合计", "Household total", Household)
