"""临时救助: urgent aid, aid for unavoidable spending, and small-sum fast aid. How many months is an officer's judgement within the caps."""

from minsheng.rules.book.facts import Household
from minsheng.rules.engine import add_months, benefit, count, month_end, rule

SHENZHEN_2022 = "《深圳市临时救助办法》（2022年）"
OPINION_2026 = "民政部、财政部《关于进一步健全完善临时救助制度的意见》（2026年1月）"

# --- urgent aid 急难型 (Shenzhen's measures of mid-2022: the day in force was not seen; the months and caps of other places were not found) ---


@rule(Household, "在规定时间内申请", "Applied within the time allowed", clause=SHENZHEN_2022, grade="B", place="深圳市", since="2022-07-01")
def applied_in_time(on, event_date, aid_apply_months):
    return (
        event_date <= month_end(on)                          # 事情已经发生 | The event has happened
        and on <= add_months(event_date, aid_apply_months)   # 还在申请期限内 | Still within the time to apply
    )


@rule(Household, "急难型临时救助资格", "Entitled to urgent aid", clause="《社会救助暂行办法》第四十七条", grade="A", since="2014-05-01")
def urgent_aid_eligible(sudden_event, persons_affected, living_broken):
    """Elsewhere the months, caps and time limits were not found: the claim stands, the amount waits for the office."""
    return (
        sudden_event != "none"                               # 突然遇到火灾、事故、重病等困难 | Hit by fire, accident, illness or the like
        and persons_affected >= 1                            # 家里有人受到影响 | Someone in the household is affected
        and living_broken                                    # 基本生活暂时出现严重困难（由工作人员核实） | Basic living is in severe difficulty for the time being, as an officer finds
    )


@rule(Household, "急难型临时救助资格", "Entitled to urgent aid", clause="《社会救助法》第十三条、第三十七条", grade="A-", since="2026-07-01", name="urgent_aid_eligible")
def urgent_aid_eligible_law(sudden_event, persons_affected, living_broken):
    return (
        sudden_event != "none"                               # 突然遇到火灾、事故、重病等困难 | Hit by fire, accident, illness or the like
        and persons_affected >= 1                            # 家里有人受到影响 | Someone in the household is affected
        and living_broken                                    # 基本生活暂时出现严重困难（由工作人员核实） | Basic living is in severe difficulty for the time being, as an officer finds
    )


@rule(
    Household, "急难型临时救助资格", "Entitled to urgent aid", clause="《社会救助暂行办法》第四十七条；" + SHENZHEN_2022, grade="B", place="深圳市",
    since="2022-07-01", name="urgent_aid_eligible",
)
def urgent_aid_eligible_shenzhen(sudden_event, persons_affected, applied_in_time, living_broken):
    """Whoever is in distress in the city, of whatever hukou."""
    return (
        sudden_event != "none"                               # 突然遇到火灾、事故、重病等困难 | Hit by fire, accident, illness or the like
        and persons_affected >= 1                            # 家里有人受到影响 | Someone in the household is affected
        and applied_in_time
        and living_broken                                    # 基本生活暂时出现严重困难（由工作人员核实） | Basic living is in severe difficulty for the time being, as an officer finds
    )


@rule(
    Household, "急难型临时救助资格", "Entitled to urgent aid", clause="《社会救助法》第十三条、第三十七条；" + SHENZHEN_2022, grade="A-", place="深圳市",
    since="2026-07-01", name="urgent_aid_eligible",
)
def urgent_aid_eligible_shenzhen_2026(sudden_event, persons_affected, applied_in_time, living_broken):
    """By law the application goes to the place where the emergency happens."""
    return (
        sudden_event != "none"                               # 突然遇到火灾、事故、重病等困难 | Hit by fire, accident, illness or the like
        and persons_affected >= 1                            # 家里有人受到影响 | Someone in the household is affected
        and applied_in_time
        and living_broken                                    # 基本生活暂时出现严重困难（由工作人员核实） | Basic living is in severe difficulty for the time being, as an officer finds
    )


@rule(Household, "受影响的人数", "Persons affected", unit="人", clause="—", grade="—")
def persons_affected(members):
    return count(m.affected for m in members)


