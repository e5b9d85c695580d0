"""Long rosters are checked and taken back by jobs: in steps, gone on with after a failure, one thing at a time; nobody waits and nothing is half done unsaid."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.accounts.models import User
from minsheng.base import jobs
from minsheng.base.clock import now
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.jobs import pieces
from minsheng.base.models import AuditEntry, Job
from minsheng.config.jobs import KINDS
from minsheng.registry.actions import learn
from minsheng.registry.imports import CHECK_JOB, UNDO_JOB, doubles, judging, lines, queries
from minsheng.registry.imports.actions import (
    begin,
    bring,
    check,
    check_in_background,
    check_step,
    checking,
    load,
    load_step,
    take_back,
    undo,
    undo_step,
    undoing,
)
from minsheng.registry.models import Fact, Household, Import, ImportRow, ListFile, Person
from tests.promises.test_access import signed_in
from tests.registry.rosters import as_csv, as_xlsx, family, number, person, problems, states
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
LIST = "/desk/people/import/"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Everything is long: two lines are read, three written and two households removed a step."""
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    monkeypatch.setattr(lines, "CHUNK", 2)
    monkeypatch.setattr(judging, "CHUNK", 2)
    monkeypatch.setattr(checking, "LINES", 3)
    monkeypatch.setattr(undoing, "HOMES", 2)
    yield
    pieces.forget()


@pytest.fixture
def desk(officer):
    return signed_in(User.objects.get(pk=officer.user))


def street(n: int) -> list[dict]:
    return [line for home in range(n) for line in family(10 * home + 1, home)]


def mixed() -> list[dict]:
    """Good, wrong, doubtful and doubled lines; a household in two places; a line without one; an empty one."""
    rows = [*family(1, "A"), person(99, "", "子女"), *family(11, "B"), person(4, "A", "子女", name=""), {}, person(1, "C")]
    return [*rows, person(31, "D"), person(41, "E", "配偶")]


def found(run: Import) -> list[tuple]:
    return list(run.lines.order_by("number").values_list("number", "home", "state", "problems"))


def text(client, run: Import) -> str:
    return client.get(f"{LIST}{run.pk}/").content.decode()


# --- the check ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_job_finds_what_the_officer_would_have_waited_for(officer, district, write):
    make_person("演示31", district.community, date(1950, 1, 1), serial=31)
    at_once = check(upload=write(mixed()), place=district.street, by=officer, on=DAY)
    expected, counted = found(at_once), [getattr(at_once, name) for name in ("rows", "homes", "bad", "doubled", "doubtful", "unused")]
    undo(run=at_once, by=officer, on=DAY)
    run = bring(upload=write(mixed()), place=district.street, by=officer, on=DAY)
    assert run.state == "checking" and not run.lines.exists() and ListFile.objects.count() == 1
    job = jobs.run(Job.objects.get(kind=CHECK_JOB))
    run.refresh_from_db()
    assert (job.state, run.state, run.cursor, job.done) == ("done", "checked", 0, job.total), (job.error_zh, job.error_en)
    assert found(run) == expected and [getattr(run, name) for name in ("rows", "homes", "bad", "doubled", "doubtful", "unused")] == counted
    assert not ListFile.objects.exists() and KINDS[CHECK_JOB].result(job) == f"{LIST}{run.pk}/"
    assert load(run=run, by=officer, on=DAY).loaded == at_once.lines.filter(state="undone").count() > 0


def test_the_trail_has_the_beginning_and_the_end_of_a_check_and_nothing_personal(officer, district):
    run = bring(upload=as_csv(street(5)), place=district.street, by=officer, on=DAY)
    jobs.run(Job.objects.get())
    entries = AuditEntry.objects.filter(subject=f"registry.import:{run.pk}").order_by("id")
    assert [e.act for e in entries] == ["registry.begin_check", "registry.check_import"] and "演示" not in f"{[e.details for e in entries]}"


