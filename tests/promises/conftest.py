import pytest

from tests.world import whole_world


@pytest.fixture
def world(district, actor):
    """One of everything that a page can show."""
    return whole_world(district, actor)
