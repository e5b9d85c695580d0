"""What the pages show of an import. Light: nothing here reads rosters."""

from django.db.models import Count

from minsheng.base.models import Job
from minsheng.registry.imports import CHECK_JOB, JOB, UNDO_JOB
from minsheng.registry.models import Import

LOADABLE = ("good", "doubtful")
JOBS = {"checking": CHECK_JOB, "loading": JOB, "undoing": UNDO_JOB}  # by the state of the roster


def counts(run: Import) -> dict[str, int]:
    """{state of a line: how many}"""
    return dict(run.lines.order_by().values_list("state").annotate(n=Count("pk")))


def to_load(run: Import) -> tuple[int, int]:
    """How many people in how many households there are to load."""
    found = run.lines.filter(state__in=LOADABLE).aggregate(people=Count("pk"), homes=Count("home", distinct=True))
    return found["people"], found["homes"]


def last_job(run: Import) -> Job | None:
    """The latest that does what the roster is in: checks it, loads it, or takes it back. None where none does."""
    kind = JOBS.get(run.state)
    return Job.objects.filter(kind=kind, key=f"{kind}:{run.pk}").order_by("-pk").first() if kind else None
