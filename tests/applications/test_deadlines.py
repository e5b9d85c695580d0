"""When steps are due: working days over holidays and make-up days, pauses, the longer limit, years nobody has announced; and who is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications import queries
from minsheng.applications.deadlines import due, due_at, left, term
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.matters import catalogue
from minsheng.matters.declare import Limit, Term
from minsheng.notices.models import Notice
from minsheng.registry.models import Account
from minsheng.standards.actions import approve_standard, enter_standard
from tests.applications.conftest import APPLIED, begun, taken_in
from tests.pages import signed_in
from tests.scenario import to_notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TEN = Term(10, True, "", "K")
# 2025: National Day and Mid-Autumn from 1 to 8 October; 28 September (a Sunday) and 11 October (a Saturday) are worked
OFF, WORKED = {date(2025, 10, d) for d in range(1, 9)}, {date(2025, 9, 28), date(2025, 10, 11)}


def works(day: date) -> bool:
    return day in WORKED or day not in OFF and day.weekday() < 5


@given(st.integers(0, 45), st.integers(1, 20))
def test_working_days_step_over_national_day_and_count_make_up_days(offset, days):
    start = date(2025, 9, 8) + DAY * offset
    found, provisional = due(Term(days, True, "", "K"), start)
    assert works(found) and not provisional
    assert sum(works(start + DAY * i) for i in range(1, (found - start).days + 1)) == days


def test_national_day_by_hand():
    assert due(TEN, date(2025, 9, 26)) == (date(2025, 10, 16), False)
    assert due(Term(1, True, "", "K"), date(2025, 9, 30)) == (date(2025, 10, 9), False)
    assert due(Term(1, True, "", "K"), date(2025, 10, 10)) == (date(2025, 10, 11), False), "a Saturday that is worked"
    assert due(Term(7, False, "", "B"), date(2025, 9, 25)) == (date(2025, 10, 9), False), "a last day on a holiday moves to the next working day"
    assert due(None, date(2025, 9, 25)) == (None, False)


def test_beyond_the_last_announced_year_a_deadline_is_provisional():
    assert due(TEN, date(2029, 3, 1)) == (date(2029, 3, 15), True)


def test_a_whole_case_is_due_thirty_working_days_after_acceptance(district, office, family):
    case = taken_in(district, office, family)
    assert (case.due_on, case.due_provisional) == (date(2025, 11, 20), True), "from 10 October, with the worked Saturday; nobody has seen the clause itself"
    assert dict(case.tasks.filter(state="open").values_list("step", "due_on")) == {"check": date(2025, 10, 14), "survey": date(2025, 10, 14)}


def test_what_nobody_confirms_is_not_due_until_an_office_enters_its_own_days(district, office, family, actor):
    case = begun(district, office, family)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    assert case.tasks.get(step="accept").due_on is None, "no document says how many days acceptance may take"
    shorter(district, actor, dibao_accept_days=2, dibao_whole_days=20)
    apply.withdraw(application=case, by=office["street"], on=APPLIED)
    case = begun(district, office, family)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    task = case.tasks.get(step="accept")
    assert (task.due_on, task.due_provisional) == (date(2025, 10, 11), False), "a Saturday that is worked"
    case = apply.accept(application=case, by=office["street"], on=date(2025, 10, 10))
    assert (case.due_on, case.due_provisional) == (date(2025, 11, 6), False)
    assert term(Limit("dibao_decide_days"), district.community, APPLIED).days == 10, "what the office left alone stays"


def shorter(district, actor, **days):
    """The city's own days, entered by one and approved by another."""
    one, other = actor("city", district.city), actor("city", district.city)
    for figure, number in days.items():
        made = enter_standard(
            figure=figure, place=district.city, in_force=date(2025, 1, 1), known=date(2025, 1, 1), confirmed_through=date(2026, 12, 1), value=number,
            document="演示办事指南", by=one, on=APPLIED,
        )  # fmt: skip
        approve_standard(standard=made, by=other, on=APPLIED)


def test_the_days_the_family_needs_for_missing_papers_are_not_the_offices(district, office, family, actor):
    shorter(district, actor, dibao_accept_days=2)
    case = begun(district, office, family)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    apply.ask_correction(application=case, wanted=["illness_proof"], note="", by=office["street"], on=date(2025, 10, 10))
    apply.correct(application=case, files={"illness_proof": []}, by=office["street"], on=date(2025, 10, 27))
    assert case.tasks.get(step="accept").due_on == date(2025, 10, 29)


def test_a_notice_is_due_to_come_down_after_its_last_day_not_on_it(district, office, family):
    case = to_notice(district, office, family)
    notice = Notice.objects.get(removed_on=None)
    due_on = case.tasks.get(step="notice").due_on
    assert due_on > notice.until and works(due_on)
    apply.take_down(application=case, by=office["street"], on=due_on)
    assert case.tasks.get(step="notice").state == "done"


