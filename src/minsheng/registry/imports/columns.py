"""What the columns of a roster are called and mean: one line a person; what is about the household stands on the head's line."""

from dataclasses import dataclass
from functools import lru_cache

from minsheng.registry.imports.headings import understood
from minsheng.roster.columns import NOTES
from minsheng.roster.listed import Column
from minsheng.roster.template import how_to_fill
from minsheng.rules import book

OWN = [
    Column("home", "户编号", "Household number", ("同一户写一样的编号（必填）", "the same for all members of a household (required)"), ("户号", "家庭编号")),
    Column("relation", "与户主关系", "Relation to the head", ("户主写“户主”，每户一个（必填）", "“head” once in each household (required)"), ("与申请人的关系", "关系")),
    Column("name", "姓名", "Name", ("必填", "required")),
    Column("kind", "证件类型", "Document", ("不写就是居民身份证", "left empty: resident identity card"), ("证件种类",)),
    Column("number", "证件号码", "Document number", ("单元格设为文本，不然末几位会丢", "format the cells as text, else the last digits are lost"), ("身份证号", "身份证号码", "公民身份号码")),
    Column("birth_date", "出生日期", "Date of birth", ("日期，如 1950-03-01；有身份证号可不填", "a date such as 1950-03-01; not needed with an identity card"), ("出生年月日", "生日")),
    Column("sex", "性别", "Sex", ("男 / 女；有身份证号可不填", "male / female; not needed with an identity card")),
    Column("place", "社区", "Community", ("写在户主那一行；同名的写成 街道/社区", "on the head's line; “street/community” where two have one name"), ("村居", "社区（村）", "居委会")),
    Column("phone", "电话", "Telephone", ("几个号码用顿号隔开", "several are separated by commas"), ("手机", "联系电话", "手机号码")),
    Column("address", "住址", "Address", ("可不填", "optional"), ("地址", "居住地址", "家庭住址")),
]  # fmt: skip
BACK = [  # of a file that was given back for mending: for the reader, not read again
    Column("row", "原来的行号", "Row in the file", ("只作对照，不导入", "to compare with; not read")),
    Column("why", "没有导入的原因", "Why it was left out", ("只作对照，不导入", "to compare with; not read")),
]
PERSON_FACTS = (
    "hukou", "monthly_income", "work_ability", "employment", "no_work_reason", "schooling", "disability_grade", "disability_category", "serious_illness",
)  # fmt: skip
HOME_FACTS = ("financial_assets", "dwellings", "other_real_estate", "motor_vehicle", "business_registration")
NEEDED = ("home", "relation", "name")


@dataclass(frozen=True)
class Headings:
    """`known` {key: heading of the file}; `unused` are headings that mean nothing here."""

    known: dict[str, str]
    unused: list[str]

    def facts(self, entity: str) -> dict[str, str]:
        """{fact: heading} of the facts about a person or a household."""
        facts = book.load().facts
        return {k: h for k, h in self.known.items() if k not in own() and facts[k].entity.key == entity}


@lru_cache(maxsize=1)
def own() -> dict[str, Column]:
    return {c.key: c for c in OWN}


def label(key: str) -> tuple[str, str]:
    """The heading of a column, in both languages."""
    found = own().get(key) or book.load().facts[key]
    return found.zh, found.en


def template_columns() -> list[Column]:
    """What an empty roster has: our own columns and the facts that matter for most."""
    return [*OWN, *map(column_of, (*PERSON_FACTS, *HOME_FACTS))]


def column_of(key: str) -> Column:
    """The column of a fact of the book."""
    fact = book.load().facts[key]
    zh, en = how_to_fill(fact)
    if fact.entity.key == "household":
        zh, en = f"写在户主那一行：{zh}", f"on the head's line: {en}"
    return Column(fact.name, fact.zh, fact.en, (zh, en))


def understand(headings: list[str]) -> Headings:
    """Which column is which. Any fact of the book may have one, but for what an officer has to find. Raises Refused where one is missing or stands twice."""
    for_the_reader = NOTES | {c.zh for c in BACK}
    needed = [own()[key] for key in NEEDED]
    return Headings(*understood(headings, lambda heading: _meanings().get(_word(heading)), needed, "file", lambda heading: _word(heading) in for_the_reader))


def _word(heading: str) -> str:
    return heading.strip().lower()


@lru_cache(maxsize=1)
def _meanings() -> dict[str, str]:
    """{heading in small letters: key}. A label that two facts share means nothing; our own come first."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for fact in book.load().facts.values():
        if fact.entity.key not in ("person", "household") or fact.is_judgement or fact.name in ("relation", "birth_date", "sex"):
            continue
        for word in {fact.name, fact.zh.lower(), fact.en.lower()}:
            shared |= {word} if word in found else set()
            found[word] = fact.name
    found = {word: key for word, key in found.items() if word not in shared}
    return found | {word.lower(): c.key for c in OWN for word in (c.key, c.zh, c.en, *c.also)}
