"""Money by age: an invented benefit with bands and days."""

from minsheng.rules.engine import age, benefit, month_end, months_between, rule

from ..facts import Household, Person


@rule(Person, "本月末周岁", "Age at the end of the month", clause="—", grade="—", unit="岁")
def age_at_end(birth_date, on):
    return age(birth_date, month_end(on))


@rule(Person, "高龄资格", "Old enough", clause="测试第八条", grade="A")
def old_age_eligible(age_at_end, old_age_money):
    return old_age_money[age_at_end] > 0      # 到了发放的年龄 | Has reached the age


@rule(Person, "高龄津贴", "Old-age money", clause="测试第八条", grade="A", unit="元/月")
def old_age_amount(age_at_end, old_age_money):
    return old_age_money[age_at_end]


@rule(Household, "最年长者月龄", "Months lived by the oldest", clause="—", grade="—", unit="个月")
def oldest_months(members, on):
    return max((months_between(m.birth_date, on) for m in members if m.counted), default=0)


OLD = benefit("old", "高龄津贴", "Old-age money", entity=Person, eligible="old_age_eligible", amount="old_age_amount")
