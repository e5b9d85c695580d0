"""Figures: what a standard, an age, a deadline is for a place on a day, where that is written, and how it has been. What nobody confirmed says so."""

from django.http import Http404
from ninja import Path, Query, Router, Schema
from pydantic import Field

from minsheng.api.doors import Everybody
from minsheng.api.law import Asked as OfLaw
from minsheng.api.law import LawPlace, Where, asked, law_of
from minsheng.api.law import place as law_place
from minsheng.api.shapes import Asked, Coded, Paged, Text, Words, coded, paged, words
from minsheng.rules import book
from minsheng.rules.engine import unit_en
from minsheng.rules.readout import history, stand, used_by
from minsheng.rules.told import STANDING

router = Router()
STANDINGS = {"confirmed": ("有文件确认", "confirmed by a document"), **STANDING, "not_found": ("没有找到，不作猜测", "not found, and not guessed")}


class Value(Schema):
    """One value: for an option or band (`label`), in fen where it is money, else in the figure's unit; `text` as people write it."""

    label: Words
    value: int
    text: str


class Figure(Schema):
    """`values` is empty, and `standing` says not_found, where nobody could confirm anything. Only confirmed and office may be paid on."""

    name: str
    label: Words
    unit: Words
    money: bool
    clause: str
    standing: Coded
    set_at: LawPlace | None
    values: list[Value]
    since: str
    known: str
    source: str
    grade: str


class Entry(Schema):
    """What it was from a day on, until the next entry; `through`: until when that has been seen confirmed."""

    since: str
    known: str
    through: str
    standing: Coded
    set_at: LawPlace
    values: list[Value]
    source: str
    grade: str


class WithHistory(OfLaw):
    """A figure now, all that is known of before, and the benefits that rest on it."""

    figure: Figure
    history: list[Entry]
    used_by: list[Coded]


class Wanted(Asked, Where):
    q: Text | None = Field(None, description="名称里有 | In the name")


@router.get("/figures", auth=Everybody(), response=Paged[Figure], operation_id="figures", summary="标准和数字 | Figures")
def figures(request, wanted: Query[Wanted]):
    """一个地方某一天的全部标准、年龄、期限：数值、从哪天起、文件、依据等级；没有确认的照实说。 | Every standard, age and deadline of a place on a day, with since when, document and grade; what is not confirmed says so."""
    law = law_of(wanted)
    asked_for = (wanted.q or "").lower().split()
    found = [f for f in book.load().figures.values() if all(part in f"{f.name} {f.zh} {f.en}".lower() for part in asked_for)]
    return paged(request, found, wanted, lambda f: shown(law, f))


@router.get("/figures/{name}", auth=Everybody(), response=WithHistory, operation_id="figure", summary="一项标准和它的历史 | One figure and its history")
def figure(request, where: Query[Where], name: str = Path(max_length=60)):
    """现在是多少，以前是多少，依据哪份文件，哪些待遇用到它。 | What it is, what it was, by which document, and which benefits use it."""
    found, law = book.load().figures.get(name), law_of(where)
    if found is None:
        raise Http404
    rows = [row for one in (found, (law.overlay or {}).get(name)) if one for row in history(one, law.path)]
    rows.sort(key=lambda row: (row["since"], row["known"]), reverse=True)
    used = [{"key": b.key, "zh": b.zh, "en": b.en} for b in used_by(book.load(), name)]
    return asked(law) | {"figure": shown(law, found), "history": [_entry(found, row) for row in rows], "used_by": used}


def shown(law, figure) -> dict:
    """A figure as it stands under a law."""
    held, value = stand(law, figure), law.values[figure.name]
    use = held["use"]
    return {
        "name": figure.name, "label": words((figure.zh, figure.en)), "unit": words((figure.unit, unit_en(figure.unit))), "money": figure.money, "clause": figure.clause,
        "standing": coded(use.standing, STANDINGS), "set_at": law_place(value.place) if value.place else None, "values": _values(figure, held["values"]),
        "since": use.since, "known": use.known, "source": use.source, "grade": use.grade,
    }  # fmt: skip


def _entry(figure, row: dict) -> dict:
    return {
        **{name: row[name] for name in ("since", "known", "through", "source", "grade")},
        "standing": coded(row["standing"], STANDINGS), "set_at": law_place(row["place"]), "values": _values(figure, row["values"]),
    }  # fmt: skip


def _values(figure, found) -> list[dict]:
    return [{"label": words(label), "value": value, "text": figure.show(value)} for label, value in found]
