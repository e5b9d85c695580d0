"""The home visit: two people who may go, a next try where nobody was met, photographs with a log of looks, the index table of the day."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications import index
from minsheng.applications.forms_index import IndexTableForm
from minsheng.applications.models import IndexTable, Visit
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.registry.models import Fact
from tests.applications.conftest import VISITED, checked, taken_in, user_of, visited
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
ROWS = [
    {"key": "1", "indicator": "家电", "options": [{"key": "1", "label": "齐全", "score": 30000}, {"key": "2", "label": "很少", "score": -5000}]},
    {"key": "2", "indicator": "住房", "options": [{"key": "1", "label": "较好", "score": 10050}, {"key": "2", "label": "一般", "score": 0}]},
]


@pytest.fixture
def case(district, office, family):
    return taken_in(district, office, family)


def table(district, office, unit="yuan", in_force=date(2025, 1, 1), approved=True, **given):
    values = {"place": district.district, "name": "（示例）第一版", "document": "（示例）", "until": None, "rows": ROWS}
    made = apply.enter_index(unit=unit, in_force=in_force, by=office["district"], on=date(2025, 1, 2), **values | given)
    return apply.approve_index(table=made, by=office["head"], on=date(2025, 1, 3)) if approved else made


def test_a_visit_takes_two_who_hold_a_post(case, office, actor, district):
    with pytest.raises(Refused, match="两个人"):
        apply.visit(application=case, second=user_of(office["street"]), by=office["street"], on=VISITED, visited_on=VISITED, met="home", members_found=2, form={},
                    result="true", signed="signed", notes={})  # fmt: skip
    closed = user_of(actor("street", district.street))
    closed.is_active = False
    closed.save()
    with pytest.raises(Refused, match="没有在岗"):
        apply.visit(application=case, second=closed, by=office["street"], on=VISITED, visited_on=VISITED, met="home", members_found=2, form={},
                    result="true", signed="signed", notes={})  # fmt: skip
    office["gone"] = office["street_2"]
    user_of(office["gone"]).posts.update(until=date(2025, 1, 1))
    with pytest.raises(Refused, match="没有在岗"):
        visited(case, office)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"visited_on": VISITED + timedelta(days=1)}, "visited_on"), ({"met": "window"}, "met"), ({"result": ""}, "result"), ({"met": "missed", "result": ""}, "next_on"),
        ({"met": "missed", "result": "", "next_on": VISITED}, "next_on"),
    ],
)  # fmt: skip
def test_what_a_visit_has_to_say(case, office, given, field):
    with pytest.raises(Refused) as no:
        visited(case, office, **given)
    assert no.value.field == field and not Visit.objects.exists()


def test_nobody_met_leaves_the_step_open_with_the_day_of_the_next_try(case, office):
    visited(case, office, met="missed", result="", next_on=date(2025, 10, 20))
    assert case.tasks.get(step="survey").state == "open" and Visit.objects.get().next_on == date(2025, 10, 20)
    visited(case, office, on=date(2025, 10, 20))
    assert case.tasks.get(step="survey").state == "done" and Visit.objects.count() == 2, "the same two may try again"
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(met="home").update(next_on=date(2025, 10, 30))


def test_neither_visitor_decides(case, office, district, actor):
    checked(case, office)
    visited(case, office)
    apply.opine(application=case, agree=True, words="", by=office["street"], on=date(2025, 10, 17))
    apply.publish(application=case, places_shown="公示栏", phone="0755-00000000", by=office["street"], on=date(2025, 10, 17))
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    for visitor in ("street", "street_2"):
        who = office[visitor]
        head = type(who)(who.user, who.name, "district_head", district.district.path, who.post, district.district.pk)
        with pytest.raises(NotAllowed, match="经办过"):
            apply.decide(application=case, outcome="granted", by=head, on=date(2025, 10, 28))


# --- the index table ----------------------------------------------------------------------------------------------------------------


def test_a_table_counts_once_another_has_approved_it_and_only_in_its_time_and_place(district, office):
    entered = table(district, office, approved=False, until=date(2026, 1, 1))
    assert index.in_force(district.community, date(2025, 6, 1)) is None, "entered is not approved"
    own = type(office["district"])(office["district"].user, "x", "district_head", district.district.path, office["district"].post, district.district.pk)
    with pytest.raises(NotAllowed, match="另一个人"):
        apply.approve_index(table=entered, by=own, on=date(2025, 1, 3))
    apply.approve_index(table=entered, by=office["head"], on=date(2025, 1, 3))
    with pytest.raises(AlreadyDone):
        apply.reject_index(table=entered, by=office["head"], on=date(2025, 1, 3))
    days = {day: index.in_force(district.community, day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))}
    assert [bool(t) for t in days.values()] == [False, True, True, False]
    assert index.in_force(district.foreign_community, date(2025, 6, 1)) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        IndexTable.objects.update(approved_by=entered.entered_by)


def test_the_nearest_place_and_the_latest_version_come_first(district, office, actor):
    city, other = actor("city", district.city), actor("city", district.city)
    wide = apply.enter_index(
        place=district.city, name="市", document="示例", in_force=date(2025, 6, 1), until=None, unit="yuan", rows=ROWS, by=city, on=date(2025, 6, 1)
    )
    apply.approve_index(table=wide, by=other, on=date(2025, 6, 1))
    old, new = table(district, office), table(district, office, in_force=date(2025, 9, 1))
    assert index.in_force(district.community, date(2025, 8, 1)) == old and index.in_force(district.community, date(2025, 9, 1)) == new
    assert index.in_force(district.foreign_community, date(2025, 9, 1)) == wide


def test_the_sum_of_a_table_in_yuan_becomes_the_judged_fact_with_both_visitors_and_the_day(case, office, district):
    made = table(district, office)
    visited(case, office, index_answers={"1": "2", "2": "1"})
    visit = Visit.objects.get()
    assert visit.index_table == {"table": made.pk, "answers": {"1": "2", "2": "1"}, "sum": 5050, "fen": 5050}
    case.household.refresh_from_db()
    assert case.household.facts["assessed_adjustment"] == case.household.facts["second_edition_adjustment"] == 5050
    kept = Fact.objects.get(household=case.household, key="assessed_adjustment", superseded_at=None)
    assert (kept.source, kept.officer, kept.evidence) == ("survey", "王知行、陈以宁", f"入户调查 {VISITED}")


def test_every_row_is_answered(case, office, district):
    table(district, office)
    with pytest.raises(Refused, match="住房") as no:
        visited(case, office, index_answers={"1": "1"})
    assert no.value.field == "index_2"


def test_points_need_the_amount_the_document_gives_and_no_table_asks_for_nothing(case, office, district):
    made = table(district, office, unit="points")
    with pytest.raises(Refused) as no:
        visited(case, office, index_answers={"1": "1", "2": "1"})
    assert no.value.field == "adjustment"
    made.delete()
    assert visited(case, office).index_table == {}
    case.household.refresh_from_db()
    assert "assessed_adjustment" not in case.household.facts, "nobody confirmed a table: nothing is assumed"


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_the_sum_is_that_of_the_chosen_options(data):
    lines = data.draw(st.lists(st.lists(st.integers(-99_999, 99_999), min_size=2, max_size=5), min_size=1, max_size=6))
    text = "\n".join(f"指标{n}：" + "；".join(f"选项{i} {score / 100}" for i, score in enumerate(scores)) for n, scores in enumerate(lines))
    form = IndexTableForm({"name": "示例", "document": "示例", "in_force": "2025-01-01", "unit": "yuan", "rows": text})
    assert form.is_valid(), form.errors
    chosen = [data.draw(st.integers(0, len(scores) - 1)) for scores in lines]
    found = [row["options"][i]["score"] for row, i in zip(form.cleaned_data["rows"], chosen, strict=True)]
    assert sum(found) == sum(scores[i] for scores, i in zip(lines, chosen, strict=True))


@pytest.mark.parametrize("rows", ["家电", "家电：齐全", "家电：齐全 一百；很少 0", "家电：齐全 1.234；很少 0", "家电：齐全 99999999；很少 0", "：a 1；b 2"])
def test_a_line_that_cannot_be_read_is_named(rows):
    form = IndexTableForm({"name": "示例", "document": "示例", "in_force": "2025-01-01", "unit": "yuan", "rows": rows})
    assert not form.is_valid() and "第 1 行" in str(form.errors["rows"])


# --- on screen ----------------------------------------------------------------------------------------------------------------------


def photo(name: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (900, 700), "grey").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_the_visit_form_takes_several_photographs_and_the_page_says_who_looked(case, office, district):
    table(district, office)
    client = signed_in(User.objects.get(pk=office["street"].user))
    address = f"/desk/applications/{case.pk}/do/visit/"
    assert "家电" in client.get(address).content.decode()
    given = {"visit-visited_on": "2025-10-16", "visit-second": office["street_2"].user, "visit-met": "home", "visit-members_found": 2, "visit-result": "true", "visit-signed": "signed",
             "visit-photos": [photo("a.jpg"), photo("b.jpg")]}  # fmt: skip
    assert client.post(address, given).status_code == 422, "the rows of the table are not answered"
    given["visit-photos"] = [photo("a.jpg"), photo("b.jpg")]
    assert client.post(address, given | {"visit-index_1": "1", "visit-index_2": "2"}).status_code == 302
    visit = Visit.objects.get()
    assert len(visit.photos) == 2 and visit.index_table["fen"] == 30000
    page = client.get(f"/desk/applications/{case.pk}/").content.decode()
    assert page.count("?small") == 2 and "还没有" in page and "齐全" in page
    small = client.get(f"/desk/applications/{case.pk}/files/{visit.photos[0]}/?small")
    assert max(Image.open(io.BytesIO(small.content)).size) == 320
    assert AuditEntry.objects.filter(act="file.looked", subject=f"applications.visit:{visit.pk}").count() == 1
    assert "王知行" in client.get(f"/desk/applications/{case.pk}/").content.decode().split("看过照片的人")[1][:80]
