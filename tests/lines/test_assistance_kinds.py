"""One application, four things it can be: dibao of the household or of one member, margin, tekun. Nobody is counted twice. Everybody is invented."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.kinds import candidates, others
from minsheng.applications.models import Application
from minsheng.applications.prepare import assess, assess_open
from minsheng.applications.recusal import hands
from minsheng.base.actor import MACHINE
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.benefits import monthly
from minsheng.benefits.models import Award
from minsheng.benefits.sweep import sweep
from minsheng.lines.assistance.actions import arrange
from minsheng.lines.assistance.matters import TEKUN
from minsheng.lines.assistance.outcome import undone
from minsheng.notices.models import Notice
from minsheng.payments.models import Payable
from minsheng.registry import actions as registry
from minsheng.registry.queries import fold
from tests.applications.conftest import ACCEPTED, APPLIED, CHECKED, DECIDED, VISITED, checked, told, user_of, visited
from tests.scenario import NOT_RELATED
from tests.spine import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.database]

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


@pytest.fixture
def home(district, office):
    """`home(income, son)`: a father who earns so much a month, in fen, and his severely disabled son."""

    def made(income, son=None):
        father = make_person("张启明", district.community, date(1973, 5, 1), facts=ADULT | {"monthly_income": income}, account=2, approver=office["approver"])
        child = make_person("张小远", district.community, date(1999, 5, 1), serial=3, facts=ILL | {"monthly_income": 0} | (son or {}))
        together = registry.form_household(
            head=father, members=[(child, "child")], place=district.community, since=date(2020, 1, 1), by=office["street"], on=APPLIED
        )
        registry.learn(subject=together, facts=MEANS, source="applicant", since=date(2025, 1, 1), by=office["street"], on=APPLIED)
        return father, child, together

    return made


@pytest.fixture
def alone(district, office):
    """An old man whom nobody supports, in a household of his own."""
    facts = ADULT | {
        "work_ability": "none",
        "employment": "retired",
        "monthly_income": 0,
        "supporter": "none",
        "resident_pension": 0,
        "hukou_kind": "urban",
        "in_institution": False,
    }
    man = make_person("陈守一", district.community, date(1950, 5, 1), facts=facts, account=2, approver=office["approver"])
    together = registry.form_household(head=man, members=[], place=district.community, since=date(2020, 1, 1), by=office["street"], on=APPLIED)
    registry.learn(subject=together, facts=MEANS, source="applicant", since=date(2025, 1, 1), by=office["street"], on=APPLIED)
    return man, together


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
    assert case.due_on is not None
    apply.classify(application=case, matter="margin", person=None, reason="演示", by=office["street"], on=CHECKED)
    case.refresh_from_db()
    assert (case.due_on, case.due_provisional) == (None, False) or case.due_provisional, "no document says how long a recognition may take"
