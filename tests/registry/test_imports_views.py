"""The pages of rosters: from the template to the way back, for who may and for nobody else."""

from io import BytesIO

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.accounts.models import User
from minsheng.base import jobs
from minsheng.base.models import AuditEntry, Job
from minsheng.registry.actions import learn
from minsheng.registry.imports.actions import load, undo
from minsheng.registry.imports.columns import label
from minsheng.registry.models import Import, Person
from tests.promises.test_access import signed_in
from tests.registry.rosters import as_csv, family, number, person, states
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
LIST = "/desk/people/import/"


@pytest.fixture
def desk(officer):
    return signed_in(User.objects.get(pk=officer.user))


def brought(client, rows, place, **more):
    return client.post(f"{LIST}new/", {"file": as_csv(rows, **more), "place": place.pk})


def sheet(response) -> pl.DataFrame:
    assert response.status_code == 200 and "spreadsheetml" in response["Content-Type"]
    return pl.read_excel(BytesIO(response.content), sheet_name="人员", infer_schema_length=0)


def run_job() -> Job:
    job = Job.objects.get()
    return jobs.run(job)


def test_from_the_upload_to_the_people_and_back(desk, district):
    response = brought(desk, [*family(1, "1"), person(9, "2", name="")], district.street)
    run = Import.objects.get()
    assert response.status_code == 302 and response["Location"] == f"{LIST}{run.pk}/"
    page = desk.get(response["Location"]).content.decode()
    assert "请填姓名" in page and "导入可以导入的 3 人" in page and not Person.objects.exists()
    asked = desk.get(f"{LIST}{run.pk}/load/").content.decode()
    assert "建 3 人、1 户的档案" in asked and "1 行不导入" in asked
    assert desk.post(f"{LIST}{run.pk}/load/").status_code == 200 and not Job.objects.exists()  # not confirmed
    desk.post(f"{LIST}{run.pk}/load/", {"confirmed": "1"})
    desk.post(f"{LIST}{run.pk}/load/", {"confirmed": "1"})  # the same click twice
    assert 'hx-trigger="every 2s"' in desk.get(f"{LIST}{run.pk}/").content.decode()
    assert run_job().state == "done" and Person.objects.count() == 3
    page = desk.get(f"{LIST}{run.pk}/").content.decode()
    assert f'href="/desk/people/{Person.objects.get(name="演示2").pk}/"' in page and "撤销整批导入" in page
    assert "3 人的档案" in desk.get(f"{LIST}{run.pk}/undo/").content.decode()
    desk.post(f"{LIST}{run.pk}/undo/", {"confirmed": "1"})
    assert not Person.objects.exists() and "已撤销" in desk.get(f"{LIST}{run.pk}/").content.decode()


def test_the_last_look_at_the_progress_asks_for_the_whole_page(desk, checked):
    run = checked(family(1, "1"))
    desk.post(f"{LIST}{run.pk}/load/", {"confirmed": "1"})
    look = {"HX-Request": "true", "HX-Trigger": "progress"}
    assert "HX-Refresh" not in desk.get(f"{LIST}{run.pk}/", headers=look).headers
    run_job()
    assert desk.get(f"{LIST}{run.pk}/", headers=look)["HX-Refresh"] == "true"
    assert "HX-Refresh" not in desk.get(f"{LIST}{run.pk}/?state=loaded", headers={"HX-Request": "true"}).headers


def test_loading_that_stopped_says_so_and_goes_on(desk, checked):
    run = checked(family(1, "1"))
    desk.post(f"{LIST}{run.pk}/load/", {"confirmed": "1"})
    Job.objects.update(state="failed", error_zh="停电了。", error_en="The power went.", finished_at="2025-10-09T00:00Z")
    page = desk.get(f"{LIST}{run.pk}/").content.decode()
    assert "停电了。" in page and "接着导入" in page
    desk.post(f"{LIST}{run.pk}/load/", {"confirmed": "1"})
    assert jobs.run(Job.objects.latest("pk")).state == "done" and Person.objects.count() == 3


def test_giving_up_while_it_is_loaded_ends_the_job(desk, checked):
    run = checked(family(1, "1"))
    desk.post(f"{LIST}{run.pk}/load/", {"confirmed": "1"})
    desk.post(f"{LIST}{run.pk}/undo/", {"confirmed": "1"})
    assert run_job().state == "done" and not Person.objects.exists()


@pytest.mark.parametrize(("kind", "names"), [("xlsx", "spreadsheetml"), ("csv", "text/csv")])
def test_the_template_can_be_fetched_and_filled(desk, district, kind, names):
    response = desk.get(f"{LIST}template.{kind}")
    assert names in response["Content-Type"] and f".{kind}" in response["Content-Disposition"]
    upload = SimpleUploadedFile(f"roster.{kind}", response.content)
    refused = desk.post(f"{LIST}new/", {"file": upload, "place": district.street.pk})
    assert refused.status_code == 422 and "只有标题行" in refused.content.decode()


@pytest.mark.parametrize("given", [{}, {"file": SimpleUploadedFile("roster.pdf", b"%PDF")}, {"file": SimpleUploadedFile("roster.csv", b"")}])
def test_a_file_that_cannot_be_used_is_refused_at_its_field(desk, district, given):
    response = desk.post(f"{LIST}new/", {**given, "place": district.street.pk})
    assert response.status_code == 422 and 'href="#id_file"' in response.content.decode() and not Import.objects.exists()


def test_only_places_of_ones_own_are_offered_and_taken(desk, district):
    page = desk.get(f"{LIST}new/").content.decode()
    assert "香岭社区居委会" in page and "南园" not in page and "福田区<" not in page
    assert brought(desk, family(1, "1"), district.other_street).status_code == 422 and not Import.objects.exists()


