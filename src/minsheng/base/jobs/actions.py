"""Starting, stopping and resuming a job."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed
from minsheng.base.jobs import kinds
from minsheng.base.models import OPEN, Job


class Underway(AlreadyDone):
    """The same work is under way: `job` is the one that does it."""

    def __init__(self, job: Job | None):
        super().__init__("同样的任务正在进行，不用再开始一次。", "The same job is under way: it need not be started again.")
        self.job = job


@action
def start(*, kind: str, by: Actor, on: date, arguments: dict | None = None, key: str = "", due: datetime | None = None) -> Job:
    """Put a job on the list; a worker takes it from there. `key` names what must not be under way twice. Raises Underway."""
    kinds.of(kind)
    job = Job(kind=kind, key=key, due=due, arguments=arguments or {}, on=on, asked_by=by.user, asked_as=_as_now(by))
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        raise _underway(job) from None
    record(by=by, on=on, act="jobs.start", subject=job, place=by.place, kind=kind)
    return job


@action
def stop(*, job: Job, by: Actor, on: date) -> Job:
    """Let a job end after the step it is in. What it has done stays done."""
    job = _own(job, by)
    if not job.open:
        raise AlreadyDone("任务已经结束了。", "The job has ended already.")
    job.stop_asked = True
    if not job.holder:
        job.state, job.finished_at = Job.State.STOPPED, timezone.now()
    job.save(update_fields=["stop_asked", "state", "finished_at"])
    record(by=by, on=on, act="jobs.stop", subject=job, place=by.place)
    return job


@action
def resume(*, job: Job, by: Actor, on: date) -> Job:
    """Go on with a job that failed or was stopped, from where it was; for who asked, with the rights held now. Raises Underway."""
    job = _own(job, by)
    if job.state not in (Job.State.FAILED, Job.State.STOPPED):
        raise AlreadyDone("任务没有停下，不用继续。", "The job has not stopped: there is nothing to resume.")
    job.state, job.finished_at, job.stop_asked, job.told = Job.State.WAITING, None, False, False
    job.error_zh, job.error_en, job.holder, job.attempts = "", "", "", 0
    if job.asked_by == by.user:
        job.asked_as = _as_now(by)
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        raise _underway(job) from None
    record(by=by, on=on, act="jobs.resume", subject=job, place=by.place)
    return job


def _as_now(by: Actor) -> dict:
    return {"role": by.role, "path": by.path, "post": by.post, "place": by.place, "person": by.person, "token": by.token}


def saw(job: Job, by: Actor) -> None:
    """Who asked has seen how it ended. Nothing of the office's business, so neither an action nor an entry in the trail."""
    if not job.open and job.asked_by == by.user:
        Job.objects.filter(pk=job.pk, told=False).update(told=True)


def may_see_all(by: Actor) -> bool:
    return by.role in ("admin", "machine")


def allowed(by: Actor, job: Job) -> None:
    """Who asked for it, and administrators. Raises NotAllowed."""
    if not may_see_all(by) and (by.user is None or by.user != job.asked_by):
        raise NotAllowed("这是别人开始的任务，只有本人和系统管理员能看。", "Somebody else started this job: only they and an administrator may see it.")


def _own(job: Job, by: Actor) -> Job:
    allowed(by, job)
    return Job.objects.select_for_update().get(pk=job.pk)


def _underway(job: Job) -> Underway:
    """Which job stands in this one's way: the open one with its key, or the one that stands for the same time."""
    same_key = Job.objects.exclude(pk=job.pk).filter(OPEN, key=job.key) if job.key else Job.objects.none()
    return Underway(same_key.first() or Job.objects.filter(kind=job.kind, due=job.due, due__isnull=False).first())
