"""The vocabulary the rules share: who is judged, and what can be known about them.

A fact with ``ask`` can be answered by a resident. A fact without it comes from a register, a check or an officer. ``assumed`` says what silence
means, and stands only where the record itself speaks: no award on the register means no award.
"""

from minsheng.rules.engine import Bool, Choice, Date, Entity, Int, Money, fact, judgement

Person = Entity("person", "个人", "person")
Household = Entity("household", "家庭", "household", members=Person)
Couple = Entity("couple", "双方当事人", "couple", members=Person)

# --- who a person is ---

Hukou = Choice(
    here=("本市户籍", "This city"),
    same_province=("本省其他城市户籍", "Elsewhere in this province"),
    elsewhere=("外省户籍", "Another province"),
    hmt=("港澳台居民", "Hong Kong, Macao or Taiwan"),
    foreign=("外国人", "Foreign national"),
)
HukouKind = Choice(urban=("城镇", "Urban"), rural=("农村", "Rural"))
Relation = Choice(
    self=("本人（申请人）", "The applicant"),
    spouse=("配偶", "Spouse"),
    child=("子女", "Child"),
    parent=("父母", "Parent"),
    grandparent=("祖父母、外祖父母", "Grandparent"),
    grandchild=("孙子女、外孙子女", "Grandchild"),
    sibling=("兄弟姐妹", "Brother or sister"),
    other=("其他", "Other"),
)
Absence = Choice(
    none=("没有", "None"),
    conscript=("正在服义务兵役", "Serving as a conscript"),
    prison=("正在服刑", "In prison"),
    religious=("脱离家庭、在宗教场所居住三年以上的教职人员", "Religious staff away from home for three years or more"),
)
MaritalStatus = Choice(
    single=("未婚", "Never married"),
    married=("已婚", "Married"),
    widowed=("丧偶", "Widowed"),
    divorced=("离婚", "Divorced"),
)

birth_date = fact(
    Person, Date(), "出生日期", "Date of birth",
    ask=("出生日期是哪一天？", "What is the date of birth?"),
    why=("不少待遇要看年龄，例如高龄津贴。", "Many benefits depend on age, the old-age allowance for one."),
    hint=("请按身份证上的日期填。", "As on the identity card."), sensitive=True,
)
hukou = fact(
    Person, Hukou, "户籍所在地", "Place of hukou",
    ask=("户口在哪里？", "Where is the hukou registered?"),
    why=("有的待遇只给本市户籍，有的同住家人也可以。", "Some benefits are for local hukou only; for others family living together also counts."),
    hint=("以户口簿为准，不看住在哪里。", "As in the hukou book, wherever the person lives."),
)
hukou_kind = fact(
    Person, HukouKind, "户口性质", "Kind of hukou",
    ask=("户口是城镇的还是农村的？", "Is the hukou urban or rural?"),
    why=("特困人员的标准，有的地方城镇和农村不一样。", "In some places the tekun standard differs between the two."),
)
relation = fact(
    Person, Relation, "与申请人的关系", "Relation to the applicant",
    ask=("是申请人的什么人？", "How is this person related to the applicant?"),
    why=("低保按有赡养、抚养、扶养关系的一家人计算。", "Dibao counts people who owe each other support by law."),
)
lives_together = fact(Person, Bool(), "共同生活", "Lives in the household", assumed=True)
absence = fact(Person, Absence, "不计入家庭人口的情形", "Reason not to be counted", assumed="none")
marital_status = fact(
    Person, MaritalStatus, "婚姻状况", "Marital status",
    ask=("现在的婚姻状况是？", "What is the marital status?"),
    why=("有没有配偶，关系到谁和您算一家。", "A spouse counts as family."), sensitive=True,
)
lived_with_local_year = fact(
    Person, Bool(), "与本市户籍家人在本市连续同住满一年", "One continuous year in this city with a member of local hukou",
    ask=("有没有和本市户口的家人在本市连续一起住满一年？", "Has this person lived here with family of local hukou for one year without a break?"),
    why=("没有本市户口的家人，连续同住满一年也可以一起申请。", "Family without local hukou may join after one continuous year."),
)
dependent_adult = fact(
    Person, Bool(), "不能独立生活的成年人", "Adult who cannot live independently",
    ask=("成年后还不能独立生活、要靠家里人吗？", "As an adult, does this person still depend on the family?"),
    why=("不能独立生活的成年子女，和父母算一家。", "Adult children who cannot live independently count with their parents."),
    hint=("全日制读到本科的学生也算。", "Full-time students up to a bachelor's degree count too."),
)

