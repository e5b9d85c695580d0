"""Reading and judging a roster. It takes a while and changes nothing; what was found is then written at once."""

import re
from collections import Counter
from datetime import date

from django.db import IntegrityError, transaction

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.rows import insert
from minsheng.places.models import Place
from minsheng.registry.imports import communities, doubles, homes, packing, reading
from minsheng.registry.imports.columns import Headings, understand
from minsheng.registry.imports.lines import Line, read_lines
from minsheng.registry.imports.reading import Roster
from minsheng.registry.models import Import, ImportRow

DOCUMENT = re.compile(r"\d{11,}")  # in the name of a file


def check(*, upload, place: Place, by: Actor, on: date) -> Import:
    """What would come of a roster (an uploaded file) for a place: every line judged, nothing loaded yet.

    Raises Refused for a file that cannot be used, AlreadyDone for one that is here already.
    """
    allowed(by, "registry.import", place)
    roster = reading.roster(upload)
    _refuse_again(roster.digest, by)
    headings = understand(roster.sheet.headings)
    lines, numbers = judged(roster, headings, place, by, on)
    return keep(roster=roster, headings=headings, lines=lines, numbers=numbers, place=place, by=by, on=on)


def judged(roster: Roster, headings: Headings, place: Place, by: Actor, on: date) -> tuple[list[Line], dict[str, int]]:
    """Every line with what is wrong about it; {household number of the file: its order}."""
    lines = list(read_lines(roster.sheet, headings, on))
    if not lines:
        raise Refused("表里没有人。请从第 2 行起，每人一行。", "There is nobody in the table: write one row a person from row 2 on.", field="file")
    homes.judge_twice(lines)
    doubles.mark(lines, by)
    households = homes.by_household(lines)
    find = communities.finder(place)
    for home in households.values():
        homes.judge(home, find)
    return lines, homes.numbered(households)


@action
def keep(*, roster: Roster, headings: Headings, lines: list[Line], numbers: dict[str, int], place: Place, by: Actor, on: date) -> Import:
    """Write down what was found; the file itself is not kept."""
    counts = Counter(line.state for line in lines)
    run = Import(
        name=DOCUMENT.sub("…", roster.name)[-120:], place=place, rows=len(lines), homes=len(numbers), bad=counts["bad"], doubled=counts["doubled"],
        doubtful=counts["doubtful"], unused=headings.unused, by_id=by.user, created_on=on, file_digest=roster.digest,
    )  # fmt: skip
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:  # somebody brought the same file in the same moment
        _refuse_again(roster.digest, by)
        raise
    rows = (
        (run.pk, line.number, numbers.get(line.home, 0), line.state, line.problems + line.doubts, packing.sealed(line, run.pk, roster.sheet.frame, headings))
        for line in lines
    )
    insert(ImportRow, ["run", "number", "home", "state", "problems", "sealed"], rows)
    record(
        by=by,
        on=on,
        act="registry.check_import",
        subject=run,
        place=place,
        rows=run.rows,
        homes=run.homes,
        bad=run.bad,
        doubled=run.doubled,
        file=roster.digest,
    )
    return run


def _refuse_again(file_digest: str, by: Actor) -> None:
    before = Import.objects.filter(file_digest=file_digest).exclude(state="undone").select_related("place").first()
    if before is None:
        return
    name = f"“{before.name}”" if by.covers(before.place.path) else ""
    raise AlreadyDone(
        f"同样的文件 {before.created_on} 已经导入过{name}。要重新导入，请先撤销那一次。",
        f"The same file was brought in on {before.created_on} {name}: take that back first to bring it in again.",
    )
