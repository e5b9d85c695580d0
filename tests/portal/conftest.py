"""The small district of tests/spine.py, standing still on a day, and a count of page views that begins at nothing."""

from datetime import date

import pytest
from django.core.cache import cache

from minsheng.portal import counting
from minsheng.standards.actions import approve_standard, enter_standard

DAY = date(2025, 10, 9)


@pytest.fixture(autouse=True)
def _fresh(settings):
    settings.STANDING_STILL_ON = DAY
    cache.clear()
    counting.forget()
    yield
    cache.clear()
    counting.forget()


@pytest.fixture
def keeper(district, actor):
    """An officer of the city, which keeps the site's pages."""
    return actor("city", district.city)


@pytest.fixture
def three_days(district, keeper, actor):
    """The city has entered how soon it answers: nobody has seen a national rule."""
    dates = {"in_force": date(2025, 1, 1), "known": date(2025, 1, 1), "confirmed_through": date(2025, 12, 1)}
    entered = enter_standard(figure="mistake_answer_days", place=district.city, value=3, document="演示〔2025〕9号", **dates, by=keeper, on=date(2025, 1, 2))
    return approve_standard(standard=entered, by=actor("city", district.city), on=date(2025, 1, 3))
