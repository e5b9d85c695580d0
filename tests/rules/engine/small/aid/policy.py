"""Aid to households below a standard: an invented benefit that uses everything the language has."""

from minsheng.rules.engine import benefit, count, round_up, rule

from ..facts import Household, Level, Person


@rule(Household, "家庭人数", "Family size", clause="—", grade="—", unit="人")
def family_size(members):
    return count(m.counted for m in members)


@rule(Household, "人均月收入", "Income per head", clause="测试第一条", grade="A", unit="元/月")
def income_per_head(members, family_size):
    return sum(m.income for m in members if m.counted) // max(1, family_size)


@rule(Household, "财产符合规定", "Assets conform", clause="测试第二条", grade="A")
def assets_conform(assets, family_size, standard, asset_months):
    return assets <= asset_months * standard * family_size


@rule(Household, "救助资格", "Eligible for aid", clause="测试第三条", grade="A", until="2026-07-01", name="aid_eligible")
def aid_eligible_until_2026(local, assets_conform, income_per_head, standard):
    return (
        local                               # 有本地户籍 | Local hukou
        and assets_conform
        and income_per_head < standard      # 人均收入低于标准 | Income per head is below the standard
    )


@rule(Household, "救助资格", "Eligible for aid", clause="新法第三条", grade="A", since="2026-07-01", name="aid_eligible")
def aid_eligible_from_2026(assets_conform, income_per_head, standard):
    return assets_conform and income_per_head < standard


@rule(Household, "救助金", "Aid", clause="测试第四条", grade="A", unit="元/月")
def aid_amount(members, standard, family_size):
    return max(0, standard * family_size - sum(m.income for m in members if m.counted))


@rule(Person, "护理等级", "Care level", clause="测试第五条", grade="B", returns=Level)
def care_level(disabled, grade, severe_grade):
    if not disabled:      # 有残疾证 | Has a certificate
        return "none"
    return "full" if grade <= severe_grade else "half"


@rule(Person, "护理补贴资格", "Eligible for care", clause="测试第六条", grade="B", place="深圳市")
def care_eligible(care_level, aid_eligible, local, counted):
    return (
        care_level in ("half", "full")              # 需要护理 | Needs care
        and (
            aid_eligible
            or not local                            # 没有本地户籍 | No local hukou
        )                                           # 家庭困难或外来 | Poor or from elsewhere
        and counted
    )


@rule(Person, "护理补贴", "Care money", clause="测试第七条", grade="B", unit="元/月", place="深圳市")
def care_amount(care_level, standard, care_percent, step):
    return round_up(standard * care_percent[care_level], 100, step)


AID = benefit("aid", "救助金", "Aid", entity=Household, eligible="aid_eligible", amount="aid_amount")
CARE = benefit("care", "护理补贴", "Care money", entity=Person, eligible="care_eligible", amount="care_amount")
