"""What the application form asks about each member, and about those who owe support and live elsewhere."""

from minsheng.applications.sheet import HOUSEHOLD, Field, Part

Pair = tuple[str, str]

SPECIAL: dict[str, Pair] = {
    "bereaved": ("优抚对象", "Receives veterans' or survivors' benefits"),
    "veteran": ("退役军人", "Former soldier"),
    "one_child": ("计划生育特殊家庭", "Lost or disabled only child"),
    "returned": ("归侨", "Returned overseas Chinese"),
    "released": ("刑满释放", "Released from prison"),
    "watched": ("防止返贫监测对象", "Watched against falling back into poverty"),
}
EDUCATION: dict[str, Pair] = {
    "none": ("没上过学", "No schooling"),
    "primary": ("小学", "Primary"),
    "lower": ("初中", "Lower secondary"),
    "upper": ("高中、中专、技校", "Upper secondary or vocational"),
    "college": ("大专", "College"),
    "degree": ("本科及以上", "Bachelor or above"),
}
ABLE: dict[str, Pair] = {"yes": ("有能力", "Able"), "part": ("部分有能力", "In part"), "no": ("没有能力", "Not able")}
COUNTED: dict[str, Pair] = {"yes": ("已经算在前面填的月收入里", "It is within the monthly income given before"), "no": ("还没有算，请加上", "Not yet: add it")}
KIN: dict[str, Pair] = {
    "spouse": ("配偶", "Spouse"),
    "child": ("子女", "Child"),
    "parent": ("父母", "Parent"),
    "grandchild": ("孙子女、外孙子女", "Grandchild"),
    "grandparent": ("祖父母、外祖父母", "Grandparent"),
    "sibling": ("兄弟姐妹", "Brother or sister"),
}

MEMBER = Part(
    "member", ("其他情况", "More about this person"), ("没有的、不清楚的都可以空着，核对能查到的不用填。", "Leave out what does not apply; what the check can find need not be filled in."),
    (
        Field("asks", ("这次申请救助吗", "Is support asked for"), "yes_no"),
        Field("special", ("有没有下面的身份", "Does any of these apply"), "multi", SPECIAL),
        Field("hukou_kind", ("户口性质", "Kind of hukou"), "fact"),
        Field("marital_status", ("婚姻状况", "Marital status"), "fact"),
        Field("education", ("文化程度", "Education"), "choice", EDUCATION),
        Field("school", ("在读的学校、年级", "School and year, where studying"), most=60),
        Field("leaves_school", ("预计毕业的月份", "Month of graduation"), "month", hint=("写成 2027-07 的样子", "Like 2027-07")),
    ),
    of="member",
)  # fmt: skip
SUPPORTER = Part(
    "supporter", ("不住在一起、应当赡养（抚养、扶养）的亲属", "A relative who owes support and lives elsewhere"),
    ("核对他们的情况要他们自己同意，不同意不影响您申请。", "Their means are checked only if they agree themselves; if they do not, you can apply all the same."),
    (
        Field("name", ("姓名", "Name"), mask="name"),
        Field("relation", ("是申请人家的", "They are the household's"), "choice", KIN),
        Field("document", ("证件号码", "Document number"), mask="number", most=30),
        Field("phone", ("电话", "Telephone"), "phone", mask="phone", most=20),
        Field("address", ("住址", "Address"), mask="address", most=120),
        Field("work", ("职业、单位", "Work"), most=60),
        Field("size", ("他（她）家几口人", "People in their household"), "number", most=30),
        Field("yearly", ("他（她）家一年的收入", "Their household's income a year"), "money"),
        Field("able", ("有没有能力", "Able to give support"), "choice", ABLE),
        Field("unable_why", ("没有或部分有能力的原因", "Why not, or only in part"), most=120),
        Field("promised", ("答应每月给多少", "Promises a month"), "money"),
        Field("for", ("给谁", "To whom"), "choice"),  # a member of the household
        Field("counted", ("这笔钱算进月收入了吗", "Is it counted in the monthly income"), "choice", COUNTED),
    ),
    of="supporter",
)  # fmt: skip
MOST_SUPPORTERS = 12

PARTS: tuple[Part, ...] = (*HOUSEHOLD, MEMBER, SUPPORTER)
