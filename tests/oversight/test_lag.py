"""From the paper to the system: what was entered late, by what and where, and what one officer entered in bulk."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.accounts.models import User
from minsheng.base.actor import MACHINE
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.models import AuditEntry
from minsheng.oversight import lag
from minsheng.registry import actions as registry
from tests.applications.conftest import checked, taken_in, visited
from tests.pages import signed_in
from tests.spine import make_person

START, END = date(2025, 9, 1), date(2025, 12, 31)
FRIDAY = date(2025, 10, 24)


def entered(by, kind, start=START, end=END, **given):
    return [r for r in lag.entered(by, start, end, **given) if r.kind == kind]


@pytest.fixture
def late_visit(district, office, family):
    """The visit was on the 16th, the paper reached the keyboard on the 24th: six working days, and the weekend does not count."""
    case = taken_in(district, office, family)
    checked(case, office)
    visited(case, office, on=FRIDAY, visited_on=date(2025, 10, 16))
    return case


@pytest.mark.django_db
def test_a_visit_entered_later_is_measured_in_working_days(late_visit, office):
    (row,) = entered(office["district"], "visit")
    assert (row.day, row.on, row.days, row.user) == (date(2025, 10, 16), FRIDAY, 6, office["street"].user)
    assert row.subject == f"applications.application:{late_visit.pk}" and row.place == late_visit.place_id


@pytest.mark.django_db
def test_what_is_entered_the_same_day_is_counted_without_a_lag(late_visit, office):
    rows = lag.entered(office["district"], START, END)
    figures = dict(lag.by_kind(rows, lag.OVER))
    assert (figures["applied"].n, figures["applied"].over, figures["applied"].longest) == (1, 0, 0)
    assert (figures["visit"].n, figures["visit"].over, figures["visit"].median, figures["visit"].longest) == (1, 1, 6, 6)
    assert figures["consent"].n == 2 and figures["hearing"] == lag.Sum(0, 0, 0, 0)


@pytest.mark.django_db
def test_the_period_is_that_of_the_entry(late_visit, office):
    assert not entered(office["district"], "visit", end=FRIDAY - timedelta(days=1))
    assert not entered(office["district"], "visit", start=FRIDAY + timedelta(days=1))
    assert len(entered(office["district"], "visit", start=FRIDAY, end=FRIDAY)) == 1


@pytest.mark.django_db
def test_death_joining_and_leaving_are_measured_from_their_own_days(district, office, family):
    _, mother, home = family
    newcomer = make_person("张小演", district.community, date(2015, 5, 1), serial=7)
    registry.join(household=home, person=newcomer, relation="child", since=date(2025, 10, 20), by=office["street"], on=FRIDAY)
    registry.leave(household=home, person=newcomer, until=date(2025, 10, 23), by=office["street"], on=FRIDAY)
    registry.die(person=mother, died_on=date(2025, 10, 10), by=MACHINE, on=FRIDAY)
    found = {k: entered(office["district"], k)[0] for k in ("joined", "left", "died")}
    assert {k: r.days for k, r in found.items()} == {"joined": 4, "left": 1, "died": 11}  # the 11th was worked to make up
    assert found["died"].user is None and found["joined"].person == newcomer.pk


@pytest.mark.django_db
def test_only_signatures_on_paper_have_a_paper(district, office, family):
    man = family[0]
    common = {"person": man, "signed_by": man, "kind": "check", "purpose": "x", "to": "x", "since": date(2025, 10, 20), "by": office["street"], "on": FRIDAY}
    for manner in ("paper", "screen"):
        registry.consent(manner=manner, **common)
    assert [r.days for r in entered(office["district"], "consent")] == [4]


@pytest.mark.django_db
def test_nobody_sees_beyond_the_own_place_and_a_street_narrows(late_visit, office, district, actor):
    assert entered(actor("auditor", district.city), "visit") and not entered(actor("auditor", district.foreign), "visit")
    assert entered(office["district"], "visit", street=district.street) and not entered(office["district"], "visit", street=district.other_street)
    (street,) = lag.by_street(lag.entered(office["district"], START, END), lag.OVER)
    assert street[0] == district.street and street[1].over == 1


@pytest.mark.django_db
def test_what_can_only_be_entered_for_the_day_itself_is_counted_apart(late_visit, office):
    assert dict(lag.same_day(office["district"], START, END)) == {"certified": 0, "posted": 0, "taken_down": 0, "decided": 0}
    AuditEntry.objects.create(on=FRIDAY, role="street", act="benefits.certify", subject="benefits.award:1", place_id=late_visit.place_id)
    assert dict(lag.same_day(office["district"], START, END))["certified"] == 1


ROW = st.builds(
    lambda day, on, user: lag.Entered("visit", START + timedelta(days=min(day, on)), START + timedelta(days=on), max(0, on - day), None, user, "x:1", None),
    st.integers(0, 40), st.integers(0, 40), st.sampled_from([None, 1, 2]),
)  # fmt: skip


@given(st.lists(ROW, max_size=60))
def test_a_batch_is_ten_of_one_officer_on_one_day_all_dated_earlier(rows):
    found = lag.batches(rows)
    for user, on, group in found:
        assert user and len(group) >= lag.MANY and all(r.user == user and r.on == on and r.day < on for r in group)
    expected = {(r.user, r.on) for r in rows if r.user and sum(o.user == r.user and o.on == r.on and o.day < o.on for o in rows) >= lag.MANY}
    assert {(user, on) for user, on, _ in found} == expected
    assert [len(g) for _, _, g in found] == sorted((len(g) for _, _, g in found), reverse=True)


@pytest.mark.django_db
def test_the_page_lists_what_is_late_with_the_way_there_and_leaves_as_a_file_on_record(late_visit, office, settings):
    settings.STANDING_STILL_ON = date(2025, 10, 28)
    client = signed_in(User.objects.get(pk=office["district"].user))
    page = client.get("/desk/audit/lag/").content.decode()
    assert f'href="/desk/applications/{late_visit.pk}/"' in page and mask_name(late_visit.applicant.name) in page and "王知行" in page
    assert late_visit.applicant.name not in page and "香蜜湖街道" in page and "没有找到规定" in page
    assert f'href="/desk/applications/{late_visit.pk}/"' not in client.get("/desk/audit/lag/?over=6").content.decode()
    file = b"".join(client.get("/desk/audit/lag/?export=csv")).decode()
    assert "入户调查,2025-10-16,2025-10-24,6,王知行" in file
    assert AuditEntry.objects.get(act="oversight.export").details["rows"] == 1
    for wrong in ("?over=x&start=y&street=z", "?start=2020-01-01", "?officer=x"):
        assert client.get(f"/desk/audit/lag/{wrong}").status_code == 200


@pytest.mark.django_db
def test_the_menu_leads_there_whoever_may(office):
    pages = {who: signed_in(User.objects.get(pk=office[who].user)).get("/desk/places/").content.decode() for who in ("auditor", "district", "street")}
    assert {who: 'href="/desk/audit/lag/"' in page for who, page in pages.items()} == {"auditor": True, "district": True, "street": False}


@pytest.mark.django_db
def test_a_pile_entered_in_one_afternoon_is_shown_together(district, office, family, settings):
    settings.STANDING_STILL_ON = date(2025, 10, 28)
    man = family[0]
    for n in range(10):
        registry.consent(
            person=man, signed_by=man, kind="check", purpose="x", to="x", manner="paper", since=date(2025, 10, 1 + n), by=office["street"], on=FRIDAY
        )
    client = signed_in(User.objects.get(pk=office["auditor"].user))
    page = client.get("/desk/audit/lag/batches/").content.decode()
    assert "王知行" in page and "2025-10-01" in page and "2025-10-10" in page
    behind = f"/desk/audit/lag/?officer={office['street'].user}&start={FRIDAY}&end={FRIDAY}&over=0"
    assert behind.replace("&", "&amp;") in page and client.get(behind).content.decode().count("纸质授权签名") >= 10


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["join", "leave", "consent"])
def test_a_paper_of_tomorrow_is_refused(district, office, family, what):
    man, mother, home = family
    tomorrow, given_ = FRIDAY + timedelta(days=1), {"by": office["street"], "on": FRIDAY}
    newcomer = make_person("张小演", district.community, date(2015, 5, 1), serial=7)
    acts = {
        "join": lambda: registry.join(household=home, person=newcomer, relation="child", since=tomorrow, **given_),
        "leave": lambda: registry.leave(household=home, person=mother, until=tomorrow, **given_),
        "consent": lambda: registry.consent(person=man, signed_by=man, kind="check", purpose="x", to="x", manner="paper", since=tomorrow, **given_),
    }
    with pytest.raises(Refused) as no:
        acts[what]()
    assert no.value.field in ("since", "until") and "今天以后" in no.value.zh
