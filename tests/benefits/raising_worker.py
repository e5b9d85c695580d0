"""Awards moved to a new standard in processes of their own, for a test that kills them: `raising_worker.py begin N | work | report`. `work` prints the cursor of each step."""

import json
import sys
from datetime import date, timedelta

import django

django.setup()

from minsheng.base import jobs  # noqa: E402
from minsheng.base.jobs import Kind, running, worker  # noqa: E402
from minsheng.base.models import OPEN, Job  # noqa: E402
from minsheng.benefits import jobs as benefits  # noqa: E402
from minsheng.benefits import standards  # noqa: E402
from minsheng.benefits.models import Award, Move, Span  # noqa: E402
from minsheng.notices.models import Letter  # noqa: E402
from minsheng.standards.models import Standard  # noqa: E402
from tests.benefits.raising import JANUARY, NOTICE, approved, dibao, make_home  # noqa: E402
from tests.spine import make_actor, make_district  # noqa: E402

LEFT_OUT = 2


def told(kind: Kind) -> Kind:
    """The real step, whose cursor is printed before it is kept: a kill can find it half done."""

    def step(job, cursor):
        following = kind.step(job, cursor)
        print(following, flush=True)
        return following

    return Kind(step, kind.label)


class UntilDone(worker.Worker):
    """Ends with its job."""

    def _turn(self) -> bool:
        worked = super()._turn()
        if not Job.objects.filter(OPEN).exists():
            self.stop()
        return worked


def begin(n: int) -> None:
    """So many households, what the standard means for them, and the job that moves all but the first ones."""
    district = make_district()
    office = {key: make_actor("city", district.city) for key in ("enters", "approves")}
    for _ in range(n):
        dibao(*make_home(district, date(1985, 1, 1)))
    standard, after = approved(district, office, "dibao_standard", 1535, JANUARY), 0
    while after is not None:
        after = standards.weigh_some(standard=standard, after=after, by=office["approves"], on=NOTICE)
    out = list(standards.waiting(standard).order_by("pk").values_list("pk", flat=True)[:LEFT_OUT])
    jobs.start(kind="benefits.apply", arguments={"standard": standard.pk, "but": out}, by=office["approves"], on=NOTICE)


def report() -> None:
    moved = [Span.objects.filter(award=award, why="standard", replaced_on=None).count() for award in Award.objects.order_by("pk")]
    applied = Standard.objects.get().applied_on
    print(
        json.dumps(
            {
                "moved": moved,
                "letters": sorted(Letter.objects.filter(kind="standard").values_list("person__awards", flat=True)),
                "moves": list(Move.objects.order_by("pk").values_list("state", flat=True)),
                "applied": applied and applied.isoformat(),
                "jobs": list(Job.objects.values_list("state", "done", "total")),
            }
        )
    )


def main(what: str, *given: str) -> None:
    jobs.install({"benefits.apply": told(benefits.KINDS["benefits.apply"])})
    running.SILENT, running.MOST_ATTEMPTS, worker.IDLE, standards.STEP = timedelta(seconds=0.2), 1_000, 0.02, 2
    if what == "begin":
        begin(int(given[0]))
    elif what == "work":
        UntilDone().work()
    else:
        report()


if __name__ == "__main__":
    main(*sys.argv[1:])
