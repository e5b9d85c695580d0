"""Loading a roster that was checked: so many households at a time, each time in one transaction with the cursor. It can be killed anywhere and goes on."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.db import IntegrityError, transaction

from minsheng.accounts.access import allowed
from minsheng.base import jobs
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.models import Job
from minsheng.base.rows import update
from minsheng.registry import bulk
from minsheng.registry.bulk import NewHome
from minsheng.registry.imports import JOB, doubles, homes, packing
from minsheng.registry.imports.lines import HEAD
from minsheng.registry.models import Import, ImportRow

HOMES = 500  # households a step: about a second
MEANWHILE = ("检查以后，这个证件已经建档。", "A file with this document was opened after the check.")


def load(*, run: Import, by: Actor, on: date) -> Import:
    """Begin, or go on, and load to the end in this process. What a background job does, without one."""
    run, cursor = begin(run=run, by=by, on=on), run.cursor
    while cursor is not None:
        cursor = load_step(run=run, cursor=cursor, by=by, on=on)
    run.refresh_from_db()
    return run


@action
def load_in_background(*, run: Import, by: Actor, on: date) -> Job:
    """The same by a background job, also to go on after one that failed. Raises jobs.Underway."""
    run = begin(run=run, by=by, on=on)
    return jobs.start(kind=JOB, key=f"{JOB}:{run.pk}", arguments={"run": run.pk}, by=by, on=on)


@action
def begin(*, run: Import, by: Actor, on: date) -> Import:
    """The officer has seen what was found and says yes. Its people and facts count from this day on."""
    run = locked(run)
    allowed(by, "registry.import", run.place)
    if run.state == "loading":
        return run
    if run.state == "checking":
        raise Refused("这份名册还在检查，查完再确认导入。", "This roster is being checked: say yes when that is done.")
    if run.state != "checked":
        raise AlreadyDone("这份名册已经导入，或已经撤销。", "This roster has been loaded already, or was taken back.")
    run.state, run.loaded_on = "loading", on
    run.save(update_fields=["state", "loaded_on"])
    record(by=by, on=on, act="registry.begin_import", subject=run, place=run.place_id, rows=run.rows, homes=run.homes)
    return run


def load_step(*, run: Import, cursor: int, by: Actor, on: date) -> int | None:
    """The next households after the cursor, whole and once; the cursor of the step after, None at the end.

    A cursor that has been passed already changes nothing. Somebody who was opened in the meantime is left out.
    """
    for attempt in (1, 2, 3):
        try:
            with transaction.atomic():
                return _step(locked(run), cursor, by, on)
        except IntegrityError:  # a file with one of the documents was opened in the same moment: look again
            if attempt == 3:
                raise
    return None


def locked(run: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("place").get(pk=run.pk)


def _step(run: Import, cursor: int, by: Actor, on: date) -> int | None:
    if run.state != "loading":
        return None
    if cursor != run.cursor:
        return run.cursor
    end = min(cursor + HOMES, run.homes)
    rows = run.lines.filter(home__gt=cursor, home__lte=end, state__in=packing.LOADABLE).order_by("home", "number")
    run.loaded += _load(run, list(rows), by)
    run.cursor = end
    if end == run.homes:
        run.state = "done"
        record(by=by, on=on, act="registry.load_import", subject=run, place=run.place_id, loaded=run.loaded)
    run.save(update_fields=["cursor", "loaded", "state", "bad", "doubled"])
    return None if run.state == "done" else end


def _load(run: Import, rows: list[ImportRow], by: Actor) -> int:
    """How many people were loaded."""
    ready = [(row, packing.opened(row)) for row in rows]
    ready = _without_doubles(run, ready)
    households = [list(home) for _, home in groupby(ready, key=lambda pair: pair[0].home)]
    for home in households:
        home.sort(key=lambda pair: pair[1]["relation"] != HEAD)
    new = [NewHome(home[0][1]["place"], [packing.person(kept) for _, kept in home], home[0][1]["home_facts"]) for home in households]
    made = bulk.load(new, source="import", since=run.loaded_on, by=by, on=run.loaded_on) if new else []
    became = (
        ("loaded", person.pk, household.pk, b"", row.pk)
        for home, (household, people) in zip(households, made, strict=True)
        for (row, _), person in zip(home, people, strict=True)
    )
    update(ImportRow, ["state", "person", "household", "sealed"], became)
    return len(ready)


def _without_doubles(run: Import, ready: list[tuple[ImportRow, dict]]) -> list[tuple[ImportRow, dict]]:
    """Without those whose document has come into a file since the check; with a head goes the household."""
    digests = {row.pk: digest("document", kept["document"][1]) for row, kept in ready if kept["document"]}
    known = doubles.documents(digests.values())
    if not known:
        return ready
    gone = {row.pk for row, _ in ready if digests.get(row.pk) in known}
    headless = {row.home for row, kept in ready if row.pk in gone and kept["relation"] == HEAD}
    lost = list(_lost(ready, gone, headless))
    ImportRow.objects.bulk_update(lost, ["state", "problems", "sealed"], batch_size=500)
    run.doubled += sum(row.state == "doubled" for row in lost)
    run.bad += sum(row.state == "bad" for row in lost)
    out = {row.pk for row in lost}
    return [pair for pair in ready if pair[0].pk not in out]


def _lost(ready: list[tuple[ImportRow, dict]], gone: set[int], headless: set[int]) -> Iterator[ImportRow]:
    """The rows left out, with their reasons and their cells instead of what would have been loaded."""
    for row, kept in ready:
        if row.pk in gone:
            row.state, row.problems = "doubled", [["number", *MEANWHILE]]
        elif row.home in headless:
            row.state, row.problems = "bad", [["relation", *homes.HEAD_HERE]]
        else:
            continue
        row.sealed = packing.back(row, kept)
        yield row