@rule(Household, "急难型救助月数", "Months of urgent aid", unit="个月", clause=SHENZHEN_2022, grade="B", since="2014-05-01")
def urgent_months(aid_months, urgent_months_least, urgent_months_most):
    return min(urgent_months_most, max(urgent_months_least, aid_months))  # 由工作人员在规定的月数之间核定 | Set by an officer within the months allowed


@rule(Household, "个人年度封顶后的急难救助金", "Urgent aid within each person's yearly cap", unit="元", clause=SHENZHEN_2022, grade="B", since="2014-05-01")
def urgent_sum(members, urgent_months, dibao_standard, person_cap_months):
    return sum(min(urgent_months * dibao_standard, max(0, person_cap_months * dibao_standard - m.aid_paid_this_year)) for m in members if m.affected)


@rule(Household, "家庭本年还可以领的临时救助", "What the household can still receive this year", unit="元", clause=SHENZHEN_2022, grade="B", since="2014-05-01")
def household_room(members, dibao_standard, household_cap_months):
    """Above the yearly caps each case is discussed on its own 一事一议: no rule, an officer's minutes."""
    return max(0, household_cap_months * dibao_standard - sum(m.aid_paid_this_year for m in members))


@rule(Household, "急难型救助金", "Urgent aid", unit="元", clause=SHENZHEN_2022, grade="B", since="2014-05-01")
def urgent_aid_amount(urgent_sum, household_room):
    return min(urgent_sum, household_room)


@rule(Household, "可由街道审批", "The street office may decide", clause=SHENZHEN_2022, grade="B", place="深圳市", since="2022-07-01")
def street_may_decide(urgent_aid_amount, dibao_standard, street_limit_months):
    return urgent_aid_amount <= dibao_standard * street_limit_months  # 总额不超过街道的审批上限 | The whole sum is within what the street may decide


URGENT = benefit(
    "urgent_aid", "临时救助（急难型）", "Temporary aid, urgent", entity=Household, layer="urgent", eligible="urgent_aid_eligible", amount="urgent_aid_amount", period="once",
    summary=("家里突然遇到火灾、事故、重病，生活过不下去的，可以先救助、后补手续。金额由工作人员在规定的月数内核定。",
             "For a family struck by fire, accident or illness: aid first, papers later. An officer sets the months within the rule."),
    how=("到事情发生地的街道办事处、镇政府申请，也可以请社区代办。", "Apply at the street office or town where it happened; the community can do it for you."),
    bring=(("身份证", "Identity card"), ("困难情况的证明（可以后补）", "Proof of the hardship, which may follow later")),
    decides=("区民政局（小额的由街道办事处）", "District civil affairs bureau (small sums: the street office)"),
)

# --- aid for unavoidable spending 支出型 ---


@rule(Household, "收入和财产符合支出型救助的条件", "Income and assets are within the rule for spending aid", clause="《社会救助暂行办法》第四十七条", grade="A", since="2014-05-01")
def spending_means(dibao_eligible, assets_found_conform):
    return (
        dibao_eligible                                       # 是低保家庭 | On dibao
        or assets_found_conform                              # 其他困难家庭，经工作人员审核符合当地规定 | Another household in hardship, found by an officer to be within the local rule
    )


@rule(
    Household, "收入和财产符合支出型救助的条件", "Income and assets are within the rule for spending aid", clause=SHENZHEN_2022, grade="B",
    place="深圳市", since="2022-07-01", name="spending_means",
)
def spending_means_shenzhen(yearly_income_per_head, disposable_income_last_year, assets_conform):
    return (
        assets_conform                                       # 财产符合低保的规定 | Assets are within the dibao rule
        and yearly_income_per_head < disposable_income_last_year  # 人均年收入低于全市上年人均可支配收入 | Income per head is below last year's disposable income per head
    )


@rule(
    Household, "收入和财产符合支出型救助的条件", "Income and assets are within the rule for spending aid", clause=OPINION_2026, grade="B",
    place="深圳市", since="2026-01-29", name="spending_means",
)
def spending_means_shenzhen_2026(dibao_eligible, margin_eligible, rigid_eligible, assets_conform, yearly_income_per_head, disposable_income_last_year):
    return (
        dibao_eligible                                       # 已是低保家庭，不再重复核对收入和财产 | Already on dibao: income and assets are not checked again
        or margin_eligible                                   # 已是低保边缘家庭，不再重复核对 | Already a margin household: not checked again
        or rigid_eligible                                    # 已是刚性支出困难家庭，不再重复核对 | Already recognised for unavoidable spending: not checked again
        or (
            assets_conform                                   # 财产符合低保的规定 | Assets are within the dibao rule
            and yearly_income_per_head < disposable_income_last_year  # 人均年收入低于全市上年人均可支配收入 | Income per head is below last year's disposable income per head
        )                                                    # 财产和收入都符合规定 | Assets and income are both within the rule
    )


