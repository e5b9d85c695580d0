"""A long list of awards is checked, and taken back, by a job: nobody waits, it is gone on with after a failure, and nothing is half done unsaid."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from minsheng.accounts.models import User
from minsheng.base import jobs
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.jobs import pieces
from minsheng.base.models import AuditEntry, Job
from minsheng.benefits.models import Award, Hold, OpeningImport, OpeningRow
from minsheng.benefits.opening import judging, whole
from minsheng.benefits.opening import payroll as payroll_of_the_list
from minsheng.benefits.opening.actions import (
    accept,
    begin_undo,
    bring,
    check,
    check_in_background,
    check_step,
    checking,
    load,
    take_back,
    undo,
    undo_step,
    undoing,
)
from minsheng.registry.models import BankAccount, Event, ListFile
from tests.benefits.openings import as_csv, line, number, old, payroll
from tests.promises.test_access import signed_in

pytestmark = pytest.mark.django_db
SEP, DAY = date(2025, 9, 1), date(2025, 10, 28)
LIST = "/desk/benefits/opening/"
COUNTED = ("state", "rows", "fen", "bad", "payroll_rows", "payroll_fen", "compared", "unlisted", "unused", "month", "cursor")


@pytest.fixture(autouse=True)
def small(monkeypatch, settings):
    """Everything is long: two lines are read, three written and two emptied a step."""
    settings.STANDING_STILL_ON = DAY
    for module, name, value in ((checking, "AT_ONCE", 1), (checking, "LINES", 3), (whole, "CHUNK", 2), (undoing, "AT_ONCE", 1), (undoing, "STEP", 2)):
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
    while not opening.lines.exists():
        check_step(opening=opening, cursor=OpeningImport.objects.get().cursor, by=officer, on=DAY)
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


# --- a long payroll ----------------------------------------------------------------------------------------------------------------


def test_a_short_list_with_a_long_payroll_is_checked_by_a_job_too(given, monkeypatch):
    monkeypatch.setattr(checking, "AT_ONCE", 100)
    assert bring(**given(n=2)).state == "checked"
    monkeypatch.setattr(payroll_of_the_list, "AT_ONCE", 1)
    monkeypatch.setattr(payroll_of_the_list, "CHUNK", 2)
    opening = bring(**given(rows=[line(1, bank="另一家"), line(2)], payroll_rows=7, payroll_fen=210000))
    assert opening.state == "checking" and not opening.compared
    jobs.run(Job.objects.get())
    opening.refresh_from_db()
    assert (opening.state, opening.compared, opening.payroll_rows, opening.payroll_fen) == ("checked", True, 7, 210000)
    assert len(opening.unlisted) == 5 and not ListFile.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [({"payroll": payroll([("", "300"), (number(1), "300")])}, "第 2 行"), ({"payroll_rows": 6}, "与填的 6 人不同"), ({"payroll_fen": 1}, "发放表合计")],
)
def test_what_is_wrong_with_a_payroll_is_said_on_the_page_of_the_list(given, desk, more, words):
    opening = bring(**given(**more))
    assert jobs.run(Job.objects.get()).state == "failed" and words in text(desk.get(f"{LIST}{opening.pk}/"))


def test_columns_that_a_payroll_lacks_and_a_sum_of_nothing_are_refused_at_once(given):
    for more in ({"payroll": as_csv([line(1)])}, {"payroll_rows": 0}):
        with pytest.raises(Refused) as no:
            bring(**given(**more))
        assert no.value.field.startswith("payroll")
    assert not OpeningImport.objects.exists()


# --- taking it back -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def taken(given, head) -> OpeningImport:
    """Seven awards, taken over."""
    opening = bring(**given())
    jobs.run(Job.objects.get())
    Job.objects.all().delete()
    opening.refresh_from_db()
    return load(opening=accept(opening=opening, by=head, on=DAY), by=head, on=DAY)


@pytest.fixture
def office(head) -> Client:
    return signed_in(User.objects.get(pk=head.user))


def nothing_is_left() -> bool:
    rows = OpeningRow.objects.exclude(state="undone", person=None, member=None, award=None, account=None, sealed=b"")
    return not (Award.objects.exists() or BankAccount.objects.exists() or rows.exists() or Event.objects.exclude(kind="opened").exists())


def test_a_long_list_is_taken_back_by_a_job_and_its_awards_go_first(taken, office):
    home = f"{LIST}{taken.pk}/"
    assert "正在撤销" in text(office.post(f"{home}undo/", {"confirmed": "1"}, follow=True)) and Award.objects.count() == 7
    office.post(f"{home}undo/", {"confirmed": "1"})  # the same click twice
    job = jobs.run(Job.objects.get())
    taken.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 7, 7) and (taken.state, taken.loaded) == ("undone", 0) and nothing_is_left()
    acts = AuditEntry.objects.filter(subject=f"benefits.openingimport:{taken.pk}").order_by("id").values_list("act", flat=True)
    assert list(acts)[-2:] == ["benefits.begin_undo_opening", "benefits.undo_opening"] and "已经撤销" in text(office.get(home))


def test_killed_between_the_steps_it_is_gone_on_with(taken, head, office, monkeypatch):
    take_back(opening=taken, by=head, on=DAY)
    real = undoing.forget_said
    monkeypatch.setattr(undoing, "forget_said", lambda opening, people, on: real(opening, people, on) if opening.cursor in (0, 7) else 1 / 0)
    assert jobs.run(Job.objects.get()).state == "failed"
    taken.refresh_from_db()
    assert (taken.state, taken.cursor) == ("undoing", 5) and not Award.objects.exists() and BankAccount.objects.count() == 5
    page = text(office.get(f"{LIST}{taken.pk}/"))
    assert "撤销停下了" in page and "程序出错" in page and "接着撤销" in page
    monkeypatch.setattr(undoing, "forget_said", real)
    office.post(f"{LIST}{taken.pk}/undo/")
    assert jobs.run(Job.objects.latest("pk")).state == "done" and nothing_is_left()
    assert undo_step(opening=taken, cursor=5, by=head, on=DAY) is None, "a cursor that has been passed changes nothing"


def test_what_happens_before_its_first_step_stops_it_and_nothing_has_changed(taken, head, office):
    take_back(opening=taken, by=head, on=DAY)
    Hold.objects.create(award=Award.objects.first(), reason="check", from_month=date(2025, 10, 1), held_on=DAY)
    assert jobs.run(Job.objects.get()).state == "failed"
    taken.refresh_from_db()
    assert taken.state == "done" and Award.objects.count() == 7
    page = text(office.get(f"{LIST}{taken.pk}/"))
    assert "不能整批撤销" in page and "从 2025 年 10 月 开始在这里发放" in page.replace("\n", "")


def test_whoever_may_not_take_it_back_begins_no_job(taken, officer, head):
    with pytest.raises(NotAllowed):
        take_back(opening=taken, by=officer, on=DAY)
    Hold.objects.create(award=Award.objects.first(), reason="check", from_month=date(2025, 10, 1), held_on=DAY)
    with pytest.raises(Refused, match="不能整批撤销"):
        take_back(opening=taken, by=head, on=DAY)
    assert not Job.objects.exists()


def test_begun_nobody_brings_the_same_file_before_it_is_at_its_end(taken, given, head):
    begin_undo(opening=taken, by=head, on=DAY)
    with pytest.raises(AlreadyDone, match="先撤销"):
        bring(**given())
    undo(opening=taken, by=head, on=DAY)
    assert bring(**given()).state == "checking"
