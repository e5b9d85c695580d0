"""What hangs on the board is what the street agreed to, of whom is supported, and only a grant; and nothing else is granted."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.models import Decision
from minsheng.base.errors import Refused
from minsheng.notices.models import Letter, Notice
from minsheng.registry import actions as registry
from tests.applications.conftest import checked, taken_in, user_of, visited
from tests.pages import signed_in
from tests.scenario import to_notice

pytestmark = pytest.mark.django_db
OPINED, POSTED, DOWN, DECIDED = date(2025, 10, 17), date(2025, 10, 17), date(2025, 10, 27), date(2025, 10, 28)


@pytest.fixture
def visited_case(district, office, family):
    """Checked and visited: the opinion comes next."""
    case = taken_in(district, office, family)
    checked(case, office)
    visited(case, office)
    return case


def earns(person, fen, office, on=OPINED):
    registry.learn(subject=person, facts={"monthly_income": fen}, source="applicant", since=date(2025, 10, 1), by=office["district"], on=on)


def opine(case, office, agree=True, words="", on=OPINED):
    return apply.opine(application=case, agree=agree, words=words, by=office["street"], on=on)


def post(case, office, on=POSTED):
    return apply.publish(application=case, places_shown="公示栏", phone="x", by=office["street"], on=on)


def steps(case) -> dict[str, str]:
    return {t.step: t.state for t in case.tasks.exclude(state__in=["redone", "dropped"])}


# --- who is posted ------------------------------------------------------------------------------------------------------------------


def test_a_family_that_does_not_qualify_is_not_posted_but_told_in_writing(visited_case, office, family):
    earns(family[0], 900000, office)
    opine(visited_case, office)
    assert steps(visited_case)["notice"] == "done" and steps(visited_case)["decide"] == "open" and not Notice.objects.exists()
    apply.decide(application=visited_case, outcome="refused", reason="收入超过", by=office["head"], on=OPINED)
    assert Letter.objects.filter(kind="refused").exists() and not Notice.objects.exists()


def test_what_the_street_does_not_agree_to_is_not_posted_and_not_granted(visited_case, office):
    opine(visited_case, office, agree=False, words="名下有商铺")
    assert steps(visited_case)["decide"] == "open" and not Notice.objects.exists()
    with pytest.raises(Refused, match="没有公示过") as no:
        apply.decide(application=visited_case, outcome="granted", by=office["head"], on=OPINED)
    assert no.value.field == "outcome"
    apply.opine_again(application=visited_case, reason="商铺已经转让", by=office["head"], on=OPINED)
    assert steps(visited_case)["opinion"] == "open"
    opine(visited_case, office)
    assert post(visited_case, office).fen == 199600


def test_disagreeing_needs_words_that_say_something(visited_case, office):
    with pytest.raises(Refused) as no:
        opine(visited_case, office, agree=False, words="  ")
    assert no.value.field == "words"


def test_the_notice_counts_who_is_supported(visited_case, office, family):
    registry.learn(
        subject=family[1],
        facts={"absence": "prison"},
        source="officer",
        since=date(2025, 10, 1),
        officer="王知行",
        evidence="判决书",
        by=office["district"],
        on=OPINED,
    )
    earns(family[0], 100000, office)
    found = opine(visited_case, office)
    assert (found.persons, found.fen) == (1, 53500)
    notice = post(visited_case, office)
    assert (notice.shown_name, notice.members, notice.fen) == ("张启明", 1, found.fen)


# --- what is posted binds -----------------------------------------------------------------------------------------------------------


def test_what_was_agreed_to_is_posted_or_nothing(visited_case, office, family):
    opine(visited_case, office)
    earns(family[0], 50000, office)
    with pytest.raises(Refused, match="重新出具初审意见"):
        post(visited_case, office)
    apply.opine_again(application=visited_case, reason="收入减少", by=office["street"], on=POSTED)
    opine(visited_case, office)
    assert post(visited_case, office).fen == 303100


def test_another_amount_than_was_posted_is_not_granted(district, office, family):
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=DOWN)
    earns(family[0], 50000, office, on=DOWN)
    with pytest.raises(Refused, match="和公示过的不一样") as no:
        apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)
    assert no.value.field == "outcome" and not Decision.objects.exists()
    apply.opine_again(application=case, reason="收入减少", by=office["head"], on=DECIDED)
    opine(case, office, on=DECIDED)
    assert post(case, office, DECIDED).fen == 303100
    apply.take_down(application=case, by=office["street"], on=date(2025, 11, 5))
    assert apply.decide(application=case, outcome="granted", by=office["head"], on=date(2025, 11, 5)).fen == 303100


def test_the_old_notice_comes_down_before_another_hangs(district, office, family):
    case = to_notice(district, office, family)
    earns(family[0], 50000, office, on=date(2025, 10, 20))
    apply.opine_again(application=case, reason="收入减少", by=office["street"], on=date(2025, 10, 20))
    old = Notice.objects.get()
    assert old.removed_on == date(2025, 10, 20)
    opine(case, office, on=date(2025, 10, 20))
    assert post(case, office, date(2025, 10, 20)).pk != old.pk


def test_sending_back_says_why_and_needs_an_opinion(visited_case, office, district, family):
    with pytest.raises(Refused, match="还没有初审意见"):
        apply.opine_again(application=visited_case, reason="x", by=office["street"], on=OPINED)
    opine(visited_case, office)
    with pytest.raises(Refused) as no:
        apply.opine_again(application=visited_case, reason=" ", by=office["street"], on=OPINED)
    assert no.value.field == "reason"


def test_the_decision_page_says_that_it_differs_and_offers_only_the_way_back(district, office, family, settings):
    settings.STANDING_STILL_ON = DECIDED
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=DOWN)
    page, client = f"/desk/applications/{case.pk}/", signed_in(user_of(office["head"]))
    shown = client.get(page).content.decode()
    assert "do/grant/" in shown and "do/send-back/" not in shown
    earns(family[0], 50000, office, on=DOWN)
    shown = client.get(page).content.decode()
    assert "do/grant/" not in shown and "do/send-back/" in shown and "公示过的是 2 人、每月 1,996.00 元；现在算出的是 2 人、每月 3,031.00 元" in shown
    assert client.post(f"{page}do/grant/", {}).status_code == 422
    assert client.post(f"{page}do/send-back/", {"send-back-reason": "收入减少"}).status_code == 302
    assert steps(case)["opinion"] == "open"
