from minsheng.rules.book.facts import Household, Person
from minsheng.rules.engine import age, benefit, rule


@rule(Household, "家庭人均月收入", "Monthly income per head", unit="元/月", clause="粤民规字〔2019〕9号", grade="A-")
def monthly_income_per_head(members):
    return sum(m.monthly_income for m in members) // max(1, len(members))

@rule(Household, "低保资格", "Eligible for dibao", clause="《社会救助法》第十八条", grade="A-")
def dibao_eligible(members, financial_assets, savings_limit, monthly_income_per_head, dibao_standard, motor_vehicle):
    return (
        any(m.hukou == "here" for m in members)              # 家里有人是本地户籍 | Someone has local hukou
        and motor_vehicle != "other"                         # 没有不符合规定的机动车 | No vehicle beyond the rule
        and financial_assets <= savings_limit * len(members) # 存款不超过规定 | Savings within the limit
        and monthly_income_per_head < dibao_standard         # 人均月收入低于低保标准 | Income per head is below the dibao standard
    )

@rule(Household, "低保金", "Dibao amount", unit="元/月", clause="《社会救助法》第十八条", grade="A-")
def dibao_amount(members, dibao_standard, monthly_income_per_head):
    return max(0, dibao_standard - monthly_income_per_head) * len(members)

@rule(Person, "年龄", "Age", unit="岁", clause="—", grade="—")
def age_now(birth_date, on):
    return age(birth_date, on)

@rule(Person, "高龄津贴资格", "Eligible for old-age allowance", clause="深民规〔2019〕2号", grade="A")
def old_eligible(age_now, old_from, hukou):
    return (
        hukou == "here"                                     # 本市户籍 | Local hukou
        and age_now >= old_from                             # 达到起领年龄 | Has reached the age
    )

@rule(Person, "高龄津贴", "Old-age allowance", unit="元/月", clause="深民规〔2019〕2号", grade="A")
def old_amount(age_now, old_by_band):
    return old_by_band[age_now]

DIBAO = benefit("dibao", "最低生活保障金", "Minimum living guarantee (dibao)", entity=Household, layer="basic", eligible="dibao_eligible", amount="dibao_amount", period="month",
    summary=("家庭人均收入低于低保标准的，每月补到标准。", "Tops the household's income up to the standard each month."),
    how=("带身份证和授权书，到户籍地或居住地街道办事处申请。", "Take the identity card and the authorisation letter to the street office."),
    bring=(("身份证", "Identity card"), ("社会救助申请及授权书", "Application and authorisation letter")),
    decides=("区民政局（或受委托的街道办事处）", "District civil affairs bureau (or the street where delegated)"))
OLD = benefit("old_age", "高龄津贴", "Old-age allowance", entity=Person, layer="elderly", eligible="old_eligible", amount="old_amount", period="month",
    summary=("本市户籍的高龄老人，每月领津贴。", "A monthly allowance for older residents with local hukou."),
    how=("街道会发短信，回复“同意”后开始发。", "The street sends a message; the allowance starts after the answer “agree”."), bring=(("身份证", "Identity card"),), decides=("街道办事处", "Street office"))