# --- work, school and income ---

WorkAbility = Choice(
    full=("能劳动", "Can work"),
    partial=("部分丧失劳动能力", "Partly able to work"),
    none=("没有劳动能力", "Cannot work"),
)
Employment = Choice(
    preschool=("没到上学年龄", "Below school age"),
    student=("在校", "At school"),
    employed=("在职", "Employed"),
    flexible=("灵活就业", "Flexible work"),
    farming=("务农", "Farming"),
    registered_unemployed=("登记失业", "Registered unemployed"),
    unregistered_unemployed=("没有工作，也没登记失业", "Out of work, not registered"),
    retired=("离退休", "Retired"),
    unable=("没有劳动能力", "Unable to work"),
)
NoWorkReason = Choice(
    caring=("照料家里的老人、孩子或病人", "Caring for family"),
    study=("在校读书", "Studying"),
    seeking=("正在找工作", "Looking for work"),
    illness=("病重", "Seriously ill"),
    other=("其他原因", "Another reason", "工作人员会了解情况后认定。", "An officer will ask and decide."),
    none=("没有特别的原因", "No particular reason"),
)
Schooling = Choice(
    none=("没有在读", "Not studying"),
    compulsory=("小学、初中", "Primary or lower secondary"),
    senior_secondary=("高中、中专、技校", "Upper secondary or vocational"),
    college=("全日制大专、本科", "Full-time college, up to bachelor"),
    postgraduate=("研究生", "Postgraduate"),
)

monthly_income = fact(
    Person, Money(hi=1_000_000), "月收入（近6个月平均）", "Monthly income (average of 6 months)", unit="元/月",
    ask=("申请前6个月，平均每月收入多少？", "What was the average monthly income over the last 6 months?"),
    why=("低保要看一家人平均每月收入多少。", "Dibao looks at the family's average monthly income."),
    hint=("工资、经营、租金、养老金、赡养费都算；高龄津贴、优抚金、残疾人两项补贴不算。没有收入填 0。",
          "Wages, trade, rent, pensions and maintenance count; old-age allowance, veterans' benefits and the disability subsidies do not. Enter 0 for none."),
    sensitive=True,
)
work_ability = fact(
    Person, WorkAbility, "劳动能力", "Ability to work",
    ask=("能不能工作？", "Can this person work?"),
    why=("能劳动却没有工作的，收入的算法不同。", "Income is counted differently for someone who can work and does not."), sensitive=True,
)
employment = fact(
    Person, Employment, "就业状况", "Employment",
    ask=("现在的工作情况是？", "What is the work situation now?"),
    why=("没有工作的，还要看有没有正当的原因。", "For those out of work the reason matters."),
)
no_work_reason = fact(
    Person, NoWorkReason, "没有工作的原因", "Reason for not working",
    ask=("没有工作，主要是什么原因？", "What is the main reason for not working?"),
    why=("没有正当原因的，会按当地最低工资计算收入。", "Without a good reason the local minimum wage is counted as income."),
)
other_reason_accepted = judgement(
    Person, Bool(), "“其他原因”经认定为正当", "The other reason was found to be good", clause="省政府令第262号",
)
schooling = fact(
    Person, Schooling, "在读学历", "Studying at",
    ask=("现在在读书吗？读到哪里？", "Is this person studying, and where?"),
    why=("学生可以多领一份生活扶助，也不要求去工作。", "Students may get a supplement and are not expected to work."),
)

