"""刚性支出困难家庭 (支出型): income is above the lines, but unavoidable spending eats it up. A status that opens other help."""

from minsheng.rules.book.facts import Household
from minsheng.rules.engine import benefit, rule


@rule(Household, "近12个月人均收入", "Income per head of the last 12 months", unit="元", clause="惠民发〔2023〕89号；民政部 2024 年刚性支出困难家庭认定规定", grade="B")
def yearly_income_per_head(yearly_income, family_size):
    return yearly_income // max(1, family_size)


@rule(Household, "刚性支出占收入的比例达到规定", "The share of unavoidable spending reaches the ratio", clause="粤府办〔2022〕3号", grade="B", place="广东省", since="2022-01-01")
def rigid_share_reached(rigid_expenditure, yearly_income, rigid_ratio):
    return (
        rigid_expenditure > 0                                # 有看病、上学等非花不可的支出 | There is unavoidable spending
        and rigid_expenditure * 100 >= yearly_income * rigid_ratio  # 刚性支出占年收入的比例达到规定 | Unavoidable spending reaches the ratio set
    )


@rule(
    Household, "刚性支出困难家庭", "Household with unavoidable spending", clause="粤府办〔2022〕3号；民政部 2024 年刚性支出困难家庭认定规定", grade="B",
    place="广东省", since="2022-01-01",
)
def rigid_eligible(local_hukou, dibao_eligible, margin_eligible, yearly_income_per_head, disposable_income_last_year, margin_assets_conform, rigid_share_reached):
    return (
        local_hukou                                          # 家里有本市户籍的人（已按特困供养的不算） | A member has local hukou (not counting tekun)
        and not dibao_eligible                               # 不能享受低保 | Not eligible for dibao
        and not margin_eligible                              # 也不是低保边缘家庭 | Nor a margin household
        and rigid_share_reached
        and margin_assets_conform                            # 财产条件与低保边缘相同 | The same asset rule as for margin households
        and yearly_income_per_head < disposable_income_last_year  # 人均年收入低于当地上年人均可支配收入 | Income per head is below last year's local disposable income per head
    )


@rule(
    Household, "刚性支出困难家庭", "Household with unavoidable spending", clause="《社会救助法》第二十二条；粤府办〔2022〕3号", grade="A-", place="广东省",
    since="2026-07-01", name="rigid_eligible",
)
def rigid_eligible_2026(local_hukou, dibao_eligible, margin_eligible, yearly_income_per_head, disposable_income_last_year, margin_assets_conform, rigid_share_reached):
    return (
        local_hukou                                          # 家里有本市户籍的人（已按特困供养的不算） | A member has local hukou (not counting tekun)
        and not dibao_eligible                               # 不能享受低保 | Not eligible for dibao
        and not margin_eligible                              # 也不是低保边缘家庭 | Nor a margin household
        and rigid_share_reached
        and margin_assets_conform                            # 财产条件与低保边缘相同 | The same asset rule as for margin households
        and yearly_income_per_head < disposable_income_last_year  # 人均年收入低于当地上年人均可支配收入 | Income per head is below last year's local disposable income per head
    )


RIGID = benefit(
    "rigid_expenditure", "刚性支出困难家庭认定", "Recognition of unavoidable spending", entity=Household, layer="special", eligible="rigid_eligible", period="none",
    summary=("看病、上学、残疾康复花的钱占了收入一大半的家庭，可以得到认定和相应帮助，一般一年内有效。",
             "A household whose treatment, schooling and rehabilitation eat up most of its income can be recognised, as a rule for up to a year."),
    how=("带上身份证、授权书和费用单据，到街道办事处、镇政府申请。", "Apply at the street office or town with identity card, authorisation letter and bills."),
    bring=(("身份证", "Identity card"), ("社会救助申请及授权书（成年家人每人签名）", "Application and authorisation letter, signed by every adult"), ("近12个月的费用单据", "Bills of the last 12 months")),
    decides=("区民政局（或受委托的街道办事处）", "District civil affairs bureau (or the street office where delegated)"),
)
