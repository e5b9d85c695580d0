"""Background jobs: small steps, each done whole and once, whoever runs them."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from minsheng.base import jobs
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.jobs import Kind, kinds, queries, running, worker
from minsheng.base.jobs.worker import Worker
from minsheng.base.models import AuditBlock, AuditEntry, Job

DAY = date(2025, 10, 9)
OFFICER = Actor(user=7, name="何", role="street", path="/1/", post=3, place=5)
OTHER, ADMIN = Actor(user=8, name="李", role="street"), Actor(user=9, name="管", role="admin", path="")


def count(job, cursor):
    """Writes one row for each number up to `job.arguments["to"]`."""
    number = cursor or 0
    job.total = job.arguments["to"]
    record(by=job.by, on=job.on, act="test.step", subject=f"test.step:{number}")
    job.done = number + 1
    return number + 1 if number + 1 < job.total else None


def refuse_at_2(job, cursor):
    if cursor == 2 and not job.arguments.get("mended"):
        record(by=job.by, on=job.on, act="test.step", subject="test.step:undone")
        raise Refused("缺预算", "No budget")
    return count(job, cursor)


@pytest.fixture(autouse=True)
def some_kinds(monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    monkeypatch.setattr(kinds, "_kinds", {})
    jobs.install({"test.count": Kind(count, ("数数", "Counting"), result=lambda job: "/counted"), "test.refuse": Kind(refuse_at_2, ("试试", "Trying"))})


def start(kind="test.count", to=3, by=OFFICER, **more):
    return jobs.start(kind=kind, arguments={"to": to}, by=by, on=DAY, **more)


def steps() -> list[str]:
    return list(AuditEntry.objects.filter(act="test.step").order_by("id").values_list("subject", flat=True))


@pytest.mark.django_db
def test_a_job_runs_to_its_end_step_by_step():
    job = jobs.run(start(to=3))
    assert (job.state, job.done, job.total, job.percent, job.cursor, job.holder) == ("done", 3, 3, 100, None, "")
    assert steps() == ["test.step:0", "test.step:1", "test.step:2"]


@pytest.mark.django_db
def test_who_asked_and_for_which_day_goes_with_it():
    jobs.run(start(to=1))
    entry = AuditEntry.objects.get(act="test.step")
    assert (entry.user_id, entry.role, entry.post_id, entry.on) == (7, "street", 3, DAY)
    assert AuditEntry.objects.get(act="jobs.start").user_id == 7


@pytest.mark.django_db
def test_a_step_that_is_refused_says_why_undoes_itself_and_can_be_resumed():
    job = jobs.run(start("test.refuse", to=4))
    assert (job.state, job.error_zh, job.error_en, job.done) == ("failed", "缺预算", "No budget", 2)
    assert steps() == ["test.step:0", "test.step:1"]
    Job.objects.filter(pk=job.pk).update(arguments={"to": 4, "mended": True})
    job = jobs.run(jobs.resume(job=job, by=OFFICER, on=DAY))
    assert (job.state, job.error_zh) == ("done", "")
    assert steps() == [f"test.step:{n}" for n in range(4)]


@pytest.mark.django_db
def test_an_error_of_ours_is_told_without_what_it_quotes(caplog):
    def broken(job, cursor):
        raise ValueError("张小明 440399199001011230")

    jobs.install({"test.broken": Kind(broken, ("坏", "Broken"))})
    job = jobs.run(start("test.broken"))
    assert job.state == "failed"
    assert "ValueError" in job.error_zh and "ValueError" in job.error_en
    assert "ValueError" in caplog.text and "test_jobs.py" in caplog.text
    assert "440399" not in caplog.text + job.error_zh + job.error_en


@pytest.mark.django_db
def test_a_database_that_is_busy_is_asked_again():
    calls = []

    def busy(job, cursor):
        calls.append(1)
        if len(calls) < 4:
            raise OperationalError("database is locked")
        return count(job, cursor)

    jobs.install({"test.busy": Kind(busy, ("忙", "Busy"))})
    assert jobs.run(start("test.busy", to=2)).state == "done"
    assert steps() == ["test.step:0", "test.step:1"]


@pytest.mark.django_db
def test_a_step_that_never_succeeds_is_given_up():
    def never(job, cursor):
        raise OperationalError("database is locked")

    jobs.install({"test.never": Kind(never, ("坏", "Broken"))})
    job = jobs.run(start("test.never"))
    assert (job.state, job.attempts) == ("failed", running.MOST_ATTEMPTS + 1)
    assert "5 times" in job.error_en


@pytest.mark.django_db
def test_a_kind_of_another_version_fails_in_words():
    job = start()
    kinds._kinds.clear()
    assert "another version" in jobs.run(job).error_en
    with pytest.raises(kinds.Unknown):
        start()


@pytest.mark.django_db
def test_the_same_work_is_not_started_twice_while_it_is_open():
    first = start(key="payroll:2025-10")
    with pytest.raises(jobs.Underway) as refused:
        start(key="payroll:2025-10")
    assert refused.value.job == first
    start(key="payroll:2025-11")
    jobs.run(first)
    start(key="payroll:2025-10")


@pytest.mark.django_db
def test_a_resumed_job_gives_way_to_one_that_has_taken_its_place():
    first = jobs.stop(job=start(key="k"), by=OFFICER, on=DAY)
    second = start(key="k")
    with pytest.raises(jobs.Underway) as refused:
        jobs.resume(job=first, by=OFFICER, on=DAY)
    assert refused.value.job == second


# --- stopping, and who may ---


@pytest.mark.django_db
def test_a_waiting_job_stops_at_once():
    job = jobs.stop(job=start(), by=OFFICER, on=DAY)
    assert jobs.run(job).state == "stopped"
    assert steps() == []
    with pytest.raises(AlreadyDone):
        jobs.stop(job=job, by=OFFICER, on=DAY)


@pytest.mark.django_db
def test_a_running_job_stops_after_its_step_and_goes_on_from_there():
    def stopped_at_1(job, cursor):
        if cursor == 1 and not AuditEntry.objects.filter(act="jobs.stop").exists():
            jobs.stop(job=job, by=ADMIN, on=DAY)
        return count(job, cursor)

    jobs.install({"test.count": Kind(stopped_at_1, ("数数", "Counting"))})
    job = start(to=5)
    running.work_on(running.claim(job), seconds=60)
    job.refresh_from_db()
    assert (job.state, job.done, job.percent) == ("stopped", 2, 40)
    assert jobs.run(jobs.resume(job=job, by=OFFICER, on=DAY)).state == "done"
    assert steps() == [f"test.step:{n}" for n in range(5)]


@pytest.mark.django_db
def test_a_job_is_resumed_with_the_rights_held_then():
    """A post that was lost meanwhile does nothing more."""
    job = jobs.stop(job=start(), by=OFFICER, on=DAY)
    now = Actor(user=7, name="何", role="community", path="/1/2/", post=4, place=6)
    assert jobs.resume(job=job, by=now, on=DAY).by == Actor(user=7, name="", role="community", path="/1/2/", post=4, place=6)
    job = jobs.stop(job=job, by=now, on=DAY)
    assert jobs.resume(job=job, by=ADMIN, on=DAY).by.role == "community", "an administrator lets it go on as whoever asked"


@pytest.mark.django_db
@pytest.mark.parametrize("act", [jobs.stop, jobs.resume])
def test_only_who_asked_and_administrators_may_touch_a_job(act):
    job = start()
    with pytest.raises(NotAllowed):
        act(job=job, by=OTHER, on=DAY)
    with pytest.raises(NotAllowed):
        act(job=start(by=MACHINE), by=OTHER, on=DAY)
    jobs.stop(job=job, by=ADMIN, on=DAY)
    assert [queries.seen_by(by).count() for by in (OFFICER, OTHER, ADMIN)] == [1, 0, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"state": "done"}, {"state": "failed", "finished_at": timezone.now()}, {"finished_at": timezone.now()}])
def test_the_database_refuses_states_that_cannot_be(wrong):
    job = start()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)


# --- workers ---


@pytest.mark.django_db
def test_a_job_in_hand_is_left_alone_until_its_holder_falls_silent():
    job = start()
    assert running.claim() == job
    assert running.claim() is None
    with pytest.raises(jobs.Underway):
        jobs.run(job)
    Job.objects.update(heartbeat=timezone.now() - running.SILENT)
    assert running.claim() == job


@pytest.mark.django_db
def test_a_worker_presumed_dead_can_do_nothing_more():
    start(to=3)
    slow = running.claim()
    running._advance(slow)
    Job.objects.update(heartbeat=timezone.now() - running.SILENT)
    quick = running.claim()
    running.work_on(slow, seconds=60)  # it was only asleep
    assert steps() == ["test.step:0"]
    running.work_on(quick, seconds=60)
    assert steps() == ["test.step:0", "test.step:1", "test.step:2"]


@pytest.mark.django_db
def test_every_open_job_gets_its_turn():
    long, short = start(to=1000), start(to=2)
    running.work_on(running.claim(), seconds=0.05)
    assert running.claim() == short
    long.refresh_from_db()
    assert long.open and 0 < long.done < 1000 and long.holder == ""


@pytest.mark.django_db(transaction=True)
def test_several_workers_do_every_step_once(monkeypatch):
    monkeypatch.setattr(worker, "TURN", 0.02)
    monkeypatch.setattr(worker, "IDLE", 0.01)
    for _ in range(3):
        start(to=20)
    workers = [Worker() for _ in range(3)]

    def work(one):
        one.work()
        connection.close()

    threads = [threading.Thread(target=work, args=(one,)) for one in workers]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: not Job.objects.exclude(state="done").exists())
    finally:
        for one in workers:
            one.stop()
        for thread in threads:
            thread.join()
    assert sorted(steps()) == sorted(f"test.step:{n}" for n in range(20) for _ in range(3))
    assert AuditBlock.objects.exists()  # the worker seals as well


def wait_until(true, patience=60):
    pause, tries = threading.Event(), int(patience / 0.05)
    for _ in range(tries):
        if true():
            return
        pause.wait(0.05)
    pytest.fail(f"not within {patience} s")