# --- health and disability ---

Disability = Choice(
    visual=("视力残疾", "Visual"),
    hearing=("听力残疾", "Hearing"),
    speech=("言语残疾", "Speech"),
    physical=("肢体残疾", "Physical"),
    intellectual=("智力残疾", "Intellectual"),
    mental=("精神残疾", "Mental"),
    multiple=("多重残疾", "Multiple"),
)
disability_grade = fact(
    Person, Int(0, 4), "残疾等级", "Disability grade", unit="级",
    ask=("有残疾证吗？是几级？", "Is there a disability certificate, and of which grade?"),
    why=("残疾人补贴和一些照顾要看等级。", "Disability subsidies and other help depend on the grade."),
    hint=("一级最重。没有残疾证填 0。", "Grade 1 is the most severe. Enter 0 for no certificate."), sensitive=True,
)
disability_category = fact(
    Person, Disability, "残疾类别", "Kind of disability",
    ask=("残疾证上是哪一类？", "Which kind does the certificate name?"),
    why=("智力、精神残疾的条件更宽。", "The conditions are wider for intellectual and mental disability."), sensitive=True,
)
serious_illness = fact(
    Person, Bool(), "重特大疾病", "Serious illness",
    ask=("是不是得了重特大疾病？", "Is there a serious illness?"),
    why=("得重病的家人，可能单独得到帮助。", "A seriously ill member may get help on their own."),
    hint=("以医院诊断和医保的重特大疾病认定为准。", "As diagnosed and recognised by medical insurance."), sensitive=True,
)
can_eat = judgement(Person, Bool(), "能自己吃饭", "Eats alone", clause="《特困人员认定办法》民发〔2021〕43号")
can_dress = judgement(Person, Bool(), "能自己穿衣", "Dresses alone", clause="《特困人员认定办法》民发〔2021〕43号")
can_get_up = judgement(Person, Bool(), "能自己上下床", "Gets in and out of bed alone", clause="《特困人员认定办法》民发〔2021〕43号")
can_toilet = judgement(Person, Bool(), "能自己如厕", "Uses the toilet alone", clause="《特困人员认定办法》民发〔2021〕43号")
can_walk_indoors = judgement(Person, Bool(), "能在室内自己行走", "Walks indoors alone", clause="《特困人员认定办法》民发〔2021〕43号")
can_bathe = judgement(Person, Bool(), "能自己洗澡", "Bathes alone", clause="《特困人员认定办法》民发〔2021〕43号")

# --- support by others, and other help ---

