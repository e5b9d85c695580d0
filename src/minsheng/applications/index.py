"""The index table in force somewhere on a day, what a visit answered by it, and the amount that follows. Empty until an office enters it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from minsheng.applications.models import Application, IndexTable
from minsheng.base.errors import Refused
from minsheng.places.models import Place


@dataclass(frozen=True)
class Result:
    """What the visit keeps: version, answers, sum in hundredths of the unit, and the fen a month that income rises or falls by (None: not settled)."""

    table: int | None
    answers: dict[str, str]
    sum: int
    fen: int | None

    def plain(self) -> dict:
        return {"table": self.table, "answers": self.answers, "sum": self.sum, "fen": self.fen} if self.table or self.fen is not None else {}


NOTHING = Result(None, {}, 0, None)


def in_force(place: Place, on: date) -> IndexTable | None:
    """The approved table of the place or the nearest above it, the latest on this day; None where none is confirmed."""
    above = [int(i) for i in place.path.split(".") if i]
    rows = IndexTable.objects.filter(Q(until=None) | Q(until__gt=on), place__in=above, state="approved", in_force__lte=on).select_related("place")
    return max(rows, key=lambda t: (len(t.place.path), t.in_force), default=None)


def judge(application: Application, answers: dict[str, str], fen: int | None, on: date) -> Result:
    """Every row answered with one of its options. A table in yuan gives the amount; without one, or by points, the visitors enter it by their document."""
    table = in_force(application.place, on)
    if table is None:
        return Result(None, {}, 0, fen)
    chosen = {row["key"]: _score(row, answers.get(row["key"], "")) for row in table.rows}
    total = sum(chosen.values())
    if table.unit == "points" and fen is None:
        raise Refused(
            f"“{table.name}”按分计，请按文件填写增减的月收入。", "The table counts points: enter the monthly amount by its document.", field="adjustment"
        )
    return Result(table.pk, {key: answers[key] for key in chosen}, total, total if table.unit == "yuan" else fen)


def _score(row: dict, option: str) -> int:
    for one in row["options"]:
        if one["key"] == option:
            return one["score"]
    raise Refused(f"“{row['indicator']}”还没有选。", f"“{row['indicator']}” is not answered.", field=f"index_{row['key']}")


def told(kept: dict) -> list[tuple[str, str]]:
    """(indicator, option) of a visit's answers in the words of the version they were given by."""
    table = IndexTable.objects.filter(pk=kept.get("table")).first()
    if table is None:
        return []
    words = {(row["key"], o["key"]): o["label"] for row in table.rows for o in row["options"]}
    return [(row["indicator"], words[row["key"], kept["answers"][row["key"]]]) for row in table.rows if row["key"] in kept["answers"]]
