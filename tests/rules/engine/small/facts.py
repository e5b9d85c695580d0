"""A small vocabulary for testing the engine; nothing here is law."""

from minsheng.rules.engine import Bool, Choice, Date, Entity, Int, Money, fact, judgement

Person = Entity("person", "个人", "person")
Household = Entity("household", "家庭", "household", members=Person)
Place = Choice(urban=("城镇", "urban"), rural=("农村", "rural"))
Work = Choice(none=("无业", "none"), part=("半职", "part-time"), full=("全职", "full-time"), study=("在学", "studying"))
Level = Choice(none=("无", "none"), half=("半", "half"), full=("全", "full"))

birth_date = fact(Person, Date(), "出生日期", "Date of birth", ask=("出生日期？", "Date of birth?"), sensitive=True)
income = fact(Person, Money(0, 1_000_000), "月收入", "Monthly income", unit="元/月", ask=("月收入？", "Monthly income?"), sensitive=True)
disabled = fact(Person, Bool(), "有残疾证", "Disability certificate", ask=("有残疾证吗？", "A disability certificate?"))
grade = fact(Person, Int(1, 4), "残疾等级", "Disability grade", ask=("几级？", "Which grade?"))
counted = fact(Person, Bool(), "共同生活", "Lives here", assumed=True, ask=("住在一起吗？", "Lives here?"))
cannot_work = judgement(Person, Bool(), "确无劳动能力", "Found unable to work")
assets = fact(Household, Money(), "金融资产", "Financial assets", unit="元", ask=("存款多少？", "Savings?"))
local = fact(Household, Bool(), "本地户籍", "Local hukou", ask=("本地户口吗？", "Local hukou?"))
hukou_kind = fact(Household, Place, "户口性质", "Kind of hukou", ask=("城镇还是农村？", "Urban or rural?"))
work = fact(Person, Work, "就业", "Work", ask=("在做什么工作？", "What work?"))
sick_since = fact(Person, Date("2000-01-01", "2030-12-31"), "患病日期", "Sick since", ask=("哪天病的？", "Sick since when?"))
points = fact(Person, Int(-20, 20), "评分", "Points", unit="分", ask=("多少分？", "How many points?"))
rooms = fact(Household, Int(0, 9), "房间数", "Rooms", unit="间", ask=("几间房？", "How many rooms?"))
debts = fact(Household, Money(-1000, 1_000_000), "负债", "Debts", unit="元")
