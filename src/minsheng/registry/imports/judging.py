"""A roster judged as a whole: every line with what is wrong about it, of itself, beside the others, and beside the files that are here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from minsheng.base.actor import Actor
from minsheng.base.errors import Refused
from minsheng.base.jobs.pieces import Pieces
from minsheng.places.models import Place
from minsheng.registry.imports import communities, doubles, homes, packing
from minsheng.registry.imports.columns import Headings, understand
from minsheng.registry.imports.lines import CHUNK, Line, read_lines
from minsheng.registry.imports.reading import Roster
from minsheng.registry.models import Import

FIELDS = ["run", "number", "home", "state", "problems", "sealed"]  # of a line as it is kept


@dataclass
class Judged:
    """The lines, household by household, first those without one; {household number of the file: its order}. `roster` has their cells."""

    roster: Roster
    headings: Headings
    lines: list[Line]
    numbers: dict[str, int]

    def rows(self, run: Import, lines: list[Line]) -> Iterator[tuple]:
        """Some of them as they are kept: FIELDS."""
        frame = self.roster.sheet.frame
        for line in lines:
            yield run.pk, line.number, self.home(line), line.state, line.problems + line.doubts, packing.sealed(line, run.pk, frame, self.headings)

    def home(self, line: Line) -> int:
        return self.numbers.get(line.home, 0)


def judge(roster: Roster, place: Place, by: Actor, on: date) -> Pieces[Judged]:
    """Read the file and judge it, a piece at a time. Raises Refused."""
    headings, lines = understand(roster.sheet.headings), []
    for line in read_lines(roster.sheet, headings, on):
        lines.append(line)
        if len(lines) % CHUNK == 0:
            yield len(lines)
    if not lines:
        raise Refused("表里没有人。请从第 2 行起，每人一行。", "There is nobody in the table: write one row a person from row 2 on.", field="file")
    homes.judge_twice(lines)
    for _ in doubles.mark(lines, by):
        yield len(lines)
    households, find = homes.by_household(lines), communities.finder(place)
    for home in households.values():
        homes.judge(home, find)
    found = Judged(roster, headings, lines, homes.numbered(households))
    lines.sort(key=lambda line: (found.home(line), line.number))
    return found
