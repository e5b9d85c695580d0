"""A list judged as a whole: every line of itself, beside the others, beside the files that are here, and beside the payroll."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from minsheng.base.errors import Refused
from minsheng.base.jobs.pieces import Pieces
from minsheng.base.months import month_of
from minsheng.benefits.models import OpeningImport
from minsheng.benefits.opening import accounts, judging, packing
from minsheng.benefits.opening.columns import columns, needed, understand
from minsheng.benefits.opening.lines import Line, read_lines
from minsheng.benefits.opening.payroll import Given, Payroll, counted
from minsheng.matters.declare import Matter
from minsheng.places.models import Place
from minsheng.registry.imports.lines import CHUNK
from minsheng.registry.imports.reading import Roster

FIELDS = [
    "opening",
    "number",
    "award_no",
    "state",
    "sealed",
    "person",
    "member",
    "parts",
    "fen",
    "paid",
    "from_month",
    "review_on",
    "problems",
]  # of a line as it is kept


@dataclass
class Judged:
    """The lines, award by award, first those without one; [[row, fen]] of the payroll that is not on the list."""

    lines: list[Line]
    unlisted: list[list[int]]
    paid: Payroll

    def rows(self, opening: OpeningImport, lines: list[Line]) -> Iterator[tuple]:
        """Some of them as they are kept: FIELDS."""
        for x in lines:
            yield (
                opening.pk, x.number, x.award_no, x.state, packing.sealed(x, opening.pk), x.person, x.member_id, x.parts, x.fen, x.paid, x.first, x.review,
                x.problems + x.doubts,
            )  # fmt: skip


def unused(roster: Roster, matter: Matter) -> list[str]:
    """Headings that mean nothing here. Raises Refused where one is missing or stands twice."""
    return understand(roster.sheet.headings, columns(matter), needed(matter), "file").unused


def judge(roster: Roster, matter: Matter, brought: Given, month: date, place: Place) -> Pieces[Judged]:
    """Read the payroll and the file, and judge it, a piece at a time. Raises Refused."""
    paid = yield from counted(brought)
    headings, lines = understand(roster.sheet.headings, columns(matter), needed(matter), "file"), []
    for line in read_lines(roster.sheet, headings, matter, month_of(month)):
        lines.append(line)
        if len(lines) % CHUNK == 0:
            yield len(lines)
    if not lines:
        raise Refused("表里没有人。请从第 2 行起填写。", "There is nobody in the table: begin with row 2.", field="file")
    judging.number_awards(lines)
    judging.judge_together(lines)
    yield len(lines)
    here = judging.judge_people(lines, matter, place)
    yield len(lines)
    judging.judge_awards(lines, here, matter)
    yield len(lines)
    accounts.judge_accounts(lines, here)
    yield len(lines)
    found = Judged(lines, judging.judge_payroll(lines, paid), paid)
    lines.sort(key=lambda line: (line.award_no, line.number))
    return found
