"""The small district of tests/spine.py, standing still on a day, and a count of page views that begins at nothing."""

from datetime import date

import pytest
from django.core.cache import cache

from minsheng.portal import counting

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
