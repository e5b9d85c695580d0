"""An administrator of the city and the district's approver, on the small district of tests/spine.py."""

from datetime import date

import pytest

DAY = date(2025, 10, 9)


@pytest.fixture
def admin(district, actor):
    return actor("admin", district.city)


@pytest.fixture
def head(district, actor):
    return actor("district_head", district.district)


@pytest.fixture
def paper(admin):
    """What every change is given besides itself."""
    return {"since": date(2025, 10, 1), "document": "演示〔2025〕1号", "by": admin, "on": DAY}