@rule(Household, "支出型临时救助资格", "Entitled to spending aid", clause="《社会救助暂行办法》第四十七条", grade="A", since="2014-05-01")
def spending_aid_eligible(rigid_expenditure, living_broken, spending_means):
    return (
        rigid_expenditure > 0                                # 有看病、上学等非花不可的支出 | There is unavoidable spending
        and spending_means
        and living_broken                                    # 基本生活暂时出现严重困难（由工作人员核实） | Basic living is in severe difficulty for the time being, as an officer finds
    )


@rule(Household, "支出型救助月数", "Months of spending aid", unit="个月", clause=SHENZHEN_2022, grade="B", since="2014-05-01")
def spending_months(aid_months, spending_months_least, spending_months_most):
    return min(spending_months_most, max(spending_months_least, aid_months))  # 由工作人员在规定的月数之间核定 | Set by an officer within the months allowed


@rule(Household, "个人年度封顶后的支出型救助金", "Spending aid within each person's yearly cap", unit="元", clause=SHENZHEN_2022, grade="B", since="2014-05-01")
def spending_sum(members, spending_months, dibao_standard, person_cap_months):
    return sum(min(spending_months * dibao_standard, max(0, person_cap_months * dibao_standard - m.aid_paid_this_year)) for m in members if m.family_member)


@rule(Household, "支出型救助金", "Spending aid", unit="元", clause=SHENZHEN_2022, grade="B", since="2014-05-01")
def spending_aid_amount(spending_sum, household_room):
    return min(spending_sum, household_room)


SPENDING = benefit(
    "spending_aid", "临时救助（支出型）", "Temporary aid, for spending", entity=Household, layer="urgent", eligible="spending_aid_eligible", amount="spending_aid_amount", period="once",
    summary=("看病、上学等非花不可的钱太多，生活一时过不下去的家庭，可以得到一次救助。金额由工作人员在规定的月数内核定。",
             "One-off aid for a family whose unavoidable spending leaves too little to live on. An officer sets the months within the rule."),
    how=("到街道办事处、镇政府申请，审核后公示。", "Apply at the street office or town; the opinion is posted."),
    bring=(("身份证", "Identity card"), ("社会救助申请及授权书", "Application and authorisation letter"), ("费用单据", "Bills")),
    decides=("区民政局（小额的由街道办事处）", "District civil affairs bureau (small sums: the street office)"),
)

# --- small-sum fast aid 小额快救 (the nation, 2026) ---


@rule(Household, "小额快救资格", "Entitled to fast aid", clause=OPINION_2026, grade="B", since="2026-01-29")
def fast_aid_eligible(sudden_event):
    """Help where it happens, within three days: no check of means, no public notice. In force from the day the Opinion was presented."""
    return sudden_event != "none"                            # 突然遇到困难（不核对收入和财产，不公示） | Hit by sudden hardship (no check of means, no public notice)


@rule(Household, "小额快救金额", "Fast aid", unit="元", clause=OPINION_2026, grade="B", since="2026-01-29")
def fast_aid_amount(fast_aid_sum, dibao_standard, fast_aid_most_months):
    return min(fast_aid_sum, dibao_standard * fast_aid_most_months)  # 由工作人员核定，不超过上限 | Set by an officer, within the limit


FAST = benefit(
    "fast_aid", "小额快救", "Small-sum fast aid", entity=Household, layer="urgent", eligible="fast_aid_eligible", amount="fast_aid_amount", period="once",
    summary=("一时遇到难处，3天内先给一小笔钱应急，最高一个月低保标准。", "A small sum within 3 days for a sudden need, at most one month of dibao."),
    how=("在事情发生的地方找街道办事处、镇政府或社区，登记姓名、原因就可以。", "Ask the street office, town or community where it happened; name and cause are registered."),
    bring=(("身份证（没带也可以先救助）", "Identity card (help comes first if you do not have it with you)"),),
    decides=("街道办事处、镇政府", "Street office or town"),
)
