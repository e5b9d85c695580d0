"""Told in writing, with time to answer, before anything is less; nobody is heard about nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.applications import actions as apply
from minsheng.applications.models import Decision, Hearing
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.notices.models import Letter
from minsheng.registry import actions as registry
from tests.applications.conftest import heard, told, user_of
from tests.applications.test_deciding import said
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 2)  # a Tuesday
KEPT, LOWER, HIGHER, ABOVE = 153500, 200000, 100000, 900000


def steps(case) -> dict[str, str]:
    return {t.step: t.state for t in case.tasks.exclude(state__in=["redone", "dropped"])}


def absent(case, office, on, heard_on=None):
    return apply.hear(application=case, heard_on=heard_on or on, manner="absent", said="", considered="没有表示意见", by=office["street"], on=on)


# --- nothing is reduced: nobody is heard --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("income", [KEPT, HIGHER])
def test_a_review_that_finds_no_less_has_no_hearing_and_no_letter(review, office, income):
    case = review(income)
    assert steps(case)["hearing"] == "done" and steps(case)["decide"] == "open"
    assert case.tasks.get(step="hearing").result == {"skipped": "nothing_less"}
    apply.decide(application=case, outcome="kept" if income == KEPT else "changed", by=office["head"], on=DAY)
    assert not Letter.objects.filter(kind="hearing").exists()


def test_no_letter_announces_the_amount_of_now(review, office):
    case = review(KEPT)
    with pytest.raises(Refused) as no:
        told(case, office, DAY, intended="reduce")
    assert no.value.field == "intended"
    with pytest.raises(Refused) as no:
        told(case, office, DAY, intended="end")
    assert no.value.field == "why", "the rule book prepared no end"
    assert steps(case)["decide"] == "open" and not Letter.objects.filter(kind="hearing").exists()


def test_who_means_to_end_it_all_the_same_tells_and_hears_first(review, office):
    case = review(KEPT)
    with pytest.raises(Refused, match="听取意见"):
        apply.decide(application=case, outcome="stopped", reason="拒绝核查", by=office["head"], on=DAY)
    told(case, office, DAY, intended="end", why="拒绝核查")
    assert (steps(case)["hearing"], "decide" in steps(case)) == ("open", False)
    assert "拟停发：拒绝核查" in said("hearing") and "1,996.00 元，拟调整" not in said("hearing")
    apply.hear(application=case, heard_on=DAY, manner="phone", said="不同意", considered="已考虑", by=office["street"], on=DAY)
    assert apply.decide(application=case, outcome="stopped", reason="拒绝核查", by=office["head"], on=DAY).before == 199600


def test_facts_that_change_afterwards_bring_the_hearing_back(review, granted, office):
    case = review(KEPT)
    registry.learn(subject=granted.man, facts={"monthly_income": LOWER}, source="applicant", since=date(2025, 12, 1), by=office["district"], on=DAY)
    with pytest.raises(Refused, match="听取意见"):
        apply.decide(application=case, outcome="changed", reason="收入增加", by=office["head"], on=DAY)
    heard(case, office, DAY)
    assert apply.decide(application=case, outcome="changed", reason="收入增加", by=office["head"], on=DAY).fen == 153100


# --- told first ---------------------------------------------------------------------------------------------------------------------


def test_without_the_letter_nobody_has_been_heard(review, office):
    case = review(ABOVE)
    for manner in Hearing.MANNERS:
        with pytest.raises(Refused, match="还没有书面告知"):
            apply.hear(application=case, heard_on=DAY, manner=manner, said="", considered="x", by=office["street"], on=DAY)
    with pytest.raises(Refused) as no:
        told(case, office, DAY, days=0)
    assert no.value.field == "days"


def test_silence_counts_once_the_letter_has_come_and_its_days_are_over(review, office):
    case = review(ABOVE)
    told(case, office, DAY, days=5)
    with pytest.raises(Refused, match="还没有送达") as no:
        absent(case, office, date(2025, 12, 20))
    assert no.value.field == "manner"
    apply.deliver_telling(application=case, manner="post", delivered_on=date(2025, 12, 8), by=office["street"], on=date(2025, 12, 9))
    with pytest.raises(Refused, match="2025-12-15") as no:  # five days from Monday the 8th end on Saturday: Monday
        absent(case, office, date(2025, 12, 15))
    assert no.value.field == "heard_on"
    made = absent(case, office, date(2025, 12, 16))
    assert (made.told_on, made.letter.kind) == (date(2025, 12, 8), "hearing")


def test_two_tries_on_two_days_stand_for_a_delivery(review, office):
    case = review(ABOVE)
    told(case, office, DAY, days=1)

    def tried(day):
        return apply.try_telling(application=case, tried_on=day, how="visit", by=office["street"], on=day)

    tried(DAY)
    with pytest.raises(AlreadyDone):
        tried(DAY)
    with pytest.raises(Refused, match="还没有送达"):
        absent(case, office, date(2025, 12, 10))
    tried(date(2025, 12, 4))
    with pytest.raises(Refused, match="2025-12-05"):
        absent(case, office, date(2025, 12, 5))
    assert absent(case, office, date(2025, 12, 8)).told_on == date(2025, 12, 4)


def test_the_letter_names_the_office_s_days_and_no_law_for_them(review, office):
    told(review(LOWER), office, DAY, days=6)
    assert "自收到这份告知书之日起 6 天内" in said("hearing") and "within 6 days of receiving" in said("hearing", "en")


def test_an_end_that_the_office_opened_says_why(granted, office):
    case = apply.open_about(
        award=f"benefits.award:{granted.award.pk}", matter="dibao", kind="stop", applicant=granted.man, household=granted.home, reason="moved", by=office["street"], on=DAY
    )  # fmt: skip
    told(case, office, DAY)
    assert "拟停发：迁出" in said("hearing") and "intended to end: Moved away" in said("hearing", "en")


def test_the_database_wants_a_letter_behind_silence(review, office):
    case = review(ABOVE)
    made = heard(case, office, DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.filter(pk=made.pk).update(manner="absent", letter=None)


# --- reasons ------------------------------------------------------------------------------------------------------------------------


def test_a_reduction_needs_its_reason(review, office):
    case = review(LOWER)
    heard(case, office, DAY)
    with pytest.raises(Refused, match="必须写明理由") as no:
        apply.decide(application=case, outcome="changed", reason=" ", by=office["head"], on=DAY)
    assert no.value.field == "reason"
    made = apply.decide(application=case, outcome="changed", reason="收入增加", by=office["head"], on=DAY)
    assert (made.before, made.fen) == (199600, 153100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(reason="")


def test_a_rise_needs_none(review, office):
    assert apply.decide(application=review(HIGHER), outcome="changed", by=office["head"], on=DAY).fen > 199600


@pytest.mark.parametrize("income", [ABOVE, LOWER, HIGHER])
def test_kept_against_what_was_prepared_needs_its_reason_and_who_was_told_hears_of_it(review, office, income):
    case = review(income)
    if income != HIGHER:
        heard(case, office, DAY)
    with pytest.raises(Refused, match="必须写明理由") as no:
        apply.decide(application=case, outcome="kept", by=office["head"], on=DAY)
    assert no.value.field == "reason"
    apply.decide(application=case, outcome="kept", reason="收入只是临时的", by=office["head"], on=DAY)
    letters = Letter.objects.filter(kind="kept")
    assert letters.exists() == (income != HIGHER)
    if letters:
        assert "维持不变，仍是每月 1,996.00 元。收入只是临时的" in said("kept")


def test_a_kept_award_is_delivered_with_or_without_a_letter(review, office):
    case = review(KEPT)
    apply.decide(application=case, outcome="kept", by=office["head"], on=DAY)
    with pytest.raises(Refused) as no:
        apply.deliver(application=case, manner="phone", delivered_on=date(2025, 12, 1), by=office["street"], on=DAY)
    assert no.value.field == "delivered_on"
    apply.deliver(application=case, manner="hand", delivered_on=DAY, by=office["street"], on=DAY)
    assert case.decisions.get().appeal_until == date(2026, 2, 2), "60 days end on Saturday the 31st"


# --- the pages ----------------------------------------------------------------------------------------------------------------------


def test_the_way_to_a_hearing_is_on_the_case_page(review, office, settings):
    settings.STANDING_STILL_ON = DAY
    case = review(ABOVE)
    page, client = f"/desk/applications/{case.pk}/", signed_in(user_of(office["street"]))
    shown = client.get(page).content.decode()
    assert "do/tell/" in shown and "do/hear/" not in shown and "do/told/" not in shown
    assert client.post(f"{page}do/tell/", {"tell-intended": "end", "tell-days": "5"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "do/hear/" in shown and "do/told/" in shown and "do/tried/" in shown
    assert client.post(f"{page}do/tried/", {"tried-tried_on": "2025-12-02", "tried-how": "visit"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "还没有送达" in shown and "上门没有见到" in shown and "do/tell-again/" in shown
    assert client.post(f"{page}do/told/", {"told-manner": "hand", "told-delivered_on": "2025-12-02"}).status_code == 302
    shown = client.get(page)
    assert "为止表示意见" in shown.content.decode() and shown.context["telling"].last == date(2025, 12, 8), "five days end on a Sunday"
    given = {"hear-heard_on": "2025-12-02", "hear-manner": "absent", "hear-considered": "x"}
    assert client.post(f"{page}do/hear/", given).status_code == 422
    assert client.post(f"{page}do/hear/", given | {"hear-manner": "present"}).status_code == 302
    assert "do/tell/" not in client.get(page).content.decode()


def test_a_step_that_was_not_needed_says_so_on_the_bar(review, office, settings):
    settings.STANDING_STILL_ON = DAY
    case = review(KEPT)
    shown = signed_in(user_of(office["street"])).get(f"/desk/applications/{case.pk}/").content.decode()
    assert "不用听取：没有减少" in shown and "do/tell-again/" in shown and "do/tell/" not in shown
