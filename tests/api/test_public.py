"""What everybody may ask: places, services, figures, rules, notices; kept for a while, and told apart by its tag."""

from datetime import date, timedelta

import pytest

from minsheng.base.clock import today
from minsheng.notices.models import Notice
from minsheng.places.models import PlaceCode
from minsheng.standards.models import Standard

pytestmark = pytest.mark.django_db


def test_a_place_is_found_by_its_name_and_by_a_code_of_either_system(program, district):
    PlaceCode.objects.create(place=district.street, system="civil", code="440304006000", as_of=date(2020, 1, 1))
    PlaceCode.objects.create(place=district.other_street, system="statistical", code="440304006000", as_of=date(2020, 1, 1))
    by_name = program.get("/places", data={"q": "香蜜湖"}).json()
    assert [p["name"] for p in by_name["items"]] == ["香蜜湖街道"] and [a["name"] for a in by_name["items"][0]["path"]][-2:] == ["福田区", "香蜜湖街道"]
    by_code = program.get("/places", data={"code": "440304006000"}).json()["items"]
    assert {(p["name"], p["codes"][0]["system"]["key"]) for p in by_code} == {("香蜜湖街道", "civil"), ("南园街道", "statistical")}
    assert program.get("/places", data={"code": "440304006000", "on": "2019-12-31"}).json()["items"] == []


def test_the_tree_below_a_place_and_a_page_at_a_time(program, district):
    found = program.get("/places", data={"under": district.district.pk, "level": "community", "size": 2}).json()
    assert found["total"] == 3 and len(found["items"]) == 2 and found["next"].endswith("page=2")
    assert len(program.client.get(found["next"]).json()["items"]) == 1
    assert program.get("/places", data={"under": 10**9}).status_code == 422


def test_a_place_that_there_was_not_yet(program, district):
    assert program.get(f"/places/{district.street.pk}").status_code == 200
    assert program.get(f"/places/{district.street.pk}?on=1980-01-01").status_code == 404


def test_a_figure_says_since_when_by_which_document_and_with_which_grade(program):
    found = program.get("/figures/dibao_standard?place=440304&on=2025-10-01&known=2025-10-28").json()
    now = found["figure"]
    assert [v["value"] for v in now["values"]] == [153500] and now["since"] == "2025-01-01" and now["standing"]["key"] == "confirmed"
    assert now["unit"] == {"zh": "元/人/月", "en": "yuan/person/month"} and now["source"] and now["grade"] and now["set_at"]["code"] == "440300"
    assert [row["since"] for row in found["history"]] == sorted((row["since"] for row in found["history"]), reverse=True) and len(found["history"]) > 2
    assert "dibao" in [b["key"] for b in found["used_by"]]


def test_what_nobody_confirmed_says_so(program):
    rows = program.get("/figures?place=440304&on=2025-10-01&size=200").json()["items"]
    assert {"confirmed", "not_found"} <= {row["standing"]["key"] for row in rows}
    assert all(row["values"] == [] for row in rows if row["standing"]["key"] == "not_found")


def test_a_figure_that_an_office_has_approved_counts_and_says_so(program, district, actor):
    by = {"entered_by_id": actor("district", district.district).user, "approved_by_id": actor("district_head", district.district).user}
    Standard.objects.create(
        figure="dibao_standard", place=district.city, in_force=date(2026, 1, 1), known=date(2025, 12, 1), confirmed_through=date(2026, 12, 1), value=1700,
        document="演示文件", state="approved", entered_on=date(2025, 12, 1), approved_on=date(2025, 12, 2), **by,
    )  # fmt: skip
    found = program.get("/figures/dibao_standard?place=440304&on=2026-03-01&known=2026-03-01").json()
    assert found["figure"]["values"][0]["value"] == 170000 and found["figure"]["standing"]["key"] == "office" and found["history"][0]["source"] == "演示文件"
    assert program.get("/figures/dibao_standard?place=440304&on=2026-03-01&known=2025-12-01").json()["figure"]["standing"]["key"] != "office"


def test_a_rule_is_read_out_in_both_languages_with_its_clause(program):
    found = program.get("/benefits/dibao?place=440304&on=2025-10-01").json()
    main = [rule for rule in found["rules"] if rule["main"]]
    assert main and all(rule["clause"] and rule["grade"] and rule["zh"] and rule["en"] for rule in found["rules"])
    assert "1,535.00" in str([line["text"] for rule in found["rules"] for line in rule["zh"]])
    assert program.get("/benefits/none?place=440304").status_code == 404


def test_a_service_tells_its_questions_and_how_long_each_step_may_take(program):
    found = program.get("/matters/dibao?place=440304&on=2025-10-01").json()
    steps = {s["key"]: s for s in found["ways"][0]["steps"]}
    assert steps["survey"]["deadline"]["working"] and steps["survey"]["deadline"]["clause"] and steps["notice"]["deadline"]["working"] is False
    assert [w["kind"]["key"] for w in found["ways"]] == ["new", "review", "change", "stop"]
    assert all(q["label"]["zh"] and q["label"]["en"] for page in found["pages"] for q in page["questions"])


def test_the_vocabulary_names_every_option(program):
    facts = {f["name"]: f for f in program.get("/facts").json()}
    assert {"key": "here"}.items() <= facts["hukou"]["options"][0].items() or "here" in [o["key"] for o in facts["hukou"]["options"]]
    assert facts["monthly_income"]["kind"] == "money" and facts["birth_date"]["least"] == "1900-01-01"


def notice(district, since: int, until: int, **more) -> Notice:
    given = {"kind": "opinion", "about": "x:1", "place": district.community, "matter": "dibao", "shown_name": "张启明", "members": 2, "fen": 100}
    days = {"since": today() + timedelta(days=since), "until": today() + timedelta(days=until)}
    return Notice.objects.create(number=f"GS-{Notice.objects.count()}", **given, **days, **more)


def test_a_notice_is_given_out_while_it_is_up_and_no_day_longer(program, district):
    up, over, taken, later = notice(district, -2, 0), notice(district, -9, -1), notice(district, -2, 3, removed_on=today()), notice(district, 1, 7)
    assert [(n["id"], n["name"]) for n in program.get("/notices").json()["items"]] == [(up.pk, "张*明")]
    assert (
        program.get(f"/notices?place={district.street.pk}").json()["total"] == 1 and program.get(f"/notices?place={district.foreign.pk}").json()["total"] == 0
    )
    answers = {n.pk: program.get(f"/notices/{n.pk}") for n in (up, over, taken, later)}
    assert [a.status_code for a in answers.values()] == [200, 410, 410, 404]
    assert not [a for a in answers.values() if a.status_code != 200 and "张" in a.content.decode()]
    assert all("no-store" in a["Cache-Control"] for a in answers.values()) and "no-store" in program.get("/notices")["Cache-Control"]


def test_what_is_public_may_be_kept_and_is_sent_once(program):
    first = program.get("/benefits")
    assert first["Cache-Control"].startswith("public") and first["X-Robots-Tag"] == "noindex"
    again = program.get("/benefits", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content and again["ETag"] == first["ETag"]
    assert program.get("/benefits", headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_answer_to_somebody_who_is_signed_in_is_kept_by_nobody(program):
    program.client.cookies["sessionid"] = "x"
    assert "no-store" in program.get("/benefits")["Cache-Control"]
