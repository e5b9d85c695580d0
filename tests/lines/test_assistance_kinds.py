"""One application, four things it can be: what it is handled as, and dibao of one member. Nobody is counted twice. Everybody is invented."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.kinds import candidates, others
from minsheng.applications.models import Application
from minsheng.applications.prepare import assess, assess_open
from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.benefits import monthly
from minsheng.benefits.models import Award
from minsheng.benefits.sweep import sweep
from minsheng.lines.assistance.outcome import undone
from minsheng.notices.models import Notice
from minsheng.payments.models import Payable
from minsheng.registry import actions as registry
from minsheng.registry.queries import fold
from tests.applications.conftest import DECIDED, VISITED, told
from tests.lines.kinds import asked, granted, judged, words

pytestmark = [pytest.mark.django_db, pytest.mark.database]


# --- 归类 --------------------------------------------------------------------------------------------------------------------------


def test_a_family_above_the_dibao_line_is_handled_as_margin_without_applying_again(home, office, district):
    father, son, together = home(400000)  # 2,000 a head: above 1,535, below 2,303
    case = asked("dibao", father, together, office, district)
    assert assess(case, VISITED).status == "no"
    found = candidates(case, VISITED)
    assert [(k.matter.key, k.person and k.person.pk, k.found.status) for k in found[:1]] == [("margin", None, "yes")]
    assert ("single_dibao", son.pk, "amount_depends") in [(k.matter.key, k.person and k.person.pk, k.found.status) for k in found]
    apply.classify(application=case, matter="margin", person=None, reason="人均收入高于低保标准", by=office["street"], on=VISITED)
    case.refresh_from_db()
    assert (case.matter, case.unit, case.applicant) == ("margin", "household", father)
    assert {t.step for t in case.tasks.filter(state="done")} == {"accept", "check", "survey"}, "what was checked and seen counts"
    assert "改按低保边缘家庭认定办理" in words(father, "classified") and "不用重新申请" in words(father, "classified")
    made = granted(case, office)
    award = Award.objects.get()
    assert (award.benefit, award.household, award.from_month, award.review_on) == ("margin", together, date(2025, 10, 1), date(2026, 4, 1))
    assert (made.fen, made.lines, Notice.objects.get(kind="opinion").fen) == (0, [], None)
    assert "不按月发钱" in words(father, "granted") and "每月 0.00" not in words(father, "granted")
    assert fold(together, date(2025, 10, 28))["recognised_status"] == "margin", "other help reads it"
    monthly.run(place=district.district, benefit="margin", month=date(2025, 11, 1), by=office["district"], on=DECIDED)
    assert not Payable.objects.exists()
    found = sweep(place=district.district, matter="margin", month=date(2025, 11, 1), by=office["district"], on=date(2025, 11, 3))
    assert (found.subjects, found.entitled, found.ended, found.amount) == (1, 0, 0, 0)
    registry.learn(subject=father, facts={"monthly_income": 500000}, source="applicant", since=date(2025, 12, 1), by=MACHINE, on=date(2025, 12, 1))
    found = sweep(place=district.district, matter="margin", month=date(2025, 12, 1), by=office["district"], on=date(2025, 12, 3))
    assert found.ended == 1, "who is above the line leaves, by a human"


def test_an_opinion_given_before_is_given_again_and_the_notice_comes_down(home, office, district):
    father, son, together = home(200000)
    case = asked("dibao", father, together, office, district)
    apply.opine(application=case, agree=True, words="", by=office["street"], on=date(2025, 10, 17))
    apply.publish(application=case, places_shown="公示栏", phone="x", by=office["street"], on=date(2025, 10, 17))
    apply.classify(application=case, matter="tekun", person=son, reason="演示", by=office["street"], on=date(2025, 10, 20))
    assert Notice.objects.get().removed_on == date(2025, 10, 20)
    assert set(case.tasks.filter(state="open").values_list("step", flat=True)) == {"opinion"}
    assert Application.objects.get().applicant == son


def test_the_same_application_is_not_under_way_twice_by_another_name(home, office, district):
    father, son, together = home(400000)
    asked("dibao", father, together, office, district)
    with pytest.raises(AlreadyDone, match="已经在办"):
        apply.draft(matter="margin", applicant=father, household=together, place=district.community, channel="counter", by=office["street"], on=DECIDED)
    apply.draft(matter="single_dibao", applicant=son, household=together, place=district.community, channel="counter", by=office["street"], on=DECIDED)


def test_an_end_says_so_to_other_help_and_a_ruling_takes_that_back(home, office, district):
    father, _, together = home(400000)
    granted(asked("margin", father, together, office, district), office)
    award, day = Award.objects.get(), date(2025, 12, 1)
    stop = apply.open_about(
        award=f"benefits.award:{award.pk}", matter="margin", kind="stop", applicant=father, household=together, reason="given_up", by=office["street"], on=day
    )
    told(stop, office, day, intended="end")
    apply.hear(application=stop, heard_on=day, manner="present", said="同意", considered="演示", by=office["street"], on=day)
    made = apply.decide(application=stop, outcome="stopped", reason="本人放弃", by=office["head"], on=day)
    assert fold(together, date(2026, 1, 1))["recognised_status"] == "none" and fold(together, date(2025, 12, 31))["recognised_status"] == "margin"
    undone(decision=made, by=office["head"], on=date(2026, 2, 1))
    award.refresh_from_db()
    assert (award.state, fold(together, date(2026, 1, 1))["recognised_status"]) == ("active", "margin")


def test_what_is_decided_or_of_another_line_is_not_classified(home, office, district):
    father, son, together = home(200000)
    case = asked("dibao", father, together, office, district)
    assert {m.key for m in others(case)} == {"single_dibao", "margin", "tekun"}
    for matter, person in (("old_age_allowance", father), ("margin", son), ("tekun", None)):
        with pytest.raises(Refused):
            apply.classify(application=case, matter=matter, person=person, reason="演示", by=office["street"], on=VISITED)
    with pytest.raises(Refused):
        apply.classify(application=case, matter="margin", person=None, reason=" ", by=office["street"], on=VISITED)
    with pytest.raises(NotAllowed):
        apply.classify(application=case, matter="margin", person=None, reason="演示", by=office["finance"], on=VISITED)
    granted(case, office)
    with pytest.raises(AlreadyDone):
        apply.classify(application=case, matter="margin", person=None, reason="演示", by=office["street"], on=DECIDED)


# --- 单人保 ------------------------------------------------------------------------------------------------------------------------


def test_one_member_of_a_margin_household_receives_dibao_alone_by_the_sum_that_two_officers_set(home, office, district):
    _, son, together = home(400000)
    case = asked("single_dibao", son, together, office, district)
    status, open_now = assess_open(case, VISITED)
    assert status.status == "amount_depends" and (son.pk, "single_sum") in open_now.missing
    judged(case, office, {"single_sum": 120000})
    made = granted(case, office)
    award = Award.objects.get()
    assert (award.benefit, award.person, award.household, made.fen, made.assessment.persons) == ("single_dibao", son, None, 120000, 1)
    assert [(s.component, s.fen, s.from_month) for s in award.spans.all()] == [("single", 120000, date(2025, 11, 1))]


def test_a_single_case_and_a_household_case_of_one_family_do_not_pay_twice(home, office, district):
    father, son, together = home(200000)  # 1,000 a head: the household receives dibao
    granted(asked("dibao", father, together, office, district), office)
    with pytest.raises(AlreadyDone, match="正在享受低保"):
        apply.draft(matter="single_dibao", applicant=son, household=together, place=district.community, channel="counter", by=office["street"], on=DECIDED)
