"""One line of the list: read, with everything that is wrong or doubtful about it as it stands there. What the files here say of it is in `judging`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from minsheng.base.crypto import digest
from minsheng.base.errors import Refused
from minsheng.base.months import month_of
from minsheng.benefits.opening.columns import Headings, components, of_person
from minsheng.matters.declare import Matter
from minsheng.registry import identity
from minsheng.registry.imports.lines import SCIENTIFIC
from minsheng.registry.imports.lines import document as resident
from minsheng.registry.imports.listed import Listed, walked
from minsheng.roster.cells import SERIAL_ZERO, read_cells
from minsheng.roster.reading import Sheet
from minsheng.rules.engine.types import UNKNOWN, Money

A_MONTH = Money(0, 1_000_000)  # yuan: more than anybody receives a month
TEXTS = ("document", "name", "member", "benefit", "from", "last", "review", "account", "bank", "holder")
MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})(?:月|[-/.月]?\d{1,2}日?)?(?:[ T]00:00:00)?")
RESIDENT = re.compile(r"\d{14,17}[\dX]")


@dataclass(slots=True)
class Line(Listed):
    """`number` is the row as a spreadsheet shows it. `problems` keep the whole list out.

    `given` is the document number as it stands there; `digest` and `member_digest` stand for the document numbers; `person` and `member_id` are the files they were found in; `parts` {component: fen}.
    """

    number: int
    given: str = ""
    document: str = ""
    digest: str = ""
    name: str = ""
    member: str = ""
    member_digest: str = ""
    parts: dict[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    review: date | None = None
    account: str = ""
    bank: str = ""
    holder: str = ""
    award_no: int = 0
    person: int | None = None
    member_id: int | None = None
    paid: int | None = None
    repeated: bool = False

    @property
    def fen(self) -> int:
        return sum(self.parts.values())


def read_lines(sheet: Sheet, headings: Headings, matter: Matter, month: date) -> Iterator[Line]:
    """Every row of the table, in its order. `month` is the last month paid outside."""
    frame, known, too_long = sheet.frame, headings.known, set(sheet.too_long)
    amounts = {c.key.removeprefix("part."): _amounts(frame, known[c.key], sheet.excel) for c in components(matter) if c.key in known}
    for i, number, text in walked(frame, known, TEXTS):
        line = Line(number)
        for component, (values, wrong) in amounts.items():
            _part(line, matter, component, values[i], wrong.get(i))
        if not any(text.values()) and not line.parts and not line.problems:
            continue  # an empty row of the sheet
        if number in too_long:
            line.too_long()
        _fill(line, text, matter, month, sheet.excel)
        yield line


def _amounts(frame: pl.DataFrame, heading: str, excel: bool) -> tuple[list[int | None], dict[int, tuple[str, str]]]:
    """A column of yuan in fen, None where nothing stands; and what is wrong by the place of the row."""
    got = read_cells(frame.get_column(heading), A_MONTH, excel)
    wrong = {i: got.wrong[text] for i, text in enumerate(got.texts) if text in got.wrong} if got.wrong else {}
    return [None if v is None or v == UNKNOWN else v for v in got.values], wrong


def _part(line: Line, matter: Matter, component: str, fen: int | None, wrong: tuple[str, str] | None) -> None:
    if wrong:
        line.wrong(f"part.{component}", f"金额填得不对：{wrong[0]}。", f"Not an amount: it {wrong[1]}.")
    if fen:
        line.parts[component] = fen


def _fill(line: Line, text: dict[str, str], matter: Matter, month: date, excel: bool) -> None:
    line.name, line.bank, line.holder = text["name"][:60], text["bank"][:60], text["holder"][:60]
    _documents(line, text, matter)
    if not line.name:
        line.wrong("name", "请填姓名。", "Enter the name.")
    if text["benefit"] and text["benefit"].lower() not in {matter.key, matter.benefit, *(words.lower() for words in matter.label)}:
        line.wrong(
            "benefit",
            f"这份名单是“{matter.label[0]}”的，别的待遇请另做一份。",
            f"This list is of {matter.label[1].lower()}: make another one for other benefits.",
        )
    _months(line, text, month, excel)
    if not line.parts and not any(key.startswith("part.") for key, *_ in line.problems):
        line.wrong("", "没有金额。", "There is no amount.")
    if line.member and (whole := [c for c in line.parts if not of_person(matter, c)]):
        zh, en = matter.components[whole[0]]
        line.wrong(f"part.{whole[0]}", f"“{zh}”是全家的，请写在领取人那一行。", f"“{en}” is the whole household's: write it on the recipient's line.")
    if text["account"]:
        line.account = line.ask("account", identity.card, text["account"]) or ""


def _documents(line: Line, text: dict[str, str], matter: Matter) -> None:
    if not text["document"]:
        line.wrong("document", "请填证件号码。", "Enter the document number.")
    else:
        line.given = text["document"][:40]
        line.document = line.ask("document", document, text["document"]) or ""
    if text["member"] and matter.unit == "household":
        line.member = line.ask("member", document, text["member"]) or ""
    if line.member == line.document:
        line.member = ""
    line.digest = digest("document", line.document) if line.document else ""
    line.member_digest = digest("document", line.member) if line.member else ""


def _months(line: Line, text: dict[str, str], paid_to: date, excel: bool) -> None:
    if not text["from"]:
        line.wrong("from", "请填起始月。", "Enter the first month.")
    for key, name in (("from", "first"), ("last", "last"), ("review", "review")):
        if text[key]:
            setattr(line, name, line.ask(key, month, text[key], excel))
    if line.first and line.first > paid_to:
        line.wrong("from", f"起始月在最后发放的 {paid_to:%Y-%m} 之后：还没有发过的，请按新申请办。",
                   f"It begins after {paid_to:%Y-%m}, the last month paid: what was never paid is applied for here.")  # fmt: skip
    if line.last and line.last != paid_to:
        line.wrong("last", f"最后发放月应是 {paid_to:%Y-%m}：这个月没有发放的人，不在这次接入。",
                   f"The last month paid should be {paid_to:%Y-%m}: who was not paid then is not taken over here.")  # fmt: skip


def document(text: str) -> str:
    """The number as the registry keeps it. Raises Refused for a resident card's number that is wrong or that a spreadsheet has spoiled."""
    number = identity.normal(text)
    if SCIENTIFIC.fullmatch(text) or RESIDENT.fullmatch(number):
        return resident("", text).number
    return number


def month(text: str, excel: bool = False) -> date:
    """The first day of the month that is written as 2023-05, 2023年5月, 202305 or as a day of it. Raises Refused."""
    plain = text.removesuffix(".0")
    if excel and re.fullmatch(r"\d{5}", plain):
        return month_of(SERIAL_ZERO + timedelta(days=int(plain)))
    found = MONTH.fullmatch(plain)
    if not found or not (1990 <= int(found[1]) <= 2100 and 1 <= int(found[2]) <= 12):
        raise Refused("月份请写成 2023-05 的样子。", "Write the month as 2023-05.")
    return date(int(found[1]), int(found[2]), 1)
