"""What awards do in the background: the monthly sweeps, and what a standard means for every award."""

from datetime import date, time, timedelta

from minsheng.base import jobs
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.clock import today
from minsheng.base.jobs.kinds import Kind
from minsheng.base.months import month_of
from minsheng.benefits import standards, sweep
from minsheng.benefits.models import Sweep
from minsheng.benefits.sweep.warming import ready
from minsheng.matters import catalogue
from minsheng.places.models import Place
from minsheng.standards.models import Standard


def begin_sweeps(job, cursor):
    """This month's sweeps that nobody has begun, a district and a matter a step. The cursor counts them."""
    districts = Place.objects.filter(level__in=["district", "functional"], until=None).order_by("pk")
    wanted = [(place, matter.key) for place in districts for matter in catalogue.all_matters()]
    n = cursor or 0
    job.total, job.done = len(wanted), n
    if n >= len(wanted):
        return None
    place, matter = wanted[n]
    if not Sweep.objects.filter(place=place, matter=matter, month=month_of(today())).exists():
        begin(place=place, matter=matter, month=month_of(today()), by=MACHINE, on=today())
    return n + 1


def begin(*, place: Place, matter: str, month: date, by: Actor, on: date):
    """A sweep as a job; the one that is under way, where there is one."""
    try:
        return jobs.start(
            kind="benefits.sweep", key=f"benefits.sweep:{place.pk}:{matter}", arguments={"place": place.pk, "matter": matter, "month": f"{month}"}, by=by, on=on
        )
    except jobs.Underway as there:
        return there.job


def sweep_step(job, cursor):
    """arguments {place, matter, month}; the cursor is the id to go on from. The rules are made ready first, beside the job."""
    matter = catalogue.get(job.arguments["matter"])
    if not ready(matter):
        return cursor or 0
    if "sweep" not in job.arguments:
        place = Place.objects.get(pk=job.arguments["place"])
        made = sweep.begin(place=place, matter=matter.key, month=date.fromisoformat(job.arguments["month"]), by=job.by, on=job.on)
        job.arguments, job.total = {**job.arguments, "sweep": made.pk}, sweep.size_of(made)
        return 0
    made = Sweep.objects.select_related("place").get(pk=job.arguments["sweep"])
    after = sweep.step(sweep=made, after=cursor, by=job.by, on=job.on)
    job.done = made.subjects
    if after is None:
        sweep.finish(sweep=made, by=job.by, on=job.on)
    return after


def weigh(job, cursor):
    """arguments {standard}; the cursor is the award. What the standard means for each, worked out and kept. The rules are made ready first, beside the job."""
    standard = Standard.objects.select_related("place").get(pk=job.arguments["standard"])
    job.total = standards.touched(standard).count() if cursor is None else job.total
    if not all(ready(catalogue.get(key)) for key in sorted(standards.matters_of(standard))):
        return cursor or 0
    after = standards.weigh_some(standard=standard, after=cursor or 0, by=job.by, on=job.on)
    job.done = _done(job, after, standards.WEIGHED)
    return after


def _done(job, after, step: int) -> int:
    return job.total or 0 if after is None else min((job.done or 0) + step, job.total or 0)


def apply(job, cursor):
    """arguments {standard}; the cursor is the move. Every award that rises is moved, with one letter a family."""
    standard = Standard.objects.select_related("place").get(pk=job.arguments["standard"])
    job.total = standards.waiting(standard).count() if cursor is None else job.total
    after = standards.apply_some(standard=standard, after=cursor or 0, by=job.by, on=job.on)
    job.done = _done(job, after, standards.STEP)
    if after is None:
        standards.close_standard(standard=standard, by=job.by, on=job.on)
    return after


def _standard(job) -> str:
    return f"/desk/standards/{job.arguments['standard']}/"


KINDS = {
    "benefits.sweeps": Kind(begin_sweeps, ("每月比对自动开始", "Beginning the monthly sweeps"), every=timedelta(days=1), at=time(1)),
    "benefits.sweep": Kind(sweep_step, ("全员比对", "Looking at everybody"), result=lambda job: "/desk/benefits/findings/"),
    "benefits.weigh": Kind(weigh, ("计算标准调整的影响", "Working out what a standard means"), result=_standard),
    "benefits.apply": Kind(apply, ("按新标准调整待遇", "Moving awards to a new standard"), result=_standard),
}
