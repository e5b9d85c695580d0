"""One line of a roster: read into a person, with everything that is wrong or doubtful about it. The household's rules are in `homes`."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from minsheng.base.crypto import digest
from minsheng.base.errors import Refused
from minsheng.registry import identity
from minsheng.registry.imports import cells
from minsheng.registry.imports.columns import Headings
from minsheng.registry.imports.listed import Listed, walked
from minsheng.roster.reading import Sheet
from minsheng.rules import book

CHUNK = 5_000
OWN_TEXTS = ("home", "relation", "name", "kind", "number", "sex", "place", "phone", "address")
HEAD = "applicant"  # the rule book's word
RELATIONS = {
    "户主": HEAD, "head": HEAD, "本人": HEAD, "夫": "spouse", "妻": "spouse", "丈夫": "spouse", "妻子": "spouse", "子": "child", "女": "child", "儿子": "child", "女儿": "child",
    "长子": "child", "次子": "child", "三子": "child", "长女": "child", "次女": "child", "三女": "child", "独生子": "child", "独生女": "child", "父亲": "parent", "母亲": "parent", "父": "parent", "母": "parent",
    "祖父": "grandparent", "祖母": "grandparent", "外祖父": "grandparent", "外祖母": "grandparent", "孙子": "grandchild", "孙女": "grandchild", "外孙子": "grandchild", "外孙女": "grandchild",
    "兄": "sibling", "弟": "sibling", "姐": "sibling", "妹": "sibling", "哥哥": "sibling", "弟弟": "sibling", "姐姐": "sibling", "妹妹": "sibling",
}  # fmt: skip
SEXES = {"": 0, "男": 1, "男性": 1, "male": 1, "m": 1, "1": 1, "女": 2, "女性": 2, "female": 2, "f": 2, "2": 2, "0": 0, "9": 9}
SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+?\d+")
LOST = (
    "号码被表格软件改成了科学计数法，末几位已经丢了。请把这一列设为文本，再照原件重填。",
    "The spreadsheet has turned the number into a power of ten and lost its end. Format the column as text and enter it again.",
)
ROUNDED = (
    "这一格可能被当成数字存过，末三位可能变了。请对照证件核对。",
    "The cell may have been kept as a number, which changes the last three digits. Compare it with the document.",
)


@dataclass(slots=True)
class Line(Listed):
    """`number` is the row as Excel shows it. `doubled`: here already."""

    number: int
    home: str
    name: str = ""
    relation: str = ""
    sex: int = 0
    born: date | None = None
    document: tuple[str, str] | None = None
    digest: str = ""
    phones: list[str] = field(default_factory=list)
    address: str = ""
    community: str = ""
    place: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    home_facts: dict[str, Any] = field(default_factory=dict)
    synthetic: bool = False
    doubled: bool = False

    @property
    def head(self) -> bool:
        return self.relation == HEAD

    @property
    def state(self) -> str:
        return "doubled" if self.problems and self.doubled else Listed.state.fget(self)


def read_lines(sheet: Sheet, headings: Headings, on: date) -> Iterator[Line]:
    """Every row of the table, in its order."""
    too_long = set(sheet.too_long)
    for start in range(0, len(sheet.frame), CHUNK):
        for line in _read(sheet.frame.slice(start, CHUNK), headings, sheet.excel, on):
            if line.number in too_long:
                line.too_long()
            yield line


def _read(frame: pl.DataFrame, headings: Headings, excel: bool, on: date) -> Iterator[Line]:
    born, wrong_days = cells.days(frame, headings.known.get("birth_date"), excel)
    person, wrong_person = cells.facts(frame, headings.facts("person"), excel)
    household, wrong_household = cells.facts(frame, headings.facts("household"), excel)
    for i, number, text in walked(frame, headings.known, OWN_TEXTS):
        line = Line(number, text["home"][:60], born=born[i], facts=person[i], home_facts=household[i], community=text["place"], address=text["address"][:200])
        if not any(text.values()) and not (line.born or line.facts or line.home_facts):
            continue  # an empty row of the sheet
        line.problems = [*([wrong_days[i]] if i in wrong_days else []), *wrong_person.get(i, []), *wrong_household.get(i, [])]
        _fill(line, text, excel)
        if line.born is None and i not in wrong_days and not any(key == "number" for key, *_ in line.problems):
            line.wrong("birth_date", "请填出生日期，或居民身份证号码。", "Enter the date of birth, or the number of an identity card.")
        if line.born and line.born > on:
            line.wrong("birth_date", "出生日期在今天以后。", "The date of birth lies in the future.")
        yield line


def _fill(line: Line, text: dict[str, str], excel: bool) -> None:
    if not line.home:
        line.wrong("home", "请填户编号，同一户写一样的。", "Enter the household number, the same for all members.")
    line.name = text["name"]
    if not 0 < len(line.name) <= 60:
        line.wrong("name", "请填姓名，不超过 60 个字。", "Enter the name, in 60 characters at most.")
    line.relation = line.ask("relation", relation, text["relation"]) or ""
    line.sex = line.ask("sex", _sex, text["sex"]) or 0
    if text["phone"]:
        line.phones = line.ask("phone", phones, text["phone"]) or []
    if text["number"]:
        _document(line, text["kind"], text["number"], excel)
    elif text["kind"]:
        line.wrong("number", "写了证件类型，没有写号码。", "A kind of document without its number.")


def _document(line: Line, kind: str, number: str, excel: bool) -> None:
    """The number checked; what it says of its holder fills in or must agree."""
    checked = line.ask("number", document, kind, number)
    if checked is None:
        return
    line.document, line.digest, line.synthetic = (checked.kind, checked.number), digest("document", checked.number), checked.synthetic
    for zh, en in checked.warnings:
        line.doubt("number", zh, en)
    if excel and _rounded(checked.number):
        line.doubt("number", *ROUNDED)
    if checked.birth_date and line.born and line.born != checked.birth_date:
        line.wrong("birth_date", "出生日期与证件号码里的不一样。", "The date of birth is not the one in the document number.")
    if checked.sex and line.sex in (1, 2) and line.sex != checked.sex:
        line.wrong("sex", "性别与证件号码里的不一样。", "The sex is not the one in the document number.")
    line.born, line.sex = checked.birth_date or line.born, checked.sex or line.sex


def document(kind: str, number: str) -> identity.Checked:
    """Raises Refused."""
    key = kinds().get(kind.lower())
    if key is None:
        raise Refused("不认识这种证件，请从模板的下拉列表里选。", "This kind of document is not known: choose one of the template's list.")
    if SCIENTIFIC.fullmatch(number):
        raise Refused(*LOST)
    try:
        return identity.check(key, number)
    except Refused:
        if _rounded(identity.normal(number)):
            raise Refused(*LOST) from None
        raise


def _rounded(number: str) -> bool:
    """Whether this is what a spreadsheet leaves of a number of 16 to 18 digits: fifteen of them, then zeros or what a float makes of those."""
    if not (16 <= len(number) <= 18 and number.isdigit()):
        return False
    unit = 10 ** (len(number) - 15)
    below = int(number) // unit * unit
    return int(number) in {below, int(float(below)), int(float(below + unit))}


def phones(text: str) -> list[str]:
    """Raises Refused."""
    if SCIENTIFIC.fullmatch(text):
        raise Refused(*LOST)
    return [identity.phone(part.removesuffix(".0")) for part in re.split(r"[、,;/]", text) if part.strip()]


def relation(text: str) -> str:
    """The rule book's key for what people write. Raises Refused."""
    found = relations().get(text.lower())
    if found is None:
        raise Refused("请写与户主的关系，如 户主、配偶、子女、父母。", "Write the relation to the head, such as head, spouse, child or parent.")
    return found


def _sex(text: str) -> int:
    if text.lower() not in SEXES:
        raise Refused("性别写 男 或 女。", "The sex is written male or female.")
    return SEXES[text.lower()]


@lru_cache(maxsize=1)
def relations() -> dict[str, str]:
    options = book.load().facts["relation"].type.options
    return {_plain(word): key for key, words in options.items() for word in (key, *words[:2])} | RELATIONS


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    words = {_plain(word): key for key, (pair, _) in identity.KINDS.items() for word in (key, *pair)}
    return words | {"": "resident", "身份证": "resident", "二代身份证": "resident", "港澳通行证": "hm_permit", "回乡证": "hm_permit", "台胞证": "tw_permit"}


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower()