Supporter = Choice(
    none=("没有法定赡养、抚养、扶养人", "No one owes support by law"),
    tekun=("本身是特困人员", "Is supported as tekun"),
    old_on_dibao=("年满60周岁的低保对象", "60 or older and on dibao"),
    very_old_low_income=("年满70周岁，收入低于当地人均可支配收入，财产符合规定", "70 or older with low income and assets within the rule"),
    severely_disabled_low_income=("重度残疾或三级智力、精神残疾，收入和财产符合规定", "Severely disabled, low income and assets within the rule"),
    no_capacity_missing_or_prison=("无民事行为能力、宣告失踪或正在服刑，财产符合规定", "Without capacity, declared missing or in prison, assets within the rule"),
    full_time_student=("全日制在校学生", "Full-time student"),
    dibao_or_margin=("低保或低保边缘家庭成员", "Member of a dibao or margin household"),
    able=("有能力赡养、抚养、扶养", "Able to give support"),
)
supporter = fact(
    Person, Supporter, "法定赡养、抚养、扶养人的情况", "The person who owes support by law",
    ask=("有没有按法律应当赡养、抚养、扶养这个人的人？情况怎样？", "Is there someone who owes this person support by law, and how are they placed?"),
    why=("没有人能供养的，才由国家按特困人员供养。", "The state supports those whom nobody else can support."),
    hint=("配偶、子女、父母等。有几个人时，填条件最好的那一位。", "Spouse, children, parents. If there are several, answer for the one best placed."),
    sensitive=True,
)
receives_tekun = fact(Person, Bool(), "已按特困人员供养", "Already supported as tekun", assumed=False)
receives_unemployment_benefit = fact(Person, Bool(), "正在领取失业保险金", "Receives unemployment benefit", assumed=False)
in_institution = fact(
    Person, Bool(), "在机构供养", "Supported in an institution",
    ask=("是住在养老院、福利院这样的机构里吗？", "Does this person live in a care institution?"),
    why=("在机构里和在家里，有的待遇不一样。", "Some benefits differ between institution and home."),
)
parents_cannot_care = fact(
    Person, Bool(), "父母都不能尽抚养责任", "Neither parent can give care",
    ask=("孩子的父母是不是都不能尽抚养责任？", "Is neither parent able to care for the child?"),
    why=("这样的孩子可以单独申请低保。", "Such a child can apply for dibao alone."),
    hint=("例如去世、失踪、服刑、重残、重病。", "For instance dead, missing, in prison, severely disabled or ill."), sensitive=True,
)
cannot_form_household = judgement(
    Person, Bool(), "难以单独立户", "Cannot form a household of their own", clause="《深圳市最低生活保障办法》（2021年10月1日起）",
)
special_hardship = judgement(
    Person, Bool(), "确有特殊困难", "Found to be in special hardship", clause="《社会救助法》第二十一条",
)

# --- the household's means ---

Vehicle = Choice(
    none=("没有", "None", "残疾人代步车、燃油摩托车、电动自行车不算。", "A disabled person's scooter, a motorcycle or an e-bike does not count."),
    for_living=("只有一辆，用来谋生", "Only one, used to make a living"),
    other=("有其他机动车", "Another motor vehicle"),
)
Business = Choice(
    none=("没有", "None"),
    family_shop=("家里的小店，没有雇人", "A family shop without employees"),
    other=("其他工商登记", "Another registered business"),
)
EarlyTier = Choice(
    sez=("特区内居民", "Resident of the special economic zone"),
    outer=("宝安、龙岗居民", "Resident of Bao'an or Longgang"),
    farmer=("农民", "Farmer"),
)

