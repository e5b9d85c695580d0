"""What kinds of job there are: one visible list (`config/jobs.py`), handed in at start-up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from minsheng.base.errors import Refused
from minsheng.base.models import Job

MONDAY = date(2024, 1, 1)  # recurring times are counted from a Monday


@dataclass(frozen=True)
class Kind:
    """A kind of job.

    step    step(job, cursor) does a small piece of work and returns the cursor of the next piece, or None when there is none. It runs in a
            transaction that also keeps the cursor: a piece is done whole and once, however often the process is killed. It may set `job.done`,
            `job.total` and `job.arguments`. It takes about a second at most (nobody else writes to SQLite meanwhile) and touches nothing
            outside the database that would do harm when repeated. The first cursor is None; a cursor is JSON.
    label   (Chinese, English): what it does, for the page that shows it
    every   for a job that starts by itself: so much time from one Monday's midnight on, e.g. timedelta(days=1)
    at      the time of day it starts, e.g. time(2, 30)
    result  result(job) gives the address of what it has made
    """

    step: Callable[[Job, Any], Any]
    label: tuple[str, str]
    every: timedelta | None = None
    at: time = time(0)
    result: Callable[[Job], str] | None = None

    def due(self, now: datetime) -> datetime:
        """The latest of its times that is not after `now`. Those missed while nothing ran are not made up for, only the latest is."""
        start = timezone.make_aware(datetime.combine(MONDAY, self.at))
        return start + (now - start) // self.every * self.every


_kinds: dict[str, Kind] = {}


def install(kinds: Mapping[str, Kind]) -> None:
    """Replace the list. Names are "area.what"; they stand in the database and are not renamed."""
    wrong = [name for name in kinds if "." not in name or len(name) > 60]
    if wrong:
        raise ValueError(f"a kind of job is named area.what, in 60 characters: {wrong}")
    _kinds.clear()
    _kinds.update(kinds)


class Unknown(Refused):
    """A kind that this program does not have: the job was started by another version."""


def of(name: str) -> Kind:
    """Raises Unknown."""
    if name not in _kinds:
        raise Unknown(f"这个程序没有“{name}”这种任务，可能是别的版本留下的。", f"This program has no job “{name}”: another version may have left it.")
    return _kinds[name]


def label(name: str) -> tuple[str, str]:
    """What jobs of this kind do; the bare name for one that this program does not have."""
    return _kinds[name].label if name in _kinds else (name, name)


def result(job: Job) -> str:
    """The address of what a finished job has made, or nothing."""
    kind = _kinds.get(job.kind)
    return kind.result(job) if kind and kind.result and job.state == Job.State.DONE else ""


def recurring() -> list[tuple[str, Kind]]:
    return [(name, kind) for name, kind in _kinds.items() if kind.every]
