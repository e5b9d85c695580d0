"""低保边缘: not on dibao, but below the margin line. A status that opens other help."""

from minsheng.rules.book.facts import Household
from minsheng.rules.engine import benefit, rule


@rule(Household, "低保边缘的财产条件", "Assets are within the margin rule", clause="《最低生活保障审核确认办法》民发〔2021〕57号第八条", grade="B-")
def margin_assets_conform(assets_found_conform):
    return assets_found_conform


@rule(
    Household, "低保边缘的财产条件", "Assets are within the margin rule", clause="粤府办〔2022〕3号", grade="B", place="广东省", since="2022-01-01",
    name="margin_assets_conform",
)
def margin_assets_conform_2022(financial_assets, asset_limit, dwellings, dwelling_limit, other_real_estate, motor_vehicle, business_registration):
    """The day in force was not seen; the year of the document is used."""
    return (
        financial_assets <= asset_limit                      # 存款等金融资产不超过上限 | Financial assets are within the limit
        and dwellings <= dwelling_limit                      # 住房套数不超过上限 | No more dwellings than allowed
        and not other_real_estate                            # 没有其他不动产 | No other real estate
        and motor_vehicle == "none"                          # 没有机动车 | No motor vehicle
        and business_registration == "none"                  # 没有工商登记 | No business registration
    )


@rule(Household, "认定边缘的人均月收入", "Income per head for the margin line", unit="元/月", clause="《最低生活保障审核确认办法》民发〔2021〕57号第八条", grade="B-")
def margin_income_per_head(monthly_income_per_head):
    return monthly_income_per_head


@rule(
    Household, "认定边缘的人均月收入", "Income per head for the margin line", unit="元/月",
    clause="《广东省最低生活保障家庭经济状况核对和生活状况综合评估办法》", grade="B", place="广东省", since="2026-01-01", name="margin_income_per_head",
)
def margin_income_per_head_2026(checked_income_per_head):
    """The assessment of 2026 is one of dibao households; the margin line compares with the income that the check found."""
    return checked_income_per_head


@rule(Household, "低保边缘家庭", "Margin household", clause="《最低生活保障审核确认办法》民发〔2021〕57号第八条", grade="B-", since="2018-01-01")
def margin_eligible(local_hukou, dibao_eligible, margin_assets_conform, margin_income_per_head, margin_line):
    return (
        local_hukou                                          # 家里有本市户籍的人（已按特困供养的不算） | A member has local hukou (not counting tekun)
        and not dibao_eligible                               # 不能享受低保（能享受低保的按低保） | Not eligible for dibao, which goes first
        and margin_assets_conform
        and margin_income_per_head < margin_line             # 人均月收入低于低保边缘线 | Income per head is below the margin line
    )


@rule(Household, "低保边缘家庭", "Margin household", clause="《社会救助法》第二十一条", grade="A-", since="2026-07-01", name="margin_eligible")
def margin_eligible_2026(local_hukou, dibao_eligible, margin_assets_conform, margin_income_per_head, margin_line):
    return (
        local_hukou                                          # 家里有本市户籍的人（已按特困供养的不算） | A member has local hukou (not counting tekun)
        and not dibao_eligible                               # 不能享受低保（能享受低保的按低保） | Not eligible for dibao, which goes first
        and margin_assets_conform
        and margin_income_per_head < margin_line             # 人均月收入低于低保边缘线 | Income per head is below the margin line
    )


MARGIN = benefit(
    "margin", "低保边缘家庭认定", "Recognition as a margin household", entity=Household, layer="special", eligible="margin_eligible", period="none",
    summary=("收入比低保线高一点的家庭，可以认定为低保边缘家庭，享受医疗、教育、住房等帮助；重残、重病的家人还可能单独享受低保。",
             "A household a little above the dibao line can be recognised, which opens help with treatment, schooling and housing."),
    how=("带上身份证和授权书，到街道办事处、镇政府申请，和低保用同一份申请书。", "Apply at the street office or town; the form is the same as for dibao."),
    bring=(("身份证", "Identity card"), ("社会救助申请及授权书（成年家人每人签名）", "Application and authorisation letter, signed by every adult")),
    decides=("区民政局（或受委托的街道办事处）", "District civil affairs bureau (or the street office where delegated)"),
)
