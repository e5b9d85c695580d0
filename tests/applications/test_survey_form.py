"""入户调查表: when, where, who was asked, what differs, what is proposed; kept with the visit, printed as it was filled in."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.applications.catalogue import lacks
from minsheng.applications.models import Visit
from minsheng.base.errors import Refused
from tests.applications.conftest import checked, taken_in, user_of, visited
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(district, office, family):
    made = taken_in(district, office, family)
    checked(made, office)
    return made


def test_what_was_filled_in_is_kept_shown_and_printed_and_what_names_somebody_is_sealed(case, office):
    client = signed_in(User.objects.get(pk=office["street"].user))
    given = {
        "visited_on": "2025-10-16", "began": "09:30", "ended": "10:15", "venue": "幸福路8号家中", "second": office["street_2"].user, "met": "home", "asked": "林玉兰，母亲", "absent": "张启明，务工",
        "members_found": 2, "structure": "brick", "danger": "c", "rooms": 2, "built": 1988, "land": "没有", "receives": "高龄津贴", "differs": "存款申报 1 万，看到存折 3 万", "result": "partly",
        "proposal": "margin", "proposed": "300.5", "signed": "refused", "refused_why": "说要等儿子回来", "witness": "社区王主任",
    }  # fmt: skip
    answer = client.post(f"/desk/applications/{case.pk}/do/visit/", {f"visit-{key}": value for key, value in given.items()})
    assert answer.status_code == 302
    visit = Visit.objects.get()
    assert {k: visit.form[k] for k in ("began", "ended", "structure", "danger", "built", "proposal", "proposed")} == {
        "began": "09:30", "ended": "10:15", "structure": "brick", "danger": "c", "built": 1988, "proposal": "margin", "proposed": 30050,
    }  # fmt: skip
    assert "林玉兰" not in str(visit.form) and "幸福路" not in str(visit.form)
    page = client.get(f"/desk/applications/{case.pk}/").content.decode()
    for words in ("09:30", "砖混", "C级（危房）", "低保边缘", "300.50", "林玉兰，母亲", "张启明，务工", "存款申报 1 万", "说要等儿子回来", "社区王主任"):
        assert words in page, words
    sheet = client.get(f"/desk/applications/{case.pk}/survey/{visit.pk}/").content.decode()
    for words in ("幸福路8号家中", "☑ 砖混", "☑ C级（危房）", "☑ 低保边缘", "300.50", "存款申报 1 万", "社区王主任"):
        assert words in sheet, words


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"result": "partly"}, "differs"),
        ({"signed": "refused", "notes": {"witness": "社区王主任"}}, "refused_why"),
        ({"signed": "refused", "notes": {"refused_why": "不愿意"}}, "refused_why"),
        ({"form": {"began": "10:00", "ended": "09:00"}}, "ended"),
    ],
)
def test_what_has_to_be_said_is_asked_for(case, office, more, field):
    with pytest.raises(Refused) as no:
        visited(case, office, **more)
    assert no.value.field == field and not Visit.objects.exists()


def test_where_nobody_was_met_nothing_of_it_is_asked(case, office):
    made = visited(case, office, met="missed", next_on=date(2025, 10, 20), result="", signed="")
    assert made.met == "missed" and user_of(office["street"]).pk == made.first_id


# --- how many neighbours and photographs --------------------------------------------------------------------------------------------


def test_nobody_is_told_a_number_that_no_document_confirms(case, office):
    page = signed_in(user_of(office["street"])).get(f"/desk/applications/{case.pk}/do/visit/").content.decode()
    assert "问几户没有文件确认" in page and "两户" not in page
    visited(case, office, form={"neighbours_asked": 0})
    assert lacks(case)["survey"] == ("没有入户照片", "no photographs of the visit")


def test_what_the_place_asks_for_is_said_and_what_is_short_is_no_obstacle(case, office, length):
    length("survey_neighbours", 3)
    length("survey_photos", 2)
    client = signed_in(user_of(office["street"]))
    page = client.get(f"/desk/applications/{case.pk}/do/visit/").content.decode()
    assert "本地要求问 3 户" in page and "本地要求 2 张" in page
    visit = visited(case, office, on=date(2025, 10, 29), form={"neighbours_asked": 2})
    assert case.tasks.get(step="survey").state == "done" and lacks(case)["survey"][0] == "问了 2 户邻居，本地要求 3 户；照片 0 张，本地要求 2 张"
    assert "本地要求 3 户" in client.get(f"/desk/applications/{case.pk}/").content.decode()
    Visit.objects.filter(pk=visit.pk).update(form={"neighbours_asked": 3}, photos=["a", "b"])
    assert "survey" not in lacks(case)
