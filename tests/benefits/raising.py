"""Households on dibao by the figures of 2024, and figures that an office raises: for tests of standards."""

from datetime import date

from minsheng.base.actor import MACHINE
from minsheng.benefits.models import Award, Span
from minsheng.registry.bulk import NewHome, NewPerson, load
from minsheng.standards.actions import approve_standard, enter_standard

SINCE = date(2024, 1, 1)
JANUARY, APRIL, MAY, JUNE, JULY = (date(2025, m, 1) for m in (1, 4, 5, 6, 7))
NOTICE = date(2025, 6, 3)
POOR = {"hukou": "here", "work_ability": "full", "employment": "employed", "monthly_income": 50000, "disability_grade": 0, "serious_illness": False, "schooling": "none"}  # fmt: skip
MEANS = {"financial_assets": 0, "dwellings": 1, "other_real_estate": False, "motor_vehicle": "none", "business_registration": "none"}
# figures.md 4.1, 4.5: dibao 1,483 → 1,535 from 1 January 2025, known from June; the supplement 445 → 461 from the notice
OLD, NEW, OLD_EXTRA, NEW_EXTRA = 148300, 153500, 44500, 46100


def make_home(district, *born, facts=None):
    members = [NewPerson(f"演{i}", 1, day, relation="applicant" if i == 0 else "parent", facts={**POOR, **(facts or {})}) for i, day in enumerate(born)]
    home, people = load([NewHome(district.community.pk, members, MEANS)], source="register", since=SINCE, by=MACHINE, on=SINCE)[0]
    return home, people


def dibao(home, people, from_month=date(2024, 7, 1), settled_to=MAY, gap=None, extra=None, **fields) -> Award:
    """As an office granted it by the figures of 2024; without an application, as taken over."""
    head = people[0]
    award = Award.objects.create(
        number=f"T{Award.objects.count()}", benefit="dibao", matter="dibao", person=head, household=home, payee=head, place=head.place, from_month=from_month, settled_to=settled_to, **fields
    )  # fmt: skip
    span(award, "gap", None, gap if gap is not None else len(people) * (OLD - 50000), from_month)
    for person in people[1:]:
        span(award, "supplement", person, extra if extra is not None else OLD_EXTRA, from_month)
    return award


def span(award, component, person, fen, month, until=None):
    return Span.objects.create(award=award, component=component, person=person, fen=fen, from_month=month, until_month=until, why="opening", recorded_on=month)


def approved(district, office, figure, value, in_force, known=NOTICE):
    entered = enter_standard(
        figure=figure, place=district.city, in_force=in_force, known=known, confirmed_through=date(2025, 12, 1), value=value, document="演示〔2025〕1号", by=office["enters"], on=known
    )  # fmt: skip
    approve_standard(standard=entered, by=office["approves"], on=known)
    return entered
