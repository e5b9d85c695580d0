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
    applicant=("本人（申请人）", "The applicant"),
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
    hint=("全日制读书的选“在校”。", "For full-time study choose “At school”."),
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
    Person, Int(0, 4), "残疾等级", "Disability grade", unit="级", zero=("没有残疾证", "No certificate"),
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
resident_pension = fact(
    Person, Money(hi=100_000), "月收入里的城乡居民养老金", "Residents' basic pension within the monthly income", unit="元/月",
    ask=("每月收入里，城乡居民养老保险金有多少？", "How much of the monthly income is the residents' basic pension?"),
    why=("认定特困人员时，这笔钱不算收入。", "It does not count when tekun is decided."),
    hint=("没有填 0。", "Enter 0 for none."), sensitive=True,
)
children_scheme_chosen = fact(Person, Bool(), "选择按孤儿、事实无人抚养儿童保障", "Has chosen the children's scheme", assumed=False)
in_public_home = fact(Person, Bool(), "住在公办养老机构", "Lives in a public home", assumed=False)
receives_tekun = fact(Person, Bool(), "已按特困人员供养", "Already supported as tekun", assumed=False)
receives_unemployment_benefit = fact(Person, Bool(), "正在领取失业保险金", "Receives unemployment benefit", assumed=False)
receives_service_pension = fact(Person, Bool(), "领取定期抚恤补助的优抚对象", "Receives a regular veterans' or survivors' benefit", assumed=False)
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
    Person, Bool(), "确有特殊困难", "Found to be in special hardship", clause="《社会救助法》第二十一条", assumed=False,
)
single_sum = judgement(
    Person, Money(hi=20_000), "核定的单人保月补差", "Monthly sum set for a person admitted alone", unit="元/月", clause="《最低生活保障审核确认办法》民发〔2021〕57号",
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
    why=("低保对人均存款有上限，按当地低保标准的月数算。", "Dibao has a limit on savings per head, tied to the local standard."), sensitive=True,
)
dwellings = fact(
    Household, Int(0, 99), "住房套数", "Dwellings owned", unit="套",
    ask=("家里有几套自己的房子？", "How many homes does the family own?"),
    why=("低保对住房套数有限制。", "Dibao limits the number of homes owned."),
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
assets_found_conform = judgement(
    Household, Bool(), "财产经审核符合当地规定", "Assets were found to be within the local rule", clause="《社会救助暂行办法》第九条",
)
assessed_adjustment = judgement(
    Household, Money(lo=-100_000, hi=100_000), "入户评估增减的月收入", "Monthly income added or taken off after the home visit", unit="元/月",
    clause="粤民规字〔2019〕9号", assumed=0,
)
second_edition_adjustment = judgement(
    Household, Money(lo=-100_000, hi=100_000), "核对收入高于低保标准时，入户评估增减的月收入", "Monthly income added or taken off after the home visit, where the check found more than the standard",
    unit="元/月", clause="《广东省最低生活保障家庭经济状况核对和生活状况综合评估办法》（2026年1月1日起）",
)
rigid_expenditure = fact(
    Household, Money(), "近12个月刚性支出", "Unavoidable spending of the last 12 months", unit="元",
    ask=("申请前12个月，看病、上学、残疾康复这些非花不可的钱，自己出了多少？",
         "In the last 12 months, how much did you pay yourselves for treatment, schooling and rehabilitation?"),
    why=("必须花的钱太多的家庭，也可以得到帮助。", "A household whose unavoidable spending is too high can also be helped."), sensitive=True,
)
yearly_income = fact(
    Household, Money(), "近12个月家庭总收入", "Household income of the last 12 months", unit="元",
    ask=("申请前12个月，全家一共收入多少？", "What did the household earn in the last 12 months?"),
    why=("支出型困难要拿一年的收入和支出比。", "The expenditure test compares a year's income and spending."), sensitive=True,
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

# --- elderly ---

Certification = Choice(
    up_to_date=("已按时认证，或还没轮到", "Certified in time, or not yet due"),
    missed=("没有按时认证", "Not certified in time"),
    restored=("停发后已补办认证", "Certified again after the stop"),
)
AssessedLevel = Choice(
    none_yet=("还没评估过", "Not assessed yet"),
    able=("能力完好", "Able"),
    mild=("轻度失能", "Mild disability"),
    moderate=("中度失能", "Moderate disability"),
    severe=("重度失能", "Severe disability"),
    complete=("完全失能", "Complete disability"),
)
CareService = Choice(
    home_visit=("上门服务", "Care at home", "助浴、助洁、助医、康复这些到家里来做的。", "Bathing, cleaning, medical help or rehabilitation at your home."),
    day_care=("日间托养", "Day care", "白天去、晚上回家。", "There by day, home at night."),
    short_stay=("短期住机构", "Short stay in an institution"),
    long_stay=("长期住机构", "Long stay in an institution"),
)
OtherCareSupport = Choice(
    none=("都没有", "Neither"),
    concentrated_care=("经济困难失能老年人集中照护服务补助", "Subsidy for institutional care of poor disabled elders"),
    home_project=("居家和社区基本养老服务提升行动项目", "The home and community basic elderly-care project"),
)
MealGroup = Choice(
    none=("都不是", "None of these"),
    honoured=("“三属”“五老”人员", "Survivor of a martyr or soldier, or veteran of the honoured groups"),
    lost_only_child=("独生子女已去世", "Lost their only child"),
    only_child_disabled=("独生子女有三级以上残疾", "Only child disabled, grade 3 or worse"),
)
MealTier = Choice(none=("没有补助", "None"), ordinary=("普通", "Ordinary"), higher=("重点照顾", "Higher"))
Meal = Choice(lunch=("午餐", "Lunch"), supper=("晚餐", "Supper"))

old_age_opt_in = fact(
    Person, Bool(), "同意申请高龄津贴", "Agrees to apply for the old-age allowance",
    ask=("您已经回复短信“同意”，或者愿意现在申请吗？", "Have you replied “agree” (tongyi) to the text message, or would you like to apply now?"),
    why=("深圳的高龄津贴，回复“同意”就是申请；不回复，等于没有申请。", "In Shenzhen the reply “agree” (tongyi) is the application; no reply is no application."),
    hint=("也可以在网上、自助机，或请家人、社区工作人员代办。", "Or apply online, at a kiosk, or through family or a community worker."),
)
old_age_certification = fact(Person, Certification, "高龄津贴资格认证", "Certification for the old-age allowance", assumed="up_to_date")
old_age_stopped_from = fact(Person, Date(), "高龄津贴从哪个月起停发", "Month from which the old-age allowance was stopped")
assessed_level = fact(
    Person, AssessedLevel, "老年人能力评估结果", "Result of the elder ability assessment",
    ask=("做过老年人能力评估吗？结果是哪一级？", "Has there been an elder ability assessment, and with which result?"),
    why=("养老服务消费补贴给中度及以上失能的老人。", "The elderly-care voucher is for moderate disability or worse."), sensitive=True,
)
care_service = fact(
    Person, CareService, "养老服务方式", "Kind of elderly care",
    ask=("用的是哪一种养老服务？", "Which kind of care is used?"),
    why=("不同的服务，抵扣的比例不同。", "The share that is deducted depends on it."),
)
care_bill = fact(
    Person, Money(hi=1_000_000), "本月养老服务费用", "Bill for care this month", unit="元/月",
    ask=("这个月的养老服务费一共多少？", "How much is this month's bill for care?"),
    why=("补贴按费用的比例抵扣。", "The voucher pays a share of the bill."),
)
long_term_care_insurance = fact(
    Person, Money(hi=1_000_000), "长期护理保险本月支付", "Paid by long-term care insurance this month", unit="元/月",
    ask=("长期护理保险这个月付了多少？", "How much did long-term care insurance pay this month?"),
    why=("先由长期护理保险付，剩下的再用补贴抵扣。", "The insurance pays first; the voucher applies to the rest."),
    hint=("没有这个保险填 0。", "Enter 0 without this insurance."),
)
service_in_province = fact(
    Person, Bool(), "在广东省内接受服务", "Served within Guangdong",
    ask=("是在广东省内接受养老服务吗？", "Is the care given within Guangdong?"),
    why=("广东的补贴只用于省内的服务地址。", "Guangdong's voucher is for service addresses in the province."),
)
other_care_support = fact(
    Person, OtherCareSupport, "正在享受的其他养老服务补助", "Other support for care being received",
    ask=("正在享受下面的补助吗？", "Is one of these being received?"),
    why=("已享受这些的，不再用养老服务消费补贴。", "With one of these the voucher is not given."),
)
meal_group = fact(
    Person, MealGroup, "助餐重点照顾人群", "Group with the higher meal subsidy",
    ask=("属于下面哪一种情况？", "Does one of these apply?"),
    why=("属于这些情况的，每餐补得更多。", "For these groups the meal subsidy is higher."), sensitive=True,
)
meal = fact(Person, Meal, "哪一餐", "Which meal", assumed="lunch")
meal_on_workday = fact(Person, Bool(), "工作日用餐", "Meal on a working day", assumed=True)
meals_subsidised_today = fact(Person, Int(0, 9), "当天已补助餐数", "Meals already subsidised that day", unit="餐", assumed=0)
meal_price = fact(
    Person, Money(hi=1_000), "这一餐的餐费", "Price of the meal", unit="元",
    ask=("在长者饭堂吃一餐多少钱？", "What does one meal at the canteen cost?"),
    why=("广州按餐费的一部分补。", "Guangzhou pays a share of the bill."),
)

# --- elder ability assessment, GB/T 42195-2022: 26 items, filled in by two assessors; more points is better ---

SCALE = (
    "4 独立完成；3 要人提示或用辅具；2 要人帮，但主要靠自己；1 主要靠别人，自己配合；0 完全靠别人。",
    "4 independent; 3 with prompting or an aid; 2 with help, mostly self; 1 mostly by others, cooperates; 0 fully dependent.",
)
CLEARNESS = ("4 完全正常，分数越低越差，0 完全做不到。", "4 fully normal; the lower the worse; 0 not at all.")
SEEN = ("1 没有出现；0 出现过。", "1 not seen; 0 seen.")
SENSES = ("2 正常；1 下降；0 基本丧失。", "2 normal; 1 reduced; 0 practically lost.")
OUTDOORS = ("3 独立完成；2 要人陪或用辅具；1 要人帮；0 做不到。", "3 alone; 2 with company or an aid; 1 with help; 0 not at all.")
AWAKE = ("2 清醒；1 嗜睡或意识模糊；0 昏睡。昏迷另填。", "2 awake; 1 drowsy or confused; 0 stupor. Coma is recorded apart.")


def ability(most: int, zh: str, en: str, hint: tuple[str, str]):
    """One item of the assessment, from 0 to its maximum."""
    return fact(Person, Int(0, most), zh, en, unit="分", hint=hint, sensitive=True)


eating = ability(4, "进食", "Eating", SCALE)
grooming = ability(4, "修饰", "Grooming", SCALE)
bathing = ability(4, "洗澡", "Bathing", SCALE)
dressing_upper = ability(4, "穿脱上衣", "Putting on and taking off upper clothes", SCALE)
dressing_lower = ability(4, "穿脱裤子和鞋袜", "Putting on and taking off trousers, shoes and socks", SCALE)
urine_control = ability(4, "小便控制", "Control of urine", SCALE)
stool_control = ability(4, "大便控制", "Control of stool", SCALE)
toileting = ability(4, "如厕", "Using the toilet", SCALE)
bed_position = ability(4, "床上体位转移", "Changing position in bed", SCALE)
bed_chair_transfer = ability(4, "床椅转移", "Moving between bed and chair", SCALE)
level_walking = ability(4, "平地行走", "Walking on the level", SCALE)
stairs = ability(3, "上下楼梯", "Climbing stairs", OUTDOORS)
time_orientation = ability(4, "时间定向", "Orientation in time", CLEARNESS)
place_orientation = ability(4, "空间定向", "Orientation in place", CLEARNESS)
person_orientation = ability(4, "人物定向", "Recognising people", CLEARNESS)
memory = ability(4, "记忆", "Memory", CLEARNESS)
understanding = ability(4, "理解能力", "Understanding", CLEARNESS)
expression = ability(4, "表达能力", "Expression", CLEARNESS)
aggression = ability(1, "攻击行为", "Aggressive behaviour", SEEN)
depression = ability(1, "抑郁症状", "Signs of depression", SEEN)
consciousness = ability(2, "意识水平", "Consciousness", AWAKE)
sight = ability(2, "视力", "Sight", SENSES)
hearing = ability(2, "听力", "Hearing", SENSES)
daily_affairs = ability(4, "执行日常事务", "Managing daily affairs", SCALE)
transport = ability(3, "使用交通工具外出", "Going out by transport", OUTDOORS)
social_contact = ability(4, "社会交往", "Social contact", CLEARNESS)

in_coma = fact(Person, Bool(), "处于昏迷状态", "In a coma", sensitive=True)
dementia_diagnosed = fact(Person, Bool(), "确诊认知障碍（F00-F03）", "Diagnosed dementia (F00-F03)", sensitive=True)
mental_disorder_diagnosed = fact(
    Person, Bool(), "精神科确诊的其他精神和行为障碍（F04-F99）", "Other mental or behavioural disorder diagnosed by a psychiatrist (F04-F99)", sensitive=True,
)
care_risk_events = fact(
    Person, Int(0, 99), "近30天照护风险事件次数", "Care-risk events in the last 30 days", unit="次",
    hint=("跌倒、噎食、自杀自伤、走失等。", "Falls, choking, self-harm, getting lost and the like."), sensitive=True,
)

# --- disability ---

HelpStatus = Choice(
    none=("都不是", "None of these"),
    dibao=("低保家庭", "Dibao household"),
    margin=("低保边缘家庭", "Dibao-margin household"),
    expenditure=("支出型（刚性支出）困难家庭", "Household in rigid-expenditure hardship"),
)
RecordedStatus = Choice(
    not_recorded=("没有记录，按条件判断", "No record: decided by the conditions"),
    none=("已查明都不是", "Found to be none of these"),
    dibao=("低保家庭", "Dibao household"),
    margin=("低保边缘家庭", "Dibao-margin household"),
    expenditure=("支出型（刚性支出）困难家庭", "Household in rigid-expenditure hardship"),
)
recognised_status = fact(
    Household, RecordedStatus, "民政部门已认定的家庭类别", "Status recognised by civil affairs", assumed="not_recorded",
)
needs_long_term_care = judgement(
    Person, Bool(), "需要长期照护", "Needs long-term care", clause="国发〔2015〕52号", assumed=True,
    hint=("评为一、二级的，视为需要；查明不需要的另记。", "Grades 1 and 2 are taken to need it, unless found otherwise."),
)
disabled_veteran_grade = fact(
    Person, Int(0, 10), "残疾军人证、伤残警察证等级", "Grade of a disabled soldier's or police officer's certificate", unit="级", assumed=0, sensitive=True,
    zero=("没有这种证件", "No certificate"),
)
work_injury_nursing_fee = fact(Person, Bool(), "正在领取工伤生活护理费", "Receives the work-injury nursing fee", assumed=False)
like_living_allowance = fact(
    Person, Money(hi=100_000), "正在领取的同类生活补贴", "Allowance of the same nature as the living subsidy", unit="元/月", assumed=0,
)
like_nursing_allowance = fact(
    Person, Money(hi=100_000), "正在领取的同类护理补贴", "Allowance of the same nature as the nursing subsidy", unit="元/月", assumed=0,
)

# --- children ---

Parent = Choice(
    able=("能抚养", "Able to bring up the child"),
    dead=("已去世", "Dead", "自然死亡或法院宣告死亡。", "By death or declared dead by a court."),
    missing=("被法院宣告失踪", "Declared missing by a court"),
    not_found=("查找不到", "Cannot be found", "不知道是谁、在哪里，例如被遗弃的孩子。", "Unknown, as for an abandoned child."),
    severe_disability=("重度残疾", "Severely disabled", "一级、二级残疾，或三级、四级的智力、精神残疾。", "Grade 1 or 2, or intellectual or mental of grade 3 or 4."),
    serious_illness=("重病", "Seriously ill", "以当地低保认定的重病为准。", "As recognised for dibao."),
    prison=("正在服刑", "In prison"),
    drug_treatment=("正在强制隔离戒毒", "In compulsory drug treatment"),
    other_custody=("被执行其他限制人身自由的措施", "Under another restriction of liberty"),
    lost_contact=("失去联系，也不尽抚养责任", "Out of contact and not fulfilling the duty"),
    guardianship_revoked=("被法院撤销监护资格", "Guardianship revoked by a court"),
    deported=("被遣送（驱逐）出境", "Deported"),
)
Placement = Choice(institution=("集中供养", "In an institution"), dispersed=("分散供养", "In a family"))

father = fact(
    Person, Parent, "父亲的情况", "The father's situation",
    ask=("孩子的父亲现在是什么情况？", "What is the father's situation?"),
    why=("父母都不能抚养的孩子，每月有基本生活费。", "A child whom neither parent can bring up gets a monthly allowance."), sensitive=True,
)
mother = fact(
    Person, Parent, "母亲的情况", "The mother's situation",
    ask=("孩子的母亲现在是什么情况？", "What is the mother's situation?"),
    why=("父母都不能抚养的孩子，每月有基本生活费。", "A child whom neither parent can bring up gets a monthly allowance."), sensitive=True,
)
father_months = fact(
    Person, Int(0, 1200), "父亲这种情况的月数", "Months of the father's situation", unit="个月",
    ask=("父亲这种情况有几个月了（或要几个月）？", "For how many months has it been so with the father (or will it be)?"),
    why=("失联或被限制人身自由的，要满一定时间。", "Lost contact and restriction of liberty count after some time."),
)
mother_months = fact(
    Person, Int(0, 1200), "母亲这种情况的月数", "Months of the mother's situation", unit="个月",
    ask=("母亲这种情况有几个月了（或要几个月）？", "For how many months has it been so with the mother (or will it be)?"),
    why=("失联或被限制人身自由的，要满一定时间。", "Lost contact and restriction of liberty count after some time."),
)
children_aid_before_18 = fact(
    Person, Bool(), "满18周岁前已享受儿童基本生活保障", "Had the children's allowance before turning 18", assumed=False,
)

# --- burial ---

BurialForm = Choice(
    ordinary=("普通安葬或存放", "Ordinary burial or niche"),
    sea=("海葬", "Burial at sea"),
    other_eco=("其他节地生态安葬", "Another land-saving burial", "树葬、草坪葬、花坛葬等，不留或少留墓位。", "Under a tree, lawn or flower bed, with little or no land."),
)
deceased = fact(Person, Bool(), "已去世", "Has died", assumed=False)
burial_form = fact(
    Person, BurialForm, "安葬方式", "Form of burial",
    ask=("骨灰用哪种方式安葬？", "How are the ashes buried?"),
    why=("海葬、树葬等节地的方式有奖励。", "Burial at sea, under a tree and the like is rewarded."),
)

# --- marriage and adoption ---

Sex = Choice(male=("男", "Male"), female=("女", "Female"))
Adoptee = Choice(
    orphan=("孤儿", "Orphan"),
    parents_not_found=("查找不到生父母的未成年人", "Minor whose parents cannot be found"),
    parents_in_hardship=("生父母有特殊困难、无力抚养的子女", "Child whose parents in special hardship cannot bring it up"),
    other=("其他", "Another child"),
)
AdopterTie = Choice(
    none=("没有亲属关系", "Not related"),
    kin=("三代以内旁系同辈血亲的子女", "Child of a sibling or cousin within three generations"),
    stepchild=("配偶的子女（继子女）", "Stepchild"),
)

sex = fact(
    Person, Sex, "性别", "Sex",
    ask=("性别是？", "What is the sex?"),
    why=("法定结婚年龄，男女不同。", "The legal age of marriage differs."),
)
hukou_in_office_district = fact(
    Person, Bool(), "户口在登记处所在的区（县）", "Hukou in the district of the office",
    ask=("户口就在这个登记处所在的区吗？", "Is the hukou in the very district of this office?"),
    why=("2019年以前，要到一方户口所在的区登记。", "Before 2019 the office had to be that of one party's hukou."),
)
residence_permit_here = fact(
    Person, Bool(), "有本市有效居住证", "Holds a valid residence permit of this city",
    ask=("有本市的有效居住证吗？", "Is there a valid residence permit of this city?"),
    why=("从2021年6月起，有居住证也可以在广东登记。", "Since June 2021 a residence permit is enough in Guangdong."),
)
serving_soldier = fact(Person, Bool(), "现役军人", "Serving soldier", assumed=False)
overseas_chinese = fact(Person, Bool(), "华侨", "Overseas Chinese", assumed=False)
office_for_foreign = fact(
    Couple, Bool(), "登记处可办涉外和涉港澳台婚姻登记", "The office registers marriages with foreign, Hong Kong, Macao or Taiwan parties",
    hint=("由省民政厅确定。", "As designated by the province."),
)
both_in_person = fact(
    Couple, Bool(), "双方亲自到场", "Both come in person",
    ask=("双方会一起亲自到登记处吗？", "Will both come to the office in person?"),
    why=("结婚登记不能请人代办。", "Nobody can register a marriage for you."),
)
both_willing = judgement(Couple, Bool(), "双方完全自愿", "Both are fully willing", clause="《民法典》第一千零四十六条")
blood_relatives = fact(
    Couple, Bool(), "直系血亲或者三代以内旁系血亲", "Related in direct line or within three generations",
    ask=("双方是直系血亲或者三代以内的旁系血亲吗？", "Are the two related in direct line or within three generations?"),
    why=("近亲不能结婚。", "Close relatives may not marry."),
)
unfit_illness = judgement(
    Couple, Bool(), "患有医学上认为不应当结婚的疾病", "An illness held to rule out marriage", clause="《婚姻登记条例》（2003年）第六条第五项", assumed=False,
)

wants_to_adopt = fact(Person, Bool(), "提出收养", "Applies to adopt", assumed=False)
own_children = fact(
    Person, Int(0, 30), "现有子女数", "Children already in the family", unit="人",
    ask=("现在有几个子女（含已收养的）？", "How many children are there already, adopted ones included?"),
    why=("收养人一般没有子女，或只有一名子女。", "An adopter has no child or only one, as a rule."),
)
adopts_now = fact(
    Person, Int(1, 9), "这次收养的人数", "Children to be adopted now", unit="人",
    ask=("这次想收养几个孩子？", "How many children are to be adopted?"),
    why=("没有子女的可以收养两名，有子女的只能收养一名。", "Two without children, one with a child."),
)
spouse_adopts_too = fact(
    Person, Bool(), "夫妻共同收养", "Husband and wife adopt together",
    ask=("是夫妻两人一起收养吗？", "Do husband and wife adopt together?"),
    why=("有配偶的，应当夫妻共同收养。", "Married people adopt jointly."),
)
adoptee = fact(
    Person, Adoptee, "被收养人的情况", "The child to be adopted",
    ask=("想收养的孩子是什么情况？", "Which of these is the child?"),
    why=("法律规定了哪些未成年人可以被收养。", "The law says which minors can be adopted."),
)
adopter_tie = fact(
    Person, AdopterTie, "与被收养人的关系", "Tie to the child",
    ask=("和孩子是什么关系？", "What is the tie to the child?"),
    why=("收养近亲的孩子、继子女，条件放宽。", "The conditions are wider for relatives and stepchildren."),
)
adoptee_birth_date = fact(
    Person, Date(), "被收养人出生日期", "The child's date of birth",
    ask=("孩子是哪一天出生的？", "When was the child born?"),
    why=("年龄决定要不要孩子本人同意。", "The age decides whether the child itself must agree."), sensitive=True,
)
adoptee_sex = fact(
    Person, Sex, "被收养人性别", "The child's sex",
    ask=("孩子是男孩还是女孩？", "Is it a boy or a girl?"),
    why=("没有配偶的人收养异性子女，年龄要相差四十岁以上。", "A single person adopting a child of the other sex must be much older."),
)
adoptee_disabled = fact(
    Person, Bool(), "被收养人是残疾未成年人", "The child is disabled",
    ask=("孩子有残疾吗？", "Is the child disabled?"),
    why=("收养残疾孩子，不受子女数的限制。", "The number of children does not matter then."), sensitive=True,
)
adoptee_in_welfare_home = fact(
    Person, Bool(), "被收养人由儿童福利机构抚养", "The child lives in a children's home",
    ask=("孩子由儿童福利机构抚养吗？", "Does the child live in a children's home?"),
    why=("由福利机构抚养、查找不到生父母的，不受子女数的限制。", "The number of children does not matter for such a child."),
)
adoptee_agrees = fact(
    Person, Bool(), "被收养人本人同意", "The child agrees",
    ask=("孩子本人同意吗？", "Does the child agree?"),
    why=("满八周岁的孩子，要本人同意。", "A child of eight or more must agree."),
)
giver_agrees = fact(
    Person, Bool(), "送养人同意送养", "Those giving the child agree",
    ask=("生父母、监护人或福利机构同意送养吗？", "Do the parents, the guardian or the home agree?"),
    why=("收养要双方自愿。", "Adoption is by agreement."),
)
able_to_raise = judgement(Person, Bool(), "有抚养、教育和保护被收养人的能力", "Able to bring up, educate and protect the child", clause="《民法典》第一千零九十八条第二项")
illness_bars_adoption = judgement(
    Person, Bool(), "患有医学上认为不应当收养子女的疾病", "An illness held to rule out adoption", clause="《民法典》第一千零九十八条第三项",
)
record_bars_adoption = judgement(
    Person, Bool(), "有不利于被收养人健康成长的违法犯罪记录", "A record of offences harmful to the child", clause="《民法典》第一千零九十八条第四项",
)
