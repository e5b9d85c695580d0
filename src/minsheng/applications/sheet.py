"""社会救助申请表: what the paper form asks beyond the facts of the rule book, declared as data.

One question alone keeps an application from being sent: whether somebody of the household is a near relative of the staff or of the committee. The family knows it and no
register does, and who may decide depends on it. Everything else that the form marks as needed is either in the file, or found by the check or the home visit, or has an
answer that holds until another is given (which kinds: the office sorts it; how many people: as registered): one identity document and the letter are enough.

An office labels, hides, orders and adds (`sheet_layout`); the print stays A4.
"""

from dataclasses import dataclass, field

from minsheng.accounts.actions import RELATIONS
from minsheng.matters.declare import Matter

Pair = tuple[str, str]


@dataclass(frozen=True)
class Field:
    """One question. `kind`: text | long | phone | number | money | day | month | yes_no | choice | multi | fact (of the rule book, under its own name).

    `needed` keeps the application from being sent; `mask` says how the answer is shown on screen (name | phone | number | address), `""` as it is.
    """

    key: str
    label: Pair
    kind: str = "text"
    options: dict[str, Pair] = field(default_factory=dict)
    hint: Pair = ("", "")
    needed: bool = False
    mask: str = ""
    most: int = 60  # characters of a text, the largest number
    preset: tuple[str, ...] = ()  # of a multi: what is ticked until something else is


@dataclass(frozen=True)
class Part:
    """One thing a page: its question, why it is asked, its fields. `of` household | member | supporter."""

    key: str
    title: Pair
    why: Pair
    fields: tuple[Field, ...] = ()
    of: str = "household"

    @property
    def needed(self) -> bool:
        return any(f.needed for f in self.fields)


KINDS: dict[str, Pair] = {
    "dibao": ("最低生活保障", "Minimum living guarantee (dibao)"),
    "margin": ("低保边缘家庭", "Margin household"),
    "rigid": ("刚性支出困难家庭", "Household in rigid-expenditure hardship"),
    "tekun": ("特困人员救助供养", "Support for the destitute (tekun)"),
    "temporary": ("临时救助", "Temporary aid"),
    "office": ("不确定，请工作人员归类", "Not sure: the office sorts it"),
}
CAUSES: dict[str, Pair] = {
    "illness": ("因病", "Illness"),
    "disability": ("因残", "Disability"),
    "labour": ("缺劳力", "Nobody can work"),
    "job": ("失业", "Lost work"),
    "school": ("因学", "Schooling"),
    "disaster": ("因灾", "Disaster"),
    "alone": ("孤寡", "Alone"),
    "single": ("单亲", "Single parent"),
    "other": ("其他", "Other"),
}
NEAR: dict[str, Pair] = RELATIONS | {"other": ("其他", "Other")}

RELATIVE = Part(
    "near", ("家里有人是工作人员的近亲属吗？", "Is anybody of you a near relative of the staff?"),
    ("经办救助的工作人员、村（居）委会成员的近亲属申请，要另外登记，由区里核查。", "Where a relative works on assistance or sits on the committee, the case is registered and the district looks into it."),
    (
        Field("near", ("您或一起生活的家人，和经办人员、村（居）委会成员有近亲属关系吗？", "Are you, or anybody living with you, a near relative of the staff or of the committee?"), "yes_no",
              hint=("近亲属：配偶、父母、子女、兄弟姐妹、祖父母、孙子女和父母的兄弟姐妹。", "Near relatives: spouse, parents, children, siblings, grandparents, grandchildren, and parents' siblings."), needed=True),
        Field("near_who", ("有的话，是谁，在哪里工作", "If so: who, and where they work"), mask="name"),
        Field("near_relation", ("他（她）是您家人的什么人", "What they are to your household"), "choice", NEAR),
    ),
)  # fmt: skip
WANTED = Part(
    "kinds", ("想申请哪一种救助？", "Which kind of help do you apply for?"),
    ("分不清也没关系：选“请工作人员归类”，街道按您家的情况归到合适的一种。", "If you are not sure, let the office sort it: it looks at your situation and finds the kind that fits."),
    (Field("kinds", ("申请的救助（可多选）", "Kinds applied for (more than one is possible)"), "multi", KINDS, preset=("office",)),),
)  # fmt: skip
CAUSE = Part(
    "causes", ("家里为什么有困难？", "What has led to hardship?"), ("知道原因，才好找到还能帮您的别的办法。", "Knowing the cause helps to find what else there is for you."),
    (
        Field("causes", ("原因（可多选）", "Causes (more than one is possible)"), "multi", CAUSES),
        Field("cause_words", ("困难的情况，想多说几句的写在这里", "The hardship in your own words, if you like"), "long", most=500),
    ),
)  # fmt: skip
CONTACT = Part(
    "contact", ("找不到您时，可以找谁？", "Whom can we call if we cannot reach you?"), ("只在打您电话找不到人时才用。", "Used only if your own telephone is not answered."),
    (
        Field("contact_name", ("联系人姓名", "Name of the contact"), mask="name"),
        Field("contact_relation", ("联系人和您的关系", "Their relation to you"), most=30),
        Field("contact_phone", ("联系人电话", "Their telephone"), "phone", mask="phone", most=20),
    ),
)  # fmt: skip
NUMBERS = Part(
    "numbers", ("家里几口人？", "How many people are you?"), ("这三个数常常不一样，和登记的不一样时工作人员会问您。", "The three often differ; where they differ from the register, an officer asks you."),
    (
        Field("n_family", ("家庭人口", "Family"), "number", hint=("有赡养、抚养、扶养关系的一家人，不住在一起的也算。", "Everybody who owes each other support, also who lives elsewhere."), most=30),
        Field("n_living", ("共同生活的人口", "Living together"), "number", hint=("现在在一起吃住的人，包括您自己。", "Who lives and eats together now, you among them."), most=30),
        Field("n_asked", ("申请保障的人口", "Asking for support"), "number", hint=("这次要一起领救助的人。", "Who is to be supported."), most=30),
    ),
)  # fmt: skip
PERMIT = Part(
    "permit", ("居住证和居住年限", "Residence permit, and how long you have lived here"),
    ("户口不在这里的才要填：有的救助看居住证从什么时候起有效。", "Only if your hukou is elsewhere: some help depends on since when you have had a residence permit."),
    (
        Field("permit_no", ("居住证号码", "Number of the residence permit"), mask="number", most=30),
        Field("permit_since", ("第一次办居住证的日期", "Day of the first permit"), "day"),
        Field("lived_years", ("在这里住了几年", "Years lived here"), "number", most=120),
    ),
)  # fmt: skip
OWN = Part(
    "own",
    ("当地还要问的", "What your place asks besides"),
    ("这几项是您所在的地方加的，不想填可以空着。", "Your place has added these; leave out what you like."),
)

HOUSEHOLD: tuple[Part, ...] = (RELATIVE, WANTED, CAUSE, CONTACT, NUMBERS, PERMIT, OWN)


def used_by(matter: Matter) -> bool:
    """Whoever authorises the check of the means fills in the one form of assistance; a matter without that letter has no such form."""
    return "check" in matter.consents
