"""What is decided is what the officer saw: figures that have changed since the page was opened stop the decision and are said."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.prepare import assess
from minsheng.base.errors import Refused
from minsheng.registry import actions as registry
from tests.applications.conftest import heard, user_of
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 2)


def earns(granted, office, fen):
    registry.learn(subject=granted.man, facts={"monthly_income": fen}, source="applicant", since=date(2025, 12, 1), by=office["street"], on=DAY)


@pytest.mark.parametrize("outcome", ["changed", "stopped"])
def test_another_amount_than_was_shown_is_refused_with_the_new_one(review, granted, office, outcome):
    case = review(200000)
    heard(case, office, DAY)
    shown = assess(case, DAY)
    given = {"application": case, "outcome": outcome, "reason": "收入增加", "by": office["head"], "on": DAY}
    earns(granted, office, 160000)
    with pytest.raises(Refused, match=r"1,931\.00 元") as no:
        apply.decide(**given, seen=shown.pk)
    assert no.value.field == "seen" and not case.decisions.exists()
    apply.decide(**given, seen=assess(case, DAY).pk)
    assert case.decisions.get().outcome == outcome


def test_the_same_figures_on_another_day_are_what_was_shown(review, granted, office):
    case = review(200000)
    heard(case, office, DAY)
    shown = assess(case, DAY)
    later = date(2025, 12, 3)
    assert assess(case, later).pk != shown.pk
    assert apply.decide(application=case, outcome="changed", reason="收入增加", seen=shown.pk, by=office["head"], on=later).fen == shown.fen


def test_an_assessment_of_another_case_is_not_what_was_shown(review, granted, office):
    case = review(200000)
    heard(case, office, DAY)
    with pytest.raises(Refused, match="变了"):
        apply.decide(application=case, outcome="kept", reason="x", seen=granted.case.assessments.latest("pk").pk, by=office["head"], on=DAY)


def test_the_page_carries_it_and_shows_the_new_figures(review, granted, office, settings):
    settings.STANDING_STILL_ON = DAY
    case = review(200000)
    heard(case, office, DAY)
    client, page = signed_in(user_of(office["head"])), f"/desk/applications/{case.pk}/"
    shown = assess(case, DAY)
    assert f'name="change-seen" value="{shown.pk}"' in client.get(page).content.decode()
    given = {"change-reason": "收入增加", "change-seen": shown.pk}
    assert client.post(f"{page}do/change/", {"change-reason": "收入增加"}).status_code == 422
    earns(granted, office, 160000)
    came = client.post(f"{page}do/change/", given, follow=True)
    assert "变了" in came.content.decode() and not case.decisions.exists()
    assert f'value="{assess(case, DAY).pk}"' in came.content.decode()