def test_a_small_roster_is_checked_while_the_officer_waits(officer, district, monkeypatch):
    monkeypatch.setattr(checking, "AT_ONCE", 3)
    assert bring(upload=as_csv(family(1, "1")), place=district.street, by=officer, on=DAY).state == "checked"
    assert bring(upload=as_csv(street(2)), place=district.street, by=officer, on=DAY).state == "checking"


def test_the_file_is_kept_sealed(officer, district):
    bring(upload=as_csv(street(2), name=f"{number(1)}.csv"), place=district.street, by=officer, on=DAY)
    file = ListFile.objects.get()
    assert number(1).encode() not in bytes(file.sealed) and "演示".encode() not in bytes(file.sealed) and number(1) not in file.name


def test_whoever_is_killed_while_reading_begins_anew_and_while_writing_goes_on(officer, district):
    run, cursor, seen = bring(upload=as_csv(mixed()), place=district.street, by=officer, on=DAY), 0, []
    while cursor is not None and len(seen) < 200:
        before, cursor = cursor, check_step(run=run, cursor=cursor, by=officer, on=DAY)
        seen.append(cursor)
        if len(seen) == 3 or cursor != before:
            pieces.forget()  # another process
    assert seen[0] == seen[1] == 0 and len(set(seen)) >= 4, "steps of reading, then of writing"
    assert check_step(run=run, cursor=3, by=officer, on=DAY) is None
    run.refresh_from_db()
    assert run.state == "checked" and run.lines.count() == run.rows == 11 and AuditEntry.objects.filter(act="registry.check_import").count() == 1


def test_a_household_is_written_whole_even_when_its_head_gets_a_file_in_between(officer, district):
    """The first half of the file is written, its process killed; then the head of a household in the second half is opened by hand."""
    run, cursor = bring(upload=as_csv(street(3)), place=district.street, by=officer, on=DAY), 0
    while not cursor and pieces.read_so_far(run.file_id) <= 9:
        cursor = check_step(run=run, cursor=0, by=officer, on=DAY)
    assert cursor == 3, "one household"
    pieces.forget()
    make_person("演示1", district.community, date(1950, 1, 1), serial=1)  # written already
    make_person("演示11", district.community, date(1950, 1, 1), serial=11)
    jobs.run(Job.objects.get())
    assert states(run) == {2: "good", 3: "good", 4: "good", 5: "doubled", 6: "bad", 7: "bad", 8: "good", 9: "good", 10: "good"}
    assert load(run=Import.objects.get(), by=officer, on=DAY).loaded == 3, "who was opened meanwhile stays out, with the household"


def test_a_piece_that_fails_is_not_taken_for_the_end(officer, district, monkeypatch):
    run = bring(upload=as_csv(street(3)), place=district.street, by=officer, on=DAY)
    real = doubles.documents
    monkeypatch.setattr(doubles, "documents", lambda digests: 1 / 0)
    assert jobs.run(Job.objects.get()).state == "failed"
    run.refresh_from_db()
    assert run.state == "checking" and not run.lines.exists()
    monkeypatch.setattr(doubles, "documents", real)
    assert jobs.run(check_in_background(run=run, by=officer, on=DAY)).state == "done" and run.lines.count() == 9
    with pytest.raises(AlreadyDone):
        check_in_background(run=run, by=officer, on=DAY)


def test_while_it_is_checked_it_can_neither_be_loaded_nor_brought_again_but_given_up(officer, district):
    run = bring(upload=as_csv(street(3)), place=district.street, by=officer, on=DAY)
    with pytest.raises(Refused, match="还在检查"):
        begin(run=run, by=officer, on=DAY)
    with pytest.raises(AlreadyDone):
        bring(upload=as_csv(street(3)), place=district.street, by=officer, on=DAY)
    for _ in range(8):
        check_step(run=run, cursor=Import.objects.get().cursor, by=officer, on=DAY)
    assert run.lines.exists()
    assert undo(run=run, by=officer, on=DAY).state == "undone" and not ListFile.objects.exists()
    assert not ImportRow.objects.exclude(sealed=b"").exists()
    assert jobs.run(Job.objects.get()).state == "done" and Import.objects.get().state == "undone", "the check ends by itself"
    assert bring(upload=as_csv(street(3)), place=district.street, by=officer, on=DAY).state == "checking"