def test_what_was_left_out_comes_back_mended_and_is_loaded(desk, district, loaded, officer):
    make_person("演示4", district.community, DAY.replace(year=1950, month=1, day=1), serial=4)
    run = loaded([*family(1, "1"), person(4, "2"), person(5, "3", number="=1+1", monthly_income="很多"), person(6, "3", "配偶")])
    assert states(run) == {2: "loaded", 3: "loaded", 4: "loaded", 5: "doubled", 6: "bad", 7: "bad"}
    given = sheet(desk.get(f"{LIST}{run.pk}/left-out/"))
    assert given["原来的行号"].to_list() == ["5", "6", "7"] and "证件号码" in given["没有导入的原因"][1] and "金额" in given["没有导入的原因"][1]
    assert given["证件号码"].to_list() == [number(4), "'=1+1", number(6)]
    assert AuditEntry.objects.filter(act="registry.fetch_left_out", subject=f"registry.import:{run.pk}", user_id=officer.user).count() == 1
    numbers, incomes = pl.Series("证件号码", [number(n) for n in (4, 5, 6)]), pl.Series(label("monthly_income")[0], ["", "100", ""])
    out = BytesIO()
    given.with_columns(numbers, incomes).write_excel(out, worksheet="人员")
    desk.post(f"{LIST}new/", {"file": SimpleUploadedFile("mended.xlsx", out.getvalue()), "place": district.street.pk})
    second = Import.objects.latest("pk")
    assert states(load(run=second, by=officer, on=DAY)) == {2: "doubled", 3: "loaded", 4: "loaded"}


def test_what_was_left_out_of_an_undone_roster_is_gone(desk, loaded, officer):
    run = loaded([*family(1, "1"), person(9, "2", name="")])
    undo(run=run, by=officer, on=DAY)
    assert sheet(desk.get(f"{LIST}{run.pk}/left-out/"))["证件号码"].to_list() == [None]
    assert "left-out" not in desk.get(f"{LIST}{run.pk}/").content.decode()


def test_who_is_in_the_way_of_taking_back_is_named_with_the_reason(desk, loaded, officer):
    run = loaded([*family(1, "1"), *family(11, "2")])
    learn(subject=Person.objects.get(name="演示1"), facts={"monthly_income": 5}, source="register", since=DAY, by=officer, on=DAY)
    page = desk.get(f"{LIST}{run.pk}/undo/").content.decode()
    assert "已有 1 人在导入后办过事" in page and "演*1" in page and "演示1" not in page and "button-danger" not in page
    desk.post(f"{LIST}{run.pk}/undo/", {"confirmed": "1"})
    run.refresh_from_db()
    assert run.state == "done" and Person.objects.count() == 6


def test_lines_are_filtered_and_found_and_exported_on_record(desk, checked, officer):
    run = checked([*family(1, "1"), person(9, "2", name="")])
    assert "请填姓名" not in desk.get(f"{LIST}{run.pk}/?state=good").content.decode()
    assert "演*2" in desk.get(f"{LIST}{run.pk}/?row=3").content.decode() and "演*1" not in desk.get(f"{LIST}{run.pk}/?row=3").content.decode()
    assert desk.get(f"{LIST}{run.pk}/?row=x").status_code == 200
    text = b"".join(desk.get(f"{LIST}{run.pk}/?export=csv").streaming_content).decode()
    assert "演*2" in text and "演示2" not in text and "请填姓名" in text and number(9) not in text
    assert AuditEntry.objects.filter(act="registry.export", subject=f"registry.import:{run.pk}", details={"rows": 4}).exists()


def test_columns_that_mean_nothing_are_shown(desk, district):
    headings = {"home": "户编号", "relation": "与户主关系", "name": "姓名", "number": "身份证号", "place": "社区", "odd": "民族"}
    brought(desk, [person(1, "1", odd="x")], district.street, headings=headings)
    assert "民族" in desk.get(f"{LIST}{Import.objects.get().pk}/").content.decode()


def test_the_list_shows_the_rosters_of_the_own_place(desk, checked, officer, actor, district):
    assert "还没有导入过名册" in desk.get(LIST).content.decode()
    run = checked(family(1, "1"))
    assert f"{LIST}{run.pk}/" in desk.get(LIST).content.decode() and f"{LIST}{run.pk}/" not in desk.get(f"{LIST}?state=done").content.decode()
    stranger = signed_in(User.objects.get(pk=actor("street", district.foreign_street).user))
    assert f"{LIST}{run.pk}/" not in stranger.get(LIST).content.decode()
    for address in ("", "left-out/", "load/", "undo/"):
        assert stranger.get(f"{LIST}{run.pk}/{address}").status_code == 403
    for address in ("load/", "undo/"):
        assert stranger.post(f"{LIST}{run.pk}/{address}", {"confirmed": "1"}).status_code == 403
    run.refresh_from_db()
    assert run.state == "checked"


def test_who_may_not_import_sees_no_way_there(actor, district):
    worker = signed_in(User.objects.get(pk=actor("community", district.community).user))
    assert LIST not in worker.get("/desk/people/").content.decode() and worker.get(LIST).status_code == 403


def test_the_pages_ask_as_many_questions_with_many_lines_as_with_few(desk, checked):
    few = checked(family(1, "1"))
    many = checked([line for n in range(20) for line in family(100 + 10 * n, n)], name="many.csv")

    def asked(address):
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        return len(queries)

    assert asked(f"{LIST}{few.pk}/") == asked(f"{LIST}{many.pk}/")
    one = asked(LIST)
    for n in range(8):
        checked(family(1000 + 10 * n, "1"), name=f"{n}.csv")
    assert asked(LIST) == one
