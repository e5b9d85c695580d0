"""Jobs that start by themselves."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.jobs import Kind, kinds, running, worker
from minsheng.base.jobs.worker import Worker
from minsheng.base.models import Job

DAILY = Kind(lambda job, cursor: None, ("每天", "Daily"), every=timedelta(days=1), at=time(2, 30))


@pytest.fixture(autouse=True)
def daily(monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    monkeypatch.setattr(kinds, "_kinds", {})
    jobs.install({"test.daily": DAILY})


@pytest.fixture
def at(monkeypatch):
    """Let it be another time."""
    return lambda day, hour: monkeypatch.setattr(timezone, "now", lambda: moment(day, hour))


def moment(day, hour, minute=0):
    return timezone.make_aware(datetime(2025, 10, day, hour, minute))


@pytest.mark.parametrize(
    ("every", "now", "due"),
    [
        (timedelta(days=1), moment(9, 2, 29), moment(8, 2, 30)),
        (timedelta(days=1), moment(9, 2, 30), moment(9, 2, 30)),
        (timedelta(days=1), moment(9, 23), moment(9, 2, 30)),
        (timedelta(hours=1), moment(9, 23), moment(9, 22, 30)),
        (timedelta(days=7), moment(9, 23), moment(6, 2, 30)),  # 6 October 2025 was a Monday
    ],
)
def test_the_latest_of_its_times(every, now, due):
    assert Kind(None, ("", ""), every=every, at=time(2, 30)).due(now) == due


@pytest.mark.django_db
def test_it_starts_once_for_each_of_its_times_whoever_tries(at):
    first, second = Worker(), Worker()
    for day, hour in ((9, 1), (9, 3), (9, 4), (10, 1), (10, 3)):
        at(day, hour)
        for one in (first, second, Worker()):
            one._recur()
            jobs.run(Job.objects.latest("id"))
    assert list(Job.objects.order_by("id").values_list("due", flat=True)) == [moment(8, 2, 30), moment(9, 2, 30), moment(10, 2, 30)]
    assert set(Job.objects.values_list("asked_by", flat=True)) == {None}


@pytest.mark.django_db
def test_times_missed_are_not_made_up_for(at):
    for day in (5, 9):
        at(day, 3)
        Worker()._recur()
        jobs.run(Job.objects.latest("id"))
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_it_waits_for_the_one_before(at):
    one = Worker()
    at(9, 3)
    one._recur()
    at(10, 3)
    one._recur()
    assert Job.objects.count() == 1
    jobs.run(Job.objects.get())
    one._recur()
    assert [job.due for job in Job.objects.order_by("id")] == [moment(9, 2, 30), moment(10, 2, 30)]


@pytest.mark.django_db
def test_a_worker_leaves_the_one_lock_of_sqlite_to_whoever_waits_for_it(monkeypatch):
    """For longer than a waiting writer sleeps between two looks (0.1 s). PostgreSQL has no such lock."""
    jobs.install({"test.long": Kind(_tenth, ("长", "Long"))})
    jobs.start(kind="test.long", by=MACHINE, on=date(2025, 10, 9))
    rests = []
    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=lambda: NOW[0]))
    one = Worker()
    monkeypatch.setattr(one._stopped, "wait", lambda seconds: rests.append((round(NOW[0], 1), seconds > 0.1)))
    running.work_on(running.claim(), 60, rest=one._rest)
    assert rests == ([(0.3, True), (0.6, True), (0.9, True)] if connection.vendor == "sqlite" else [])


NOW = [0.0]  # what time it is for the worker


def _tenth(job, cursor):
    """Ten steps of a tenth of a second each."""
    NOW[0] += 0.1
    return (cursor or 0) + 1 if (cursor or 0) < 9 else None
