"""What awards do in the background: the monthly sweeps, the rounds of certification, and what a standard means for every award."""

from datetime import date, time, timedelta

from django.conf import settings

from minsheng.base import jobs
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.clock import today
from minsheng.base.jobs.kinds import Kind
from minsheng.base.months import month_of
from minsheng.benefits import standards, sweep, terms
from minsheng.benefits.actions.rounds import close_round, open_round
from minsheng.benefits.actions.telling import remind_some, tell_some, unreminded, untold
from minsheng.benefits.models import Certification, Sweep
from minsheng.benefits.sweep.forgetting import forget_some
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


def forget_sweeps(job, cursor):
    """Snapshots that are older than the operator keeps them; the cursor is the sweep."""
    return forget_some(after=cursor or 0, by=MACHINE, on=today())


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
    """arguments {standard, only or but: ids of moves}; the cursor is the move. Every award that rises is moved, or those that were chosen, each with a letter."""
    standard = Standard.objects.select_related("place").get(pk=job.arguments["standard"])
    which = {key: job.arguments[key] for key in ("only", "but") if key in job.arguments}
    job.total = standards.waiting(standard, **which).count() if cursor is None else job.total
    after = standards.apply_some(standard=standard, after=cursor or 0, **which, by=job.by, on=job.on)
    job.done = _done(job, after, standards.STEP)
    if after is None:
        standards.close_standard(standard=standard, by=job.by, on=job.on)
    return after


def rounds(job, cursor):
    """Certification by itself, a district and a benefit after another, one piece of work a step; the cursor: which of them, and which part of the work is next."""
    wanted = [(b, p) for b in terms.benefits_with_rounds() for p in Place.objects.filter(level__in=["district", "functional"], until=None).order_by("pk")]
    n, part = cursor or (0, 0)
    job.total, job.done = len(wanted), n
    if n >= len(wanted):
        return None
    benefit, place = wanted[n]
    worked = next((p for p in range(part, len(PARTS)) if PARTS[p](place, benefit, month_of(today()))), None)
    return [n + 1, 0] if worked is None else [n, worked]


def tell_round(job, cursor):
    """arguments {place, benefit, month}: everybody of a round that an officer has opened, some a step."""
    place, month = Place.objects.get(pk=job.arguments["place"]), date.fromisoformat(job.arguments["month"])
    n = tell_some(place=place, benefit=job.arguments["benefit"], month=month, by=MACHINE, on=today())
    job.done = (job.done or 0) + n
    return job.done if n else None


def _asked(place: Place, benefit: str, month: date) -> bool:
    """Whether a rule asks for a round in this month, as it is known today."""
    found = terms.rounds(benefit, place, month, known=today())
    return found is not None and month.month in found.months


def _open(place: Place, benefit: str, month: date) -> bool:
    """Once a round; who begins to receive later has just been looked at."""
    there = Certification.objects.filter(round=month, award__benefit=benefit, award__place__path__startswith=place.path)
    return _asked(place, benefit, month) and not there.exists() and open_round(place=place, benefit=benefit, month=month, by=MACHINE, on=today()) > 0


def _tell(place: Place, benefit: str, month: date) -> bool:
    there = _asked(place, benefit, month) and untold(place, benefit, month).exists()
    return there and tell_some(place=place, benefit=benefit, month=month, by=MACHINE, on=today()) > 0


def _remind(place: Place, benefit: str, month: date) -> bool:
    return unreminded(place, benefit, month, today()).exists() and remind_some(place=place, benefit=benefit, month=month, by=MACHINE, on=today()) > 0


def _close(place: Place, benefit: str, month: date) -> bool:
    """Every round of a month that is over and that nobody has closed; one a step."""
    rows = Certification.objects.filter(round__lt=month, closed_on=None, award__benefit=benefit, award__place__path__startswith=place.path)
    past = rows.order_by("round").values_list("round", flat=True).first()
    if past:
        close_round(place=place, benefit=benefit, month=past, by=MACHINE, on=today())
    return past is not None


PARTS = (_open, _tell, _remind, _close)


def _standard(job) -> str:
    return f"/desk/standards/{job.arguments['standard']}/"


KINDS = {
    "benefits.rounds": Kind(
        rounds,
        ("资格认证：开始、告知、提醒、结束", "Certification: opened, told, reminded, closed"),
        every=timedelta(days=1),
        at=time(3),
        result=lambda job: "/desk/benefits/certification/",
    ),
    "benefits.tell_round": Kind(tell_round, ("通知要认证的人", "Telling those who have to certify"), result=lambda job: "/desk/benefits/certification/"),
    "benefits.sweeps": Kind(begin_sweeps, ("每月比对自动开始", "Beginning the monthly sweeps"), every=timedelta(days=1), at=time(1)),
    "benefits.sweep": Kind(sweep_step, ("全员比对", "Looking at everybody"), result=lambda job: "/desk/benefits/findings/"),
    "benefits.forget_sweeps": Kind(
        forget_sweeps, ("删除到期的比对存证", "Removing old snapshots of sweeps"), every=timedelta(days=1) if settings.KEEP_SWEEPS else None, at=time(4)
    ),
    "benefits.weigh": Kind(weigh, ("计算标准调整的影响", "Working out what a standard means"), result=_standard),
    "benefits.apply": Kind(apply, ("按新标准调整待遇", "Moving awards to a new standard"), result=_standard),
}
