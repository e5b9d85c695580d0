"""What the other two folders leave out of the language: every operator, loop, look-up, function and order of passes."""

from minsheng.rules.engine import (
    add_months,
    add_years,
    age,
    benefit,
    count,
    month_end,
    month_start,
    months_between,
    round_down,
    round_half_up,
    round_up,
    rule,
)  # fmt: skip

from ..facts import Household, Level, Person


@rule(Person, "成年", "Adult", clause="—", grade="—")
def adult(birth_date, on, youth):
    return age(birth_date, on) >= youth


@rule(Person, "在劳动", "At work", clause="—", grade="—")
def at_work(work):
    return work in ("part", "full")


@rule(Person, "患病整月", "Months sick", clause="—", grade="—", unit="个月")
def months_sick(sick_since, on):
    return max(0, months_between(sick_since, on))


@rule(Person, "复查到期", "Review is due", clause="测试第十条", grade="A")
def review_due(sick_since, on):
    return month_end(add_months(sick_since, 6)) < on <= add_years(sick_since, 3) or month_start(sick_since) == on


@rule(Person, "得分", "Score", clause="测试第十一条", grade="A", unit="分")
def score(points, months_sick, work, local, hukou_kind):
    if not local and hukou_kind == "rural":
        return -points
    if work == "study" or months_sick > 24:
        return points * 2 - months_sick // 3
    if 0 <= points < 10:
        return points
    return min(points, 5, 7 - months_sick) if work not in ("none", "study") else max(points, -5)


@rule(Person, "有评分", "Has points", clause="—", grade="—")
def rated(points):
    return points != 0


# `eligible` is known in the first pass over persons, the amount only in the last one.
@rule(Person, "生病补助资格", "Eligible for sick pay", clause="测试第十二条", grade="A")
def sick_eligible(adult, at_work, review_due, score, rated):
    return (
        adult                                    # 已成年 | Of age
        and not (at_work and score > 3)          # 没有一边工作一边拿高分 | Not both at work and of high score
        and (review_due or rated or score <= 0)
    )


@rule(Household, "户平均收入", "Mean income", clause="—", grade="—", unit="元/月")
def mean_income(members):
    return sum(m.income for m in members) // max(1, len(members))


@rule(Household, "高于平均的人数", "People above the mean", clause="—", grade="—", unit="人")
def people_above(members, mean_income):
    return count(m.income > mean_income for m in members if m.adult)


@rule(Person, "户内排位", "Rank", clause="—", grade="—", unit="分")
def rank(people_above, score, at_work):
    return people_above * 10 + score if at_work else people_above


@rule(Household, "最高排位", "Highest rank", clause="—", grade="—", unit="分")
def highest_rank(members):
    return max((m.rank for m in members if m.adult), default=-7)


@rule(Household, "最低得分", "Lowest score", clause="—", grade="—", unit="分")
def lowest_score(members):
    return min((m.score for m in members), default=3)


@rule(Household, "最年幼者收入", "Income of the least", clause="—", grade="—", unit="元/月")
def least_income(members, debts):
    return min((m.income - debts for m in members if not m.adult), default=100)


@rule(Person, "生病补助", "Sick pay", clause="测试第十三条", grade="A", unit="元/月")
def sick_amount(highest_rank, score, income, rounding):
    return round_half_up((income + 100 * max(0, highest_rank - score)) * 3, 700, rounding)


@rule(Household, "都有事做", "All are busy", clause="—", grade="—")
def all_busy(members):
    return all(m.at_work or m.work == "study" for m in members if m.adult)


@rule(Household, "有年长病人", "An old patient", clause="—", grade="—")
def old_patient(members, rooms):
    return any(m.months_sick > rooms * 12 and m.disabled for m in members)


@rule(Household, "取暖资格", "Eligible for heating", clause="测试第十四条", grade="A", place="广东省")
def heating_eligible(family_size, all_busy, old_patient, rooms, lowest_score, hukou_kind):
    if 0 < family_size <= 3 and rooms not in (0, 7):     # 小户且有房 | A small family with rooms
        return (
            old_patient                                  # 有年长病人 | Someone has long been ill
            or not (all_busy or lowest_score < -3)
            or hukou_kind != "urban"
        )
    if rooms == 9:                                     # 九间房 | Nine rooms
        return False
    return all_busy and old_patient


@rule(Household, "取暖资格", "Eligible for heating", clause="测试第十五条", grade="A", place="南山区", since="2025-03-01", until="2026-01-01", name="heating_eligible")
def heating_eligible_nanshan(rooms, local):
    return local or rooms >= 4


@rule(Household, "取暖费", "Heating", clause="测试第十六条", grade="A", unit="元/月", place="广东省", since="2019-01-01", name="heating_amount")
def heating_by_rooms(heating, kind_share, hukou_kind, rooms, rounding):
    return round_down(heating[hukou_kind, rooms] * kind_share[hukou_kind], 100, 10) + round_up(heating["rural", rooms], 3, rounding)


@rule(Household, "取暖费", "Heating", clause="测试第十七条", grade="A", unit="元/月", place="惠州市", since="2026-01-01", name="heating_amount")
def heating_flat(nobody_knows, family_size):
    return nobody_knows * family_size


@rule(Household, "困难等级", "Level of need", clause="测试第十八条", grade="B", returns=Level)
def need_level(highest_rank, least_income, lowest_score):
    if least_income < 0:
        return "full"
    return "half" if highest_rank > 5 or lowest_score == 0 else "none"


@rule(Person, "照料等级", "Level of care", clause="测试第十九条", grade="B", returns=Level)
def care_finding(need_level, care_level, review_due):
    return need_level if care_level == "none" and not review_due else care_level


SICK = benefit("sick", "生病补助", "Sick pay", entity=Person, eligible="sick_eligible", amount="sick_amount")
HEATING = benefit("heating", "取暖费", "Heating", entity=Household, eligible="heating_eligible", amount="heating_amount")
NEED = benefit("need", "困难等级", "Level of need", entity=Household, eligible="need_level", period="none")
FINDING = benefit("finding", "照料等级", "Level of care", entity=Person, eligible="care_finding", period="none")