def test_the_clock_stands_still_for_the_working_days_of_a_pause(district, office, family):
    case = taken_in(district, office, family)
    before = case.due_on
    for reason, words in (("", "理由"),):
        with pytest.raises(Refused, match=words):
            apply.pause(application=case, reason=reason, by=office["street"], on=date(2025, 10, 13))
    apply.pause(application=case, reason="等外省核对", by=office["street"], on=date(2025, 10, 13))
    with pytest.raises(AlreadyDone):
        apply.pause(application=case, reason="再等", by=office["street"], on=date(2025, 10, 13))
    late = date(2025, 10, 30)
    assert queries.counts(office["street"], late)["late"] == 0 and not _late(office["head"], late), "nobody is late while it stands still"
    assert queries.counts(office["street"], late)["all"] == 2
    apply.resume(application=case, by=office["street"], on=date(2025, 10, 27))
    case.refresh_from_db()
    assert case.due_on == date(2025, 12, 4) and left(case, before) == 10, "ten working days"
    assert case.tasks.get(step="check").due_on == date(2025, 10, 28)
    with pytest.raises(AlreadyDone):
        apply.resume(application=case, by=office["street"], on=date(2025, 10, 27))


def test_the_longer_limit_is_given_once_with_a_reason_by_who_decides(district, office, family):
    case = taken_in(district, office, family)
    with pytest.raises(Refused, match="理由"):
        apply.extend(application=case, reason=" ", by=office["head"], on=date(2025, 10, 20))
    apply.extend(application=case, reason="家庭情况复杂", by=office["head"], on=date(2025, 10, 20))
    case.refresh_from_db()
    assert case.due_on == due_at(catalogue.get("dibao").whole_extended, district.community, case.accepted_on)[0] == date(2025, 12, 11)
    with pytest.raises(AlreadyDone):
        apply.extend(application=case, reason="再延", by=office["head"], on=date(2025, 10, 20))


@pytest.mark.parametrize(("until", "longest"), [(date(2025, 10, 20), date(2025, 12, 18)), (date(2025, 11, 3), date(2026, 1, 4))])
def test_what_was_paused_is_not_lost_when_more_time_is_given(district, office, family, until, longest):
    case = taken_in(district, office, family)
    apply.pause(application=case, reason="等外省核对", by=office["street"], on=date(2025, 10, 13))
    apply.resume(application=case, by=office["street"], on=until)
    apply.extend(application=case, reason="家庭情况复杂", by=office["head"], on=until)
    case.refresh_from_db()
    assert case.due_on == longest, "45 working days, and those that were paused"


def test_the_family_reads_why_it_stands_still_and_why_it_takes_longer(district, office, family, django_user_model):
    case = taken_in(district, office, family)
    apply.extend(application=case, reason="需要外省协查", by=office["head"], on=date(2025, 10, 20))
    apply.pause(application=case, reason="等外省核对", by=office["street"], on=date(2025, 10, 21))
    user = django_user_model.objects.create(username="resident")
    Account.objects.create(user=user, person=family[0], since=date(2025, 1, 1))
    page = signed_in(user).get(f"/my/applications/{case.pk}/").content.decode()
    assert "等外省核对" in page and "需要外省协查" in page


def test_who_is_late_is_counted_by_place_and_step(district, office, family):
    taken_in(district, office, family)
    found = queries.who_is_late(office["head"], date(2025, 10, 24))
    assert {(r["place_name"], r["step"], r["officer_name"], r["open"], r["late"]) for r in found} == {
        ("香蜜湖街道", step, "王知行", 1, 1) for step in ("check", "survey")
    }
    assert queries.counts(office["street"], date(2025, 10, 24)) | {"oldest": 0} == {"late": 2, "soon": 0, "hearing": 0, "objections": 0, "all": 2, "oldest": 0}
    assert not _late(office["head"], date(2025, 10, 14)), "the last day is not late"


def _late(by, on) -> list[str]:
    return [r["step"] for r in queries.who_is_late(by, on) if r["late"]]


def test_a_supervisor_reads_who_is_late_and_comes_to_the_cases(district, office, family, actor, settings):
    settings.STANDING_STILL_ON = date(2025, 10, 24)
    case = taken_in(district, office, family)
    head = signed_in(User.objects.get(pk=office["head"].user))
    assert "全辖区超期" in head.get("/desk/").content.decode(), "on the desk's first page"
    page = head.get("/desk/late/").content.decode()
    assert "香蜜湖街道" in page and "王知行" in page and "个工作日" in page
    behind = head.get(f"/desk/late/steps/?place={district.street.pk}&officer={office['street'].user}&step=survey&when=late").content.decode()
    assert f"/desk/applications/{case.pk}/" in behind and "张启明" not in behind, "names are masked in lists"
    for role, where, sees in (
        ("approver", district.street, True),
        ("approver", district.other_street, False),
        ("city", district.city, True),
        ("district", district.foreign, False),
    ):
        reader = signed_in(User.objects.get(pk=actor(role, where).user))
        assert ("王知行" in reader.get("/desk/late/").content.decode()) is sees
        assert (f"/desk/applications/{case.pk}/" in reader.get("/desk/late/steps/").content.decode()) is sees
    assert signed_in(User.objects.get(pk=office["street"].user)).get("/desk/late/").status_code == 403
