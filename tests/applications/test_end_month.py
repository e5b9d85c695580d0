"""An end counts from the month after, or from the real month: what happened then is said, and what is asked back is shown before it is done."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications.ends import End
from minsheng.base.errors import Refused
from minsheng.benefits import monthly
from minsheng.benefits.models import Award, Finding
from minsheng.payments import actions as pay
from minsheng.payments.models import Payable, Recovery
from minsheng.registry import actions as registry
from tests.applications.conftest import heard
from tests.benefits.conftest import give
from tests.promises.test_access import signed_in
from tests.scenario import paid
from tests.spine import make_person

pytestmark = pytest.mark.django_db
OCT, NOV = date(2025, 10, 1), date(2025, 11, 1)
FOUND, DECIDED = date(2025, 10, 20), date(2025, 10, 24)
MOVED = End(date(2025, 5, 1), "户口簿：2025-04-18 迁往外市")


@pytest.fixture
def award(district, office):
    """An old-age allowance from January, paid to September; October is handed in and waits in no batch."""
    person = make_person(
        "陈秀英", district.community, date(1943, 5, 1), facts={"hukou": "here", "old_age_opt_in": True}, account=9, approver=office["approver"]
    )
    made = give(person)
    pay.set_budget(place=district.district, year=2025, line="old_age_allowance", level="district", source="区级", share=100, fen=100_000_00, document="演示",
                   by=office["finance"], on=date(2025, 9, 1))  # fmt: skip
    paid(district, office, "old_age_allowance", date(2025, 9, 1), date(2025, 9, 10))
    monthly.run(place=district.district, benefit="old_age_allowance", month=OCT, by=office["district"], on=OCT)
    return made


def opened(award, office, reason="moved"):
    """A case about its end, up to the decision."""
    case = apply.open_about(
        award=f"benefits.award:{award.pk}",
        matter="old_age_allowance",
        kind="stop",
        applicant=award.person,
        household=None,
        reason=reason,
        by=office["street"],
        on=FOUND,
    )
    heard(case, office, FOUND)
    return case


def stop(case, office, end=None):
    return apply.decide(application=case, outcome="stopped", reason="户口已经迁出", end=end, by=office["approver"], on=DECIDED)


def test_by_itself_it_ends_with_the_month_after(award, office):
    made = stop(opened(award, office), office)
    award.refresh_from_db()
    assert made.from_month == award.stopped_from == NOV and not Recovery.objects.exists()


def test_from_the_real_month_what_waits_is_taken_out_and_what_was_paid_is_asked_back(award, office):
    made = stop(opened(award, office), office, MOVED)
    award.refresh_from_db()
    assert made.from_month == award.stopped_from == date(2025, 5, 1) and "2025-04-18 迁往外市" in made.reason
    recovery = Recovery.objects.get()
    assert (recovery.months, recovery.fen, recovery.reason) == ("2025-05、2025-06、2025-07、2025-08、2025-09", 150000, "moved")
    assert not Payable.objects.filter(batch=None).exists(), "October was never paid"


def test_an_earlier_month_needs_what_happened_then(award, office):
    with pytest.raises(Refused) as no:
        stop(opened(award, office), office, End(date(2025, 5, 1)))
    assert no.value.field == "month_why"


@pytest.mark.parametrize("month", [date(2025, 12, 1), date(2024, 12, 1)])
def test_neither_later_than_the_month_after_nor_before_it_began(award, office, month):
    with pytest.raises(Refused) as no:
        stop(opened(award, office), office, End(month, "户口簿"))
    assert no.value.field == "from_month"


def test_what_is_given_up_is_never_asked_back(award, office):
    case = opened(award, office, "given_up")
    with pytest.raises(Refused) as no:
        stop(case, office, MOVED)
    assert no.value.field == "from_month"
    assert stop(case, office).from_month == NOV


def test_first_what_is_asked_back_is_shown_then_it_is_done(award, office, settings):
    settings.STANDING_STILL_ON = DECIDED
    case = opened(award, office)
    client, address = signed_in(User.objects.get(pk=office["approver"].user)), f"/desk/applications/{case.pk}/do/stop/"
    given = {"stop-reason": "户口已经迁出", "stop-from_month": "2025-05", "stop-month_why": "户口簿：2025-04-18 迁往外市", "stop-clause": ""}
    assert "尚未确认" in client.get(f"/desk/applications/{case.pk}/").content.decode(), "by which rule the month is proposed"
    given["stop-seen"] = case.assessments.latest("pk").pk
    text = client.post(address, given).content.decode()
    assert "等待发放的 2025-10 共 300.00 元不再发放" in text and "共 1,500.00 元提出追缴" in text
    assert Award.objects.get().state == "active" and not Recovery.objects.exists()
    assert client.post(address, given | {"confirmed": "1"}).status_code == 302
    assert Award.objects.get().stopped_from == date(2025, 5, 1) and Recovery.objects.get().fen == 150000


def test_who_dies_while_it_is_under_way_is_granted_and_held_at_once(district, office):
    person = make_person("陈秀英", district.community, date(1943, 5, 1), facts={"hukou": "here", "old_age_opt_in": True})
    case = apply.open_by_office(matter="old_age_allowance", applicant=person, household=None, channel="office", by=office["community"], on=date(2025, 10, 9))
    apply.accept(application=case, by=office["street"], on=date(2025, 10, 9))
    report = apply.check(application=case, by=office["street"], on=date(2025, 10, 9))
    apply.report_check(report=report, conclusion="conforms", by=office["street"], on=date(2025, 10, 10))
    registry.die(person=person, died_on=date(2025, 10, 15), by=office["street_2"], on=FOUND)
    assert not Finding.objects.exists()
    case.refresh_from_db()
    apply.decide(application=case, outcome="granted", by=office["approver"], on=DECIDED)
    assert Award.objects.get().state == "held" and Finding.objects.get().kind == "death"