def test_the_file_is_there_while_it_is_checked_and_not_longer(officer, district):
    run = bring(upload=as_csv(street(1)), place=district.street, by=officer, on=DAY)
    for wrong in ({"file": None}, {"state": "checked"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Import.objects.filter(pk=run.pk).update(**wrong)


def test_a_file_without_people_is_said_on_the_page_and_given_up(desk, officer, district):
    desk.post(f"{LIST}new/", {"file": as_csv([{"home": "、"[:0]}, {}, {}]), "place": district.street.pk})
    run = Import.objects.get()
    jobs.run(Job.objects.get())
    page = text(desk, run)
    assert "表里没有人" in page and "接着检查" in page and "放弃这份名册" in page
    desk.post(f"{LIST}{run.pk}/undo/", {"confirmed": "1"})
    jobs.run(Job.objects.get(kind=UNDO_JOB))
    assert "已撤销" in text(desk, run)


def test_a_file_that_cannot_be_used_is_refused_at_once(desk, district):
    response = desk.post(f"{LIST}new/", {"file": as_csv(street(2), headings={"name": "姓名"}), "place": district.street.pk})
    assert response.status_code == 422 and "第一行缺少这些列名" in response.content.decode() and not Job.objects.exists()


def test_the_page_shows_the_check_and_asks_again_until_it_is_over(desk, district):
    response = desk.post(f"{LIST}new/", {"file": as_csv(street(3)), "place": district.street.pk})
    run = Import.objects.get()
    assert response.url == f"{LIST}{run.pk}/"
    page = text(desk, run)
    assert "正在检查" in page and 'http-equiv="refresh"' in page and 'hx-trigger="every 2s"' in page and "button-go" not in page
    assert desk.get(f"{LIST}{run.pk}/left-out/").status_code == 302
    desk.post(f"{LIST}{run.pk}/check/")  # it is under way
    assert Job.objects.count() == 1 and desk.get(f"{LIST}{run.pk}/check/").status_code == 405
    assert jobs.run(Job.objects.get()).state == "done"
    look = {"HX-Request": "true", "HX-Trigger": "progress"}
    assert desk.get(f"{LIST}{run.pk}/", headers=look)["HX-Refresh"] == "true"
    assert "导入可以导入的 9 人" in text(desk, run)


def test_who_has_left_is_told_on_the_first_page_until_they_look(desk, officer, district):
    run = bring(upload=as_csv(street(3)), place=district.street, by=officer, on=DAY)
    assert "有了结果" not in desk.get("/desk/").content.decode()
    jobs.run(Job.objects.get())
    assert "有了结果" in desk.get("/desk/").content.decode()
    text(desk, run)
    assert "有了结果" not in desk.get("/desk/").content.decode()
    Job.objects.update(told=False)
    desk.get("/jobs")
    assert "有了结果" not in desk.get("/desk/").content.decode()


def test_a_check_that_stopped_is_gone_on_with_from_the_page(desk, district):
    desk.post(f"{LIST}new/", {"file": as_csv(street(3)), "place": district.street.pk})
    run = Import.objects.get()
    Job.objects.all().delete()
    assert "停下了" in text(desk, run)
    desk.post(f"{LIST}{run.pk}/check/")
    assert jobs.run(Job.objects.get()).state == "done" and "9 人" in text(desk, run)


# --- taking back -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def big(checked, officer) -> Import:
    """Five households, loaded."""
    return load(run=checked([*street(5), person(99, "9", name="")]), by=officer, on=DAY)


def test_a_long_roster_is_taken_back_by_a_job(desk, big):
    desk.post(f"{LIST}{big.pk}/undo/", {"confirmed": "1"})
    desk.post(f"{LIST}{big.pk}/undo/", {"confirmed": "1"})  # the same click twice
    assert Person.objects.count() == 15 and "正在撤销" in text(desk, big) and 'http-equiv="refresh"' in text(desk, big)
    job = jobs.run(Job.objects.get(kind=UNDO_JOB))
    assert (job.state, job.done, job.total) == ("done", 6, 6) and not Person.objects.exists() and not Fact.objects.exists()
    assert "已撤销" in text(desk, big) and not ImportRow.objects.exclude(sealed=b"").exists()
    acts = AuditEntry.objects.filter(act__contains="undo_import").order_by("id").values_list("act", "details")
    assert list(acts) == [("registry.begin_undo_import", {"people": 15, "was": "done"}), ("registry.undo_import", {"people": 15})]


def test_one_half_taken_back_says_so_and_is_good_for_nothing_else(desk, big, officer):
    take_back(run=big, by=officer, on=DAY)
    assert undo_step(run=big, cursor=6, by=officer, on=DAY) == 4
    assert undo_step(run=big, cursor=6, by=officer, on=DAY) == 4, "that cursor has been passed"
    assert Household.objects.count() == 4 and "还没有撤完" in text(desk, big) and "放弃" not in text(desk, big)
    with pytest.raises(AlreadyDone):
        begin(run=big, by=officer, on=DAY)
    assert load_step(run=big, cursor=4, by=officer, on=DAY) is None and desk.get(f"{LIST}{big.pk}/left-out/").status_code == 302
    assert desk.get(f"{LIST}{big.pk}/undo/").status_code == desk.get(f"{LIST}{big.pk}/load/").status_code == 302
    Job.objects.all().delete()  # it has died for good
    assert "接着撤销" in text(desk, big)
    desk.post(f"{LIST}{big.pk}/undo/", {"confirmed": "1"})
    jobs.run(Job.objects.get())
    assert not Person.objects.exists() and Import.objects.get().state == "undone"


def test_nothing_is_begun_about_people_who_are_being_taken_back(big, officer):
    take_back(run=big, by=officer, on=DAY)
    undo_step(run=big, cursor=6, by=officer, on=DAY)
    head = Person.objects.get(name="演示1")
    with pytest.raises(Refused, match="正在撤销"):
        learn(subject=head, facts={"monthly_income": 5}, source="register", since=DAY, by=officer, on=DAY)
    jobs.run(Job.objects.get())
    assert not Person.objects.exists()


def test_what_happens_in_spite_of_that_stops_it_and_loses_nothing(desk, big, officer):
    take_back(run=big, by=officer, on=DAY)
    undo_step(run=big, cursor=6, by=officer, on=DAY)
    head = Person.objects.get(name="演示1")
    fact = Fact.objects.create(person=head, key="hukou", value="other", since=DAY, source="register", recorded_at=now())
    job = jobs.run(Job.objects.get())
    assert job.state == "failed" and "演示1" in job.error_zh and "演示1" in text(desk, big) and Person.objects.filter(pk=head.pk).exists()
    fact.delete()
    desk.post(f"{LIST}{big.pk}/undo/", {"confirmed": "1"})
    assert jobs.run(Job.objects.latest("pk")).state == "done" and not Person.objects.exists()


def test_taking_back_ends_the_loading(checked, officer, desk):
    run = checked(street(5))
    desk.post(f"{LIST}{run.pk}/load/", {"confirmed": "1"})
    take_back(run=run, by=officer, on=DAY)
    for job in Job.objects.order_by("pk"):
        assert jobs.run(job).state == "done"
    run.refresh_from_db()
    assert run.state == "undone" and not Person.objects.exists() and queries.last_job(run) is None


def test_a_long_roster_that_is_only_checked_is_given_up_by_a_job(checked, officer):
    run = take_back(run=checked(street(5)), by=officer, on=DAY)
    jobs.run(Job.objects.get())
    assert set(run.lines.values_list("state", flat=True)) == {"undone"} and not ImportRow.objects.exclude(sealed=b"").exists()
    assert problems(run, 2) == []