financial_assets = fact(
    Household, Money(), "家庭金融资产", "Financial assets of the household", unit="元",
    ask=("全家的存款、理财、股票、手机里的余额，加起来有多少？", "How much do all savings, funds, shares and payment balances add up to?"),
    why=("存款人均超过当地24个月低保标准的，不能领低保。", "Dibao has a limit on savings per head, tied to the local standard."), sensitive=True,
)
dwellings = fact(
    Household, Int(0, 99), "住房套数", "Dwellings owned", unit="套",
    ask=("家里有几套自己的房子？", "How many homes does the family own?"),
    why=("低保家庭一般不超过一套住房。", "A dibao family owns one home at most."),
    hint=("没人住的泥砖房、祖屋不算。没有填 0。", "An uninhabited mud-brick or ancestral house does not count. Enter 0 for none."), sensitive=True,
)
other_real_estate = fact(
    Household, Bool(), "有其他不动产", "Owns other real estate",
    ask=("家里还有商铺、车位这样的房产吗？", "Does the family own a shop, a parking space or the like?"),
    why=("有其他房产的，不符合低保的财产条件。", "Other real estate rules out dibao."), sensitive=True,
)
motor_vehicle = fact(
    Household, Vehicle, "机动车", "Motor vehicle",
    ask=("家里有汽车吗？", "Does the family own a motor vehicle?"),
    why=("机动车也是低保要看的财产。", "A vehicle is one of the assets that count."),
)
business_registration = fact(
    Household, Business, "工商登记", "Business registration",
    ask=("家里有人开店、开公司吗？", "Does anyone in the family run a registered business?"),
    why=("没有雇人的家庭小店不影响。", "A family shop without employees does no harm."),
)
assessed_adjustment = judgement(
    Household, Money(lo=-100_000, hi=100_000), "入户评估增减的月收入", "Monthly income added or taken off after the home visit", unit="元/月",
    clause="粤民规字〔2019〕9号", assumed=0,
)
second_edition_adjustment = judgement(
    Household, Money(lo=-100_000, hi=100_000), "入户评估增减的月收入（第二版指标）", "Monthly income added or taken off after the home visit (second index table)",
    unit="元/月", clause="《广东省最低生活保障家庭经济状况核对和生活状况综合评估办法》（2026年1月1日起）",
)
yearly_income = fact(
    Household, Money(), "近12个月家庭总收入", "Household income of the last 12 months", unit="元",
    ask=("申请前12个月，全家一共收入多少？", "What did the household earn in the last 12 months?"),
    why=("支出型困难要拿一年的收入和支出比。", "The expenditure test compares a year's income and spending."), sensitive=True,
)
rigid_expenditure = fact(
    Household, Money(), "近12个月刚性支出", "Unavoidable spending of the last 12 months", unit="元",
    ask=("申请前12个月，看病、上学、残疾康复这些非花不可的钱，自己出了多少？",
         "In the last 12 months, how much did you pay yourselves for treatment, schooling and rehabilitation?"),
    why=("必须花的钱太多的家庭，也可以得到帮助。", "A household whose unavoidable spending is too high can also be helped."), sensitive=True,
)
early_tier = fact(Household, EarlyTier, "2005年以前的居民类别", "Class of resident before 2005")

# --- sudden hardship, prices ---

Event = Choice(
    none=("没有", "None"),
    fire=("火灾", "Fire"),
    accident=("意外事故", "Accident"),
    illness=("突发重病", "Sudden serious illness"),
    other=("其他突然发生的困难", "Other sudden hardship"),
)
sudden_event = fact(
    Household, Event, "突发困难", "Sudden hardship",
    ask=("家里最近有没有突然遇到大困难？", "Has the family been hit by sudden hardship?"),
    why=("遇到急事，可以申请临时救助。", "Temporary aid is there for emergencies."), sensitive=True,
)
event_date = fact(
    Household, Date(), "困难发生日期", "Day of the event",
    ask=("是哪一天发生的？", "On which day did it happen?"),
    why=("临时救助要在事情发生后的规定时间内申请。", "Temporary aid must be asked for within a set time."),
)
affected = fact(
    Person, Bool(), "受突发困难影响", "Affected by the event",
    ask=("这个人受到影响了吗？", "Is this person affected?"),
    why=("急难救助按受影响的人数计算。", "Urgent aid is counted for the people affected."),
)
living_broken = judgement(
    Household, Bool(), "基本生活暂时出现严重困难", "Basic living found to be in severe difficulty for the time being", clause="《社会救助法》第十三条",
)
aid_months = judgement(Household, Int(0, 12), "核定救助月数", "Months of aid set by the officer", unit="个月", clause="《深圳市临时救助办法》")
fast_aid_sum = judgement(
    Household, Money(hi=100_000), "核定小额快救金额", "Sum of fast aid set by the officer", unit="元",
    clause="民政部、财政部《关于进一步健全完善临时救助制度的意见》（2026年1月）",
)
aid_paid_this_year = fact(Person, Money(), "本年已领临时救助", "Temporary aid received this year", unit="元", assumed=0)
cpi_rise = fact(Household, Int(-500, 1000), "居民消费价格同比涨幅", "Consumer prices against a year ago", unit="‰")
food_cpi_rise = fact(Household, Int(-500, 2000), "食品价格同比涨幅", "Food prices against a year ago", unit="‰")
