"""A long list of awards is checked by a job: it finds what the officer would have waited for, is gone on with after a failure, and can be given up."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from minsheng.accounts.models import User
from minsheng.base import jobs
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry, Job
from minsheng.benefits.models import OpeningImport, OpeningRow
from minsheng.benefits.opening import judging, whole
from minsheng.benefits.opening.actions import accept, bring, check, check_in_background, check_step, checking, load, undo
from minsheng.registry.imports import pieces
from minsheng.registry.models import ListFile
from tests.benefits.openings import as_csv, line, number, old, payroll
from tests.promises.test_access import signed_in

pytestmark = pytest.mark.django_db
SEP, DAY = date(2025, 9, 1), date(2025, 10, 28)
LIST = "/desk/benefits/opening/"
COUNTED = ("state", "rows", "fen", "bad", "payroll_rows", "payroll_fen", "compared", "unlisted", "unused", "month", "cursor")


@pytest.fixture(autouse=True)
def small(monkeypatch, settings):
    """Everything is long: two lines are read and three written a step."""
    settings.STANDING_STILL_ON = DAY
    for module, name, value in ((checking, "AT_ONCE", 1), (checking, "LINES", 3), (whole, "CHUNK", 2)):
        monkeypatch.setattr(module, name, value)
    yield
    pieces.forget()


@pytest.fixture
def given(district, officer):
    """What a check is asked, of the first n people; the payroll with it differs in one."""
    for n in range(1, 8):
        old(n, district.community)

    def made(n: int = 7, rows: list | None = None, **more) -> dict:
        paid = [(number(i), "300") for i in range(1, n + 1)]
        return {
            "upload": as_csv(rows or [line(i) for i in range(1, n + 1)]), "benefit": "old_age_allowance", "month": SEP, "place": district.district,
            "payroll": payroll(paid), "by": officer, "on": DAY,
        } | more  # fmt: skip

    return made


def differing() -> list[dict]:
    return [line(1), line(2, **{"part.allowance": "301"}), line(9), line(3, bank=""), line(3), line(4, document=""), line(5, account="")]


def found(opening: OpeningImport) -> tuple:
    opening.refresh_from_db()
    lines = opening.lines.order_by("number").values_list("number", "award_no", "state", "person", "parts", "fen", "paid", "from_month", "problems")
    return list(lines), [getattr(opening, name) for name in COUNTED]


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def desk(officer) -> Client:
    return signed_in(User.objects.get(pk=officer.user))


@pytest.mark.parametrize("stated", [{}, {"payroll": None, "payroll_rows": 7, "payroll_fen": 210000}])
def test_a_job_finds_what_the_officer_would_have_waited_for(given, officer, stated):
    at_once = check(**given(rows=differing(), **stated))
    expected = found(at_once)
    assert at_once.state == "checked" and at_once.bad >= 4
    undo(opening=at_once, by=officer, on=DAY)
    opening = bring(**given(rows=differing(), **stated))
    assert opening.state == "checking" and not opening.lines.exists() and ListFile.objects.count() == (1 if stated else 2)
    job = jobs.run(Job.objects.get())
    assert (job.state, job.done) == ("done", job.total) and found(opening) == expected and not ListFile.objects.exists()
    acts = AuditEntry.objects.filter(subject=f"benefits.openingimport:{opening.pk}").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["benefits.begin_check", "benefits.check_opening"]


def test_what_a_job_has_checked_is_accepted_and_taken_over(given, head):
    opening = bring(**given())
    with pytest.raises(Refused, match="还在检查"):
        accept(opening=opening, by=head, on=DAY)
    jobs.run(Job.objects.get())
    opening.refresh_from_db()
    assert opening.reconciled and load(opening=accept(opening=opening, by=head, on=DAY), by=head, on=DAY).loaded == 7


def test_whoever_is_killed_while_reading_begins_anew_and_while_writing_goes_on(given, officer):
    opening, cursor, seen = bring(**given()), 0, []
    while cursor is not None and len(seen) < 200:
        before, cursor = cursor, check_step(opening=opening, cursor=cursor, by=officer, on=DAY)
        seen.append(cursor)
        if len(seen) == 3 or cursor != before:
            pieces.forget()  # another process
    assert seen[0] == 0 and len(set(seen)) == 4 and check_step(opening=opening, cursor=3, by=officer, on=DAY) is None
    opening.refresh_from_db()
    assert opening.reconciled and opening.lines.count() == 7 and AuditEntry.objects.filter(act="benefits.check_opening").count() == 1


def test_one_that_has_failed_is_gone_on_with_from_the_page(given, desk, monkeypatch):
    opening, real = bring(**given()), judging.judge_people
    monkeypatch.setattr(judging, "judge_people", lambda *given: 1 / 0)
    assert jobs.run(Job.objects.get()).state == "failed"
    page = text(desk.get(f"{LIST}{opening.pk}/"))
    assert "程序出错" in page and "接着检查" in page and not opening.lines.exists()
    monkeypatch.setattr(judging, "judge_people", real)
    desk.post(f"{LIST}{opening.pk}/check/")
    desk.post(f"{LIST}{opening.pk}/check/")  # the same click twice
    assert jobs.run(Job.objects.latest("pk")).state == "done" and Job.objects.count() == 2
    assert "一分不差" in text(desk.get(f"{LIST}{opening.pk}/"))


def test_the_page_shows_how_far_it_is_and_asks_again(given, desk, district):
    data = {"benefit": "old_age_allowance", "month": "2025-09-01", "file": as_csv([line(1), line(2)]), "payroll_rows": "2", "payroll_fen": "600"}
    address = desk.post(f"{LIST}new/", data).url
    page = text(desk.get(address))
    assert "正在检查 2 行" in page and 'http-equiv="refresh"' in page and "没有对平" not in page and "接着检查" not in page
    jobs.run(Job.objects.get())
    assert "一分不差" in text(desk.get(address)) and 'http-equiv="refresh"' not in text(desk.get(address))


def test_a_list_is_brought_again_once_its_check_has_ended(given, officer, head):
    opening = bring(**given(rows=differing()))
    with pytest.raises(jobs.Underway):
        bring(**given(replaces=opening))
    assert ListFile.objects.count() == 2, "the first list's own"
    jobs.run(Job.objects.get())
    again = bring(**given(replaces=opening))
    assert again.pk == opening.pk and again.state == "checking" and not again.lines.exists()
    jobs.run(Job.objects.latest("pk"))
    again.refresh_from_db()
    assert again.reconciled and OpeningImport.objects.count() == 1 and not ListFile.objects.exists()


def test_given_up_while_it_is_checked_nothing_of_it_is_left(given, officer, head):
    opening = bring(**given())
    for _ in range(9):
        check_step(opening=opening, cursor=OpeningImport.objects.get().cursor, by=officer, on=DAY)
    assert opening.lines.exists()
    with pytest.raises(NotAllowed):
        undo(opening=opening, by=head, on=DAY)
    undo(opening=opening, by=officer, on=DAY)
    assert not ListFile.objects.exists() and not OpeningRow.objects.exclude(sealed=b"").exists()
    assert jobs.run(Job.objects.get()).state == "done" and OpeningImport.objects.get().state == "undone", "the check ends by itself"
    with pytest.raises(AlreadyDone):
        check_in_background(opening=opening, by=officer, on=DAY)


def test_what_is_kept_meanwhile_is_sealed(given):
    bring(**given(upload=as_csv([line(1), line(2)], name=f"{number(1)}.csv")))
    for file in ListFile.objects.all():
        assert number(1).encode() not in bytes(file.sealed) and number(1) not in file.name


def test_files_are_there_while_it_is_checked_and_not_longer(given):
    opening = bring(**given())
    for wrong in ({"file": None}, {"state": "checked"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OpeningImport.objects.filter(pk=opening.pk).update(**wrong)
