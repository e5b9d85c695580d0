"""Cases of social assistance that tests of its kinds share. Everybody is invented."""

from datetime import date

from minsheng.applications import actions as apply
from minsheng.base.crypto import open_sealed
from minsheng.registry import actions as registry
from tests.applications.conftest import ACCEPTED, APPLIED, DECIDED, VISITED, checked, user_of, visited
from tests.scenario import NOT_RELATED

MEANS = {"financial_assets": 0, "dwellings": 1, "other_real_estate": False, "motor_vehicle": "none", "business_registration": "none"}
ADULT = {"work_ability": "full", "employment": "employed", "disability_grade": 0, "serious_illness": False, "schooling": "none", "hukou": "here"}
ILL = {
    "work_ability": "none",
    "employment": "unable",
    "disability_grade": 1,
    "disability_category": "physical",
    "serious_illness": False,
    "schooling": "none",
    "hukou": "here",
}
CAN = ("can_eat", "can_dress", "can_get_up", "can_toilet", "can_walk_indoors", "can_bathe")


def asked(matter, who, together, office, district):
    """Applied for at the counter, accepted, checked and visited."""
    street = office["street"]
    case = apply.draft(matter=matter, applicant=who, household=together, place=district.community, channel="counter", by=street, on=APPLIED)
    apply.fill_sheet(application=case, given=NOT_RELATED, by=street, on=APPLIED)
    for row in together.memberships.filter(until=None):
        registry.consent(
            person=row.person, signed_by=row.person, kind="check", purpose="救助", to="香蜜湖街道", manner="paper", since=APPLIED, by=street, on=APPLIED
        )
    apply.submit(application=case, by=street, on=APPLIED)
    apply.accept(application=case, by=street, on=ACCEPTED)
    checked(case, office)
    visited(case, office)
    return case


def judged(case, office, facts, on=VISITED, assets=None):
    given = {str(case.applicant.pk): facts} | ({"household": {"assets_found_conform": assets}} if assets is not None else {})
    return apply.judge(
        application=case, answers=given, second=user_of(office["street_2"]), manner="seen", evidence="演示：入户看到", says="agrees", by=office["street"], on=on
    )


def granted(case, office):
    """From the opinion to the decision."""
    apply.opine(application=case, agree=True, words="", by=office["street"], on=date(2025, 10, 17))
    apply.publish(application=case, places_shown="公示栏", phone="x", by=office["street"], on=date(2025, 10, 17))
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    return apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)


def words(person, kind):
    letter = person.letters.get(kind=kind)
    return "".join(open_sealed(bytes(letter.sealed), f"notices.letter:{letter.number}")["zh"])
