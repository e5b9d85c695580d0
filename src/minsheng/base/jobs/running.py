"""Running jobs: claim one, do steps for a while, give it back. Safe with any number of workers, and when one of them is killed.

A worker holds a job by a name of its own in `holder`. Every step begins by locking the row under that name and ends by keeping the cursor, in one
transaction: a worker that was presumed dead and has lost the job finds so before it can do anything.
"""

import logging
import time
import traceback
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from minsheng.base.errors import Refused
from minsheng.base.jobs import kinds
from minsheng.base.jobs.actions import Underway
from minsheng.base.models import OPEN, Job

log = logging.getLogger("minsheng.jobs")
SILENT = timedelta(seconds=60)  # without a heartbeat for so long, a holder is taken for dead
MOST_ATTEMPTS = 5  # to get one and the same step done
KEPT = ["cursor", "done", "total", "arguments", "attempts", "state", "heartbeat", "finished_at", "holder", "error_zh", "error_en"]


def claim(job: Job | None = None) -> Job | None:
    """Take the open job that has waited longest (or this one) in hand; None when there is none that nobody else holds."""
    free = Job.objects.filter(OPEN, Q(holder="") | Q(heartbeat__lt=timezone.now() - SILENT))
    free = free.filter(pk=job.pk) if job else free
    if not free.exists():  # without this, an idle worker would take SQLite's one lock every second
        return None
    with transaction.atomic():
        mine = free.select_for_update(skip_locked=True).order_by(F("heartbeat").asc(nulls_first=True), "id").first()
        if mine is None:
            return None
        mine.holder, mine.heartbeat, mine.state = uuid.uuid4().hex, timezone.now(), Job.State.RUNNING
        mine.started_at, mine.attempts = mine.started_at or mine.heartbeat, mine.attempts + 1
        mine.save(update_fields=["holder", "heartbeat", "state", "started_at", "attempts"])
    return mine


def work_on(mine: Job, seconds: float, stopping: Callable[[], bool] = lambda: False, rest: Callable[[], None] = lambda: None) -> None:
    """Do steps of a claimed job until it ends or the time is up, then give it back, also after Ctrl-C. `rest` is called after every step."""
    until, goes_on = time.monotonic() + seconds, True
    try:
        while goes_on and time.monotonic() < until and not stopping():
            goes_on = _advance(mine)
            rest()
    finally:
        Job.objects.filter(pk=mine.pk, holder=mine.holder).update(holder="")


def run(job: Job) -> Job:
    """Run a job in this process until it ends, and return it as it then is. Raises Underway when a worker holds it."""
    while (job := Job.objects.get(pk=job.pk)).open:
        mine = claim(job)
        if mine is None:
            raise Underway(job)
        work_on(mine, seconds=60)
    return job


def _advance(mine: Job) -> bool:
    """One step; whether there is another to do at once."""
    if mine.attempts > MOST_ATTEMPTS:
        zh, en = f"同一步试了 {MOST_ATTEMPTS} 次都没有做完。", f"One step was tried {MOST_ATTEMPTS} times and never finished."
        return _end(mine, Job.State.FAILED, zh, en)
    try:
        with transaction.atomic():
            return _step(mine)
    except Refused as no:
        return _end(mine, Job.State.FAILED, no.zh, no.en)
    except (OperationalError, InterfaceError) as error:  # a lock, a lost connection: another attempt may succeed
        log.warning("job %s: the database says %s, trying again", mine.pk, type(error).__name__)
        return False
    except Exception as error:  # noqa: BLE001  whatever it is, the job says so and the worker goes on
        log.error("job %s (%s): %s in %s", mine.pk, mine.kind, type(error).__name__, _frames(error))
        name = type(error).__name__
        return _end(mine, Job.State.FAILED, f"程序出错（{name}），请告诉系统管理员。", f"An error of ours ({name}): please tell the administrator.")


def _step(mine: Job) -> bool:
    job = Job.objects.select_for_update().filter(pk=mine.pk, holder=mine.holder).first()
    if job is None:
        log.warning("job %s was taken over by another worker", mine.pk)
        return False
    job.heartbeat, job.attempts = timezone.now(), 0
    if job.stop_asked:
        job.state = Job.State.STOPPED
    else:
        job.cursor = kinds.of(job.kind).step(job, job.cursor)
        job.state = Job.State.RUNNING if job.cursor is not None else Job.State.DONE
    if not job.open:
        job.holder, job.finished_at = "", timezone.now()
    job.save(update_fields=KEPT)
    mine.attempts = 0
    return job.open


def _end(mine: Job, state: str, zh: str, en: str) -> bool:
    ended = {"state": state, "error_zh": zh[:500], "error_en": en[:500], "finished_at": timezone.now(), "holder": ""}
    Job.objects.filter(pk=mine.pk, holder=mine.holder).update(**ended)
    return False


def _frames(error: Exception) -> str:
    """Where it happened; without the error's text, which may quote a person's data."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in reversed(frames))
