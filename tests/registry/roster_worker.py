"""Rosters in processes of their own, for tests that kill them: `roster_worker.py bring N HOMES | load RUN | undo RUN | work | report`. `work` prints the cursor of each step."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from minsheng.accounts.models import Post  # noqa: E402
from minsheng.base import jobs  # noqa: E402
from minsheng.base.actor import Actor  # noqa: E402
from minsheng.base.jobs import Kind, running, worker  # noqa: E402
from minsheng.base.models import OPEN, AuditEntry, Job  # noqa: E402
from minsheng.places.models import Place  # noqa: E402
from minsheng.registry import imports  # noqa: E402
from minsheng.registry import jobs as registry  # noqa: E402
from minsheng.registry.imports import actions, judging, lines  # noqa: E402
from minsheng.registry.imports.actions import checking, loading, undoing  # noqa: E402
from minsheng.registry.models import Document, Event, Fact, Household, Import, ImportRow, ListFile, Lookup, Membership, NamePiece, Person  # noqa: E402
from tests.registry.rosters import as_csv, family, person  # noqa: E402
from tests.spine import DAY, make_actor, make_district  # noqa: E402

TABLES = (Person, Household, Membership, Document, Lookup, NamePiece, Fact, Event)
HOMES_A_STEP, LINES_A_STEP = 3, 10
KINDS = (imports.CHECK_JOB, imports.JOB, imports.UNDO_JOB)


def told(kind: Kind) -> Kind:
    """The real step, whose cursor is printed before it is kept: a kill can find it half done."""

    def step(job, cursor):
        following = kind.step(job, cursor)
        print(following, flush=True)
        return following

    return Kind(step, kind.label)


class UntilDone(worker.Worker):
    """Ends with its job, so that nobody waits for one that failed."""

    def _turn(self) -> bool:
        worked = super()._turn()
        if not Job.objects.filter(OPEN).exists():
            self.stop()
        return worked


def officer() -> Actor:
    post = Post.objects.select_related("place", "user").filter(role="street").first()
    if post is None:
        return make_actor("street", make_district().street)
    return Actor(post.user_id, post.user.name, "street", post.place.path, post.pk, post.place_id)


def bring(number: int, homes: int) -> None:
    """Households of three; every tenth has a fourth line that is wrong."""
    by, rows = officer(), []
    for home in range(homes):
        first = 1_000_000 * number + 10 * home
        rows += family(first, home) + ([person(first + 3, home, "子女", number="1")] if home % 10 == 0 else [])
    print(actions.bring(upload=as_csv(rows, name=f"{number}.csv"), place=Place.objects.get(pk=by.place), by=by, on=DAY).pk)


def report() -> None:
    runs = [
        {
            "state": run.state, "loaded": run.loaded, "homes": run.homes, "bad": run.bad, "cursor": run.cursor,
            "lines": run.lines.filter(state="loaded", person__isnull=False).values("person").distinct().count(),
            "households": run.lines.filter(state="loaded").values("household").distinct().count(),
            "half": [h.pk for h in Household.objects.filter(pk__in=run.lines.filter(state="loaded").values("household")) if h.memberships.count() != 3],
            "rows": run.rows, "kept": run.lines.count(), "acts": list(AuditEntry.objects.filter(subject=f"registry.import:{run.pk}").order_by("id").values_list("act", flat=True)),
        }
        for run in Import.objects.order_by("pk")
    ]  # fmt: skip
    folds = sum(len(p.facts) for p in Person.objects.all()) + sum(len(h.facts) for h in Household.objects.all())
    print(
        json.dumps(
            {
                "runs": runs,
                "folds": folds,
                "tables": {m.__name__: m.objects.count() for m in TABLES},
                "numbers": Document.objects.values("digest").distinct().count(),
                "sealed": ImportRow.objects.exclude(sealed=b"").exclude(state="bad").count(),
                "files": ListFile.objects.count(),
                "jobs": sorted(Job.objects.values_list("state", flat=True)),
            }
        )
    )


def main(what: str, *given: str) -> None:
    jobs.install({name: told(registry.KINDS[name]) for name in KINDS})
    running.SILENT, running.MOST_ATTEMPTS, worker.IDLE = timedelta(seconds=0.2), 1_000, 0.02
    checking.AT_ONCE = undoing.AT_ONCE = 0
    lines.CHUNK = judging.CHUNK = checking.LINES = LINES_A_STEP
    loading.HOMES = undoing.HOMES = HOMES_A_STEP
    if what == "bring":
        bring(int(given[0]), int(given[1]))
    elif what == "load":
        actions.load_in_background(run=Import.objects.get(pk=given[0]), by=officer(), on=DAY)
    elif what == "work":
        UntilDone().work()
    elif what == "undo":
        actions.take_back(run=Import.objects.get(pk=given[0]), by=officer(), on=DAY)
    else:
        report()


if __name__ == "__main__":
    main(*sys.argv[1:])
