"""What the columns of the list and of the payroll are called and mean. A line of the list is one person's part of one award."""

from dataclasses import dataclass

from minsheng.base.errors import Refused
from minsheng.matters import catalogue
from minsheng.matters.declare import Matter
from minsheng.registry.imports.headings import understood
from minsheng.roster.listed import Column
from minsheng.rules import book

DOCUMENT = Column("document", "证件号码", "Document number", ("领取人的证件号码（必填）；单元格设为文本", "of who receives it (required); format the cells as text"),
                  ("身份证号", "身份证号码", "公民身份号码", "领取人证件号码"))  # fmt: skip
NAME = Column("name", "姓名", "Name", ("领取人的姓名（必填）", "of who receives it (required)"), ("领取人", "领取人姓名"))
MEMBER = Column("member", "家人证件号码", "Member's document number",
                ("这一行是家里别人的那一份时填；领取人自己的行不填", "when the line is another member's part; empty on the recipient's own line"), ("家庭成员证件号码",))  # fmt: skip
BENEFIT = Column("benefit", "待遇", "Benefit", ("可不填；填了要和选的项目一样", "optional; must be the benefit chosen"), ("项目", "待遇名称", "待遇类别"))
FROM = Column(
    "from",
    "起始月",
    "First month",
    ("从哪个月起发，如 2023-05（必填）", "the month it is paid from, such as 2023-05 (required)"),
    ("起发月", "享受起始月", "开始月份"),
)
LAST = Column(
    "last", "最后发放月", "Last month paid", ("原来的系统发到哪个月；可不填", "how far the system before has paid; optional"), ("已发至", "最后一次发放月")
)
REVIEW = Column(
    "review", "下次复核月", "Next review", ("如 2026-05；不填就不会到期提醒", "such as 2026-05; left empty, nobody is reminded"), ("复核月", "复核日期")
)
ACCOUNT = Column(
    "account",
    "银行账号",
    "Account number",
    ("领取人那一行填；单元格设为文本", "on the recipient's line; format the cells as text"),
    ("社保卡号", "账号", "银行卡号"),
)
BANK = Column("bank", "开户行", "Bank", ("领取人那一行填", "on the recipient's line"), ("银行", "开户银行"))
HOLDER = Column("holder", "户名", "Holder", ("不填就是领取人本人", "left empty: the recipient"), ("账户名", "开户名"))
AMOUNT = Column("amount", "金额", "Amount", ("实发金额（元）", "what was paid, in yuan"), ("发放金额", "实发金额", "月金额", "合计", "金额（元）"))
PAYROLL = [DOCUMENT, AMOUNT]


@dataclass(frozen=True)
class Headings:
    """`known` {key: heading of the file}; `unused` are headings that mean nothing here."""

    known: dict[str, str]
    unused: list[str]


def matter_of(benefit: str) -> Matter:
    """The service that pays a benefit of the rule book. Raises Refused."""
    found = next((m for m in catalogue.all_matters() if m.benefit == benefit), None)
    if found is None:
        raise Refused("请选择待遇。", "Choose the benefit.", field="benefit")
    return found


def of_person(matter: Matter, component: str) -> bool:
    """Whether a component is paid for one person (an allowance, a supplement) or for the household as a whole (the gap)."""
    benefit = component if component in matter.also else matter.benefit
    return book.load().benefits[benefit].entity.key == "person"


def components(matter: Matter) -> list[Column]:
    """A column of money for each component of what is granted, a month, in yuan."""
    how = ("每月几元", "yuan a month")
    return [Column(f"part.{key}", f"{zh}（元/月）", f"{en}, yuan a month", how, (zh, en, key)) for key, (zh, en) in matter.components.items()]


def columns(matter: Matter) -> list[Column]:
    """All of a list for this benefit, in the order of the template."""
    member = [MEMBER] if matter.unit == "household" else []
    review = [REVIEW] if "review" in matter.ways else []
    return [DOCUMENT, NAME, *member, BENEFIT, FROM, *components(matter), ACCOUNT, BANK, HOLDER, LAST, *review]


def label(matter: Matter, key: str) -> tuple[str, str]:
    """The heading of a column in both languages; nothing for what is about the whole line."""
    found = next((c for c in columns(matter) if c.key == key), None)
    return (found.zh, found.en) if found else ("", "")


def understand(headings: list[str], known_columns: list[Column], needed: list[str], field: str) -> Headings:
    """Which column is which. Raises Refused, about the form field, where one is missing or stands twice."""
    meanings = {_plain(word): c.key for c in known_columns for word in (c.key, c.zh, c.en, *c.also)}
    return Headings(*understood(headings, lambda heading: meanings.get(_plain(heading)), [c for c in known_columns if c.key in needed], field))


def needed(matter: Matter) -> list[str]:
    """Without these nothing can be judged; of several components any may be missing, but not all."""
    parts = [c.key for c in components(matter)]
    return ["document", "name", "from", *(parts if len(parts) == 1 else [])]


def _plain(heading: str) -> str:
    return heading.strip().lower().replace("(", "（").replace(")", "）")
