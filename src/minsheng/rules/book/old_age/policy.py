"""高龄津贴 (Shenzhen, Huizhou), 长寿保健金 (Guangzhou): a monthly sum by age, to local hukou."""

from minsheng.rules.book.facts import Person
from minsheng.rules.engine import add_months, age, benefit, month_end, month_start, months_between, rule

AGE_LAW = "《老年人权益保障法》及各市高龄津贴规定"
SHENZHEN = "《深圳市高龄老人津贴发放管理办法》"


@rule(Person, "计发年龄", "Age counted for this month", unit="岁", clause=AGE_LAW, grade="B")
def old_age_counted_age(birth_date, on, old_age_start_rule):
    if old_age_start_rule == 0:                              # 从生日当月起发 | Paid from the month of the birthday
        return age(birth_date, month_end(on))
    return age(birth_date, month_end(add_months(month_start(on), -1)))  # 从生日次月起发，看上个月底的年龄 | Paid from the month after: the age at the end of last month


@rule(Person, "可领高龄津贴", "Entitled to the old-age allowance", clause=AGE_LAW, grade="B")
def old_age_eligible(hukou, old_age_counted_age, old_age_first_age, old_age_certification):
    return (
        hukou == "here"                                      # 有本市户籍 | Local hukou
        and old_age_counted_age >= old_age_first_age         # 到了起领年龄 | Old enough
        and old_age_certification != "missed"                # 按时办了资格认证 | Certified in time
    )


@rule(Person, "可领高龄津贴", "Entitled to the old-age allowance", clause=f"{SHENZHEN}（含第二十一条）", grade="A", place="深圳市", since="2021-03-01",
      name="old_age_eligible")
def old_age_eligible_shenzhen(hukou, old_age_counted_age, old_age_first_age, old_age_opt_in, old_age_certification):
    return (
        hukou == "here"                                      # 有深圳户籍 | Shenzhen hukou
        and old_age_counted_age >= old_age_first_age         # 到了起领年龄 | Old enough
        and old_age_opt_in                                   # 已回复“同意”或用其他方式申请（不回复等于没有申请） | Replied “agree” (tongyi) or applied otherwise (no reply is no application)
        and old_age_certification != "missed"                # 5月、11月按时办了资格认证（没办的，从次月停发） | Certified in May and November (otherwise stopped from the next month)
    )


@rule(Person, "高龄津贴金额", "Old-age allowance", unit="元/月", clause=AGE_LAW, grade="B")
def old_age_amount(old_age_by_band, old_age_counted_age):
    return old_age_by_band[old_age_counted_age]


@rule(Person, "补认证后要补发的月数", "Stopped months to be paid back after certification", unit="个月", clause=SHENZHEN, grade="A", place="深圳市", since="2021-03-01")
def old_age_arrears_months(old_age_certification, old_age_stopped_from, on):
    """Asked for the month in which the certification was made good; each of the stopped months is then paid what it gave."""
    if old_age_certification == "restored":
        return max(0, months_between(month_start(old_age_stopped_from), month_start(on)))
    return 0


@rule(Person, "可领百岁老人敬老月慰问金", "Entitled to the centenarians' gift", clause="广州市长寿保健金规定", grade="B", place="广州市")
def centenarian_gift_eligible(hukou, age_now, centenarian_age):
    return (
        hukou == "here"                                      # 有广州户籍 | Guangzhou hukou
        and age_now >= centenarian_age                       # 年满100周岁 | 100 or older
    )


@rule(Person, "百岁老人慰问金", "The centenarians' gift", unit="元", clause="广州市长寿保健金规定", grade="B", place="广州市")
def centenarian_gift(centenarian_gift_amount):
    return centenarian_gift_amount


OLD_AGE = benefit(
    "old_age_allowance", "高龄津贴（长寿保健金）", "Old-age allowance", entity=Person, layer="elderly",
    eligible="old_age_eligible", amount="old_age_amount", period="month",
    summary=("本市户籍的高龄老人每月一份津贴，年龄越大越多。", "A monthly allowance for the very old with local hukou; it rises with age."),
    how=("深圳：收到短信回复“同意”，或在网上、自助机、社区办理。广州、惠州：到社区，或在“粤省事”办理。到了下一个年龄段，不用再申请。",
         "Shenzhen: reply “agree” (tongyi) to the text message, or apply online, at a kiosk or in the community. Guangzhou and Huizhou: in the community or through the Yueshengshi app. The next age band needs no new application."),
    bring=(("身份证", "Identity card"), ("户口簿", "Hukou book"), ("本人的社保卡或银行卡", "Your social-security or bank card")),
    decides=("户籍地街道办事处（镇政府）、区民政局", "The street or town of your hukou and the district civil affairs bureau"),
)

CENTENARIAN_GIFT = benefit(
    "centenarian_gift", "百岁老人敬老月慰问金", "Gift for centenarians", entity=Person, layer="elderly",
    eligible="centenarian_gift_eligible", amount="centenarian_gift", period="year",
    summary=("广州户籍的百岁老人，每年敬老月再发一笔慰问金。", "Centenarians with Guangzhou hukou get a gift once a year, in the month of respect for elders."),
    how=("已领长寿保健金的，一般不用另外申请；没收到请问社区。", "Usually no application is needed with the monthly allowance; ask your community if it does not come."),
    bring=(("身份证", "Identity card"),),
    decides=("区民政局", "The district civil affairs bureau"),
)
