"""Tekun: judged by two, paid basic living and care, supported at home or in an institution. Everybody is invented."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.models import Application
from minsheng.applications.prepare import assess, assess_open
from minsheng.applications.recusal import hands
from minsheng.base.actor import MACHINE
from minsheng.base.calendar import add_working_days
from minsheng.base.errors import NotAllowed, Refused
from minsheng.benefits import monthly
from minsheng.benefits.models import Award
from minsheng.benefits.sweep import sweep
from minsheng.lines.assistance.actions import arrange
from minsheng.lines.assistance.matters import TEKUN
from minsheng.payments.models import Payable
from minsheng.registry import actions as registry
from minsheng.registry.queries import fold
from tests.applications.conftest import ACCEPTED, CHECKED, DECIDED, VISITED, user_of
from tests.lines.kinds import CAN, asked, granted, judged
from tests.spine import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.database]


# --- 特困 --------------------------------------------------------------------------------------------------------------------------


def test_an_old_man_whom_nobody_supports_receives_basic_living_and_care_by_six_items(alone, office, district):
    man, together = alone
    case = asked("tekun", man, together, office, district)
    _, open_now = assess_open(case, VISITED)
    assert (man.pk, "can_eat") in open_now.missing, "nobody has judged the six items yet"
    assert (None, "assets_found_conform") in open_now.missing
    judged(case, office, dict.fromkeys(CAN, True) | {"can_bathe": False, "can_walk_indoors": False}, assets=True)
    made = granted(case, office)
    assert [(line["component"], line["fen"]) for line in made.lines] == [("basic", 245600), ("care", 75600)], "1,535 × 1.6, and 30 % of 2,520"
    assert Award.objects.get().household is None
    assert fold(man, date(2025, 10, 31)).get("receives_tekun") is None and fold(man, date(2025, 11, 1))["receives_tekun"] is True


def test_judging_takes_two_and_neither_decides(alone, office, district):
    man, together = alone
    case = asked("tekun", man, together, office, district)
    with pytest.raises(Refused):
        apply.judge(application=case, answers={str(man.pk): {"can_eat": True}}, second=user_of(office["street"]), manner="seen", evidence="演示", says="agrees",
                    by=office["street"], on=VISITED)  # fmt: skip
    with pytest.raises(Refused):
        apply.judge(application=case, answers={str(man.pk): {"monthly_income": 1}}, second=user_of(office["street_2"]), manner="seen", evidence="演示", says="agrees",
                    by=office["street"], on=VISITED)  # fmt: skip
    judged(case, office, dict.fromkeys(CAN, True), assets=True)
    assert {office["street"].user, office["street_2"].user} <= hands(case)


def test_dibao_of_the_same_man_ends_where_tekun_begins_and_no_month_is_paid_twice(alone, office, district):
    man, together = alone
    granted(asked("dibao", man, together, office, district), office)
    dibao = Award.objects.get()
    case = asked("tekun", man, together, office, district)
    judged(case, office, dict.fromkeys(CAN, True), assets=True)
    assert any(dibao.number in zh for zh, _ in assess_open(case, VISITED)[1].notes)
    granted(case, office)
    dibao.refresh_from_db()
    assert (dibao.state, dibao.stop_code, dibao.stopped_from) == ("stopped", "to_tekun", date(2025, 11, 1))
    for benefit in ("dibao", "tekun"):
        monthly.run(place=district.district, benefit=benefit, month=date(2025, 11, 1), by=office["district"], on=DECIDED)
    assert set(Payable.objects.values_list("line", "month")) == {("tekun", date(2025, 11, 1))}


def test_what_pays_more_is_not_replaced_without_hearing_the_family(home, office, district):
    """The household falls below the dibao line by 35 yuan a head, while the son receives 1,200 alone: one decision may not take that away."""
    father, son, together = home(400000)
    single = asked("single_dibao", son, together, office, district)
    judged(single, office, {"single_sum": 120000})
    granted(single, office)
    registry.learn(subject=father, facts={"monthly_income": 300000}, source="applicant", since=date(2025, 10, 1), by=MACHINE, on=DECIDED)
    case = asked("dibao", father, together, office, district)
    assert 0 < assess(case, DECIDED).fen < 120000
    with pytest.raises(Refused, match="请先办停发"):
        granted(case, office)
    assert list(Award.objects.values_list("benefit", "state")) == [("single_dibao", "active")]


def test_a_member_who_is_supported_as_tekun_leaves_the_household_to_a_human(home, office, district):
    father, son, together = home(200000, {"supporter": "dibao_or_margin", "resident_pension": 0, "hukou_kind": "urban"})
    granted(asked("dibao", father, together, office, district), office)
    dibao = Award.objects.get()
    case = asked("tekun", son, together, office, district)
    judged(case, office, dict.fromkeys(CAN, True), assets=True)
    granted(case, office)
    dibao.refresh_from_db()
    opened = Application.objects.get(kind="change")
    assert dibao.state == "active" and (opened.about, opened.reason, opened.matter) == (f"benefits.award:{dibao.pk}", "to_tekun", "dibao")


def test_who_is_supported_at_home_has_a_caregiver_and_a_public_home_pays_no_care(alone, office, district):
    man, together = alone
    neighbour = make_person("林照料", district.community, date(1975, 5, 1), serial=4)
    case = asked("tekun", man, together, office, district)
    judged(case, office, dict.fromkeys(CAN, True), assets=True)
    granted(case, office)
    award, street = Award.objects.get(), office["street"]
    first = arrange(award=award, manner="home", since=date(2025, 11, 1), caregiver=neighbour, duties="每天三餐", by=street, on=DECIDED)
    for wrong in (
        {"manner": "institution"},
        {"manner": "home", "caregiver": man},
        {"manner": "institution", "institution": "演示敬老院", "caregiver": neighbour},
        {"manner": "moon"},
    ):
        with pytest.raises(Refused):
            arrange(award=award, since=date(2025, 12, 1), by=street, on=date(2025, 12, 1), **wrong)
    with pytest.raises(Refused):
        arrange(award=award, manner="home", since=date(2025, 10, 1), by=street, on=DECIDED)
    with pytest.raises(NotAllowed):
        arrange(award=award, manner="home", since=date(2025, 12, 1), by=office["finance"], on=DECIDED)
    arrange(award=award, manner="institution", institution="演示敬老院", public=True, since=date(2025, 12, 1), by=street, on=date(2025, 12, 1))
    first.refresh_from_db()
    assert first.until == date(2025, 12, 1) and award.supports.filter(until=None).get().manner == "institution"
    assert fold(man, date(2025, 12, 1))["in_public_home"] is True and fold(man, date(2025, 11, 30))["in_public_home"] is False
    found = TEKUN.propose(case, date(2025, 12, 5), month=date(2025, 12, 1))
    assert [(line.component, line.fen) for line in found.lines] == [("basic", 245600)], "in a public home care is given free"


# --- everybody looked at -----------------------------------------------------------------------------------------------------------


def test_the_sweep_counts_the_care_of_the_man_himself(alone, office, district):
    man, together = alone
    case = asked("tekun", man, together, office, district)
    judged(case, office, dict.fromkeys(CAN, True), assets=True)
    granted(case, office)
    found = sweep(place=district.district, matter="tekun", month=date(2025, 11, 1), by=office["district"], on=date(2025, 11, 3))
    assert (found.subjects, found.entitled, found.ended, found.amount) == (1, 0, 0, 0)


def test_the_days_of_a_new_kind_run_from_the_day_of_acceptance(home, office, district):
    father, _, together = home(400000)
    case = asked("dibao", father, together, office, district)
    assert case.due_on == add_working_days(ACCEPTED, 30).day
    apply.classify(application=case, matter="margin", person=None, reason="演示", by=office["street"], on=CHECKED)
    case.refresh_from_db()
    assert case.due_on is None, "no document says how long a recognition may take"
    assert {t.step: t.due_on for t in case.tasks.filter(state="open")} == {"opinion": None}, "nor how soon the opinion is due"
