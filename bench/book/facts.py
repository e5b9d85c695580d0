"""What is known of a person and a household in the benchmark."""

from minsheng.rules.engine import Bool, Date, Entity, Int, Money, fact

Person = Entity("person", "个人", "person")
Household = Entity("household", "家庭", "household", members=Person)

birth_date = fact(Person, Date(), "出生日期", "Date of birth")
monthly_income = fact(Person, Money(hi=10_000_000), "月收入", "Monthly income", unit="元/月")
disability_grade = fact(Person, Int(0, 4), "残疾等级（0 为无证）", "Disability grade (0: no certificate)")
good_reason_not_working = fact(Person, Bool(), "有正当理由未就业", "Has a good reason not to work")

financial_assets = fact(Household, Money(hi=10_000_000_000), "家庭金融资产", "Household's financial assets", unit="元")
hukou_here = fact(Household, Bool(), "有本地户籍", "Has local hukou")
