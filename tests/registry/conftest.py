"""A roster of the street's officer, checked, and loaded."""

import pytest

from minsheng.registry.imports.actions import check, load
from tests.registry.rosters import as_csv
from tests.spine import DAY


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street, "王街道")


@pytest.fixture
def checked(district, officer):
    """check(rows) of the street's officer."""

    def run(rows, write=as_csv, **more):
        return check(upload=write(rows, **more), place=district.street, by=officer, on=DAY)

    return run


@pytest.fixture
def loaded(checked, officer):
    """check and load."""
    return lambda rows, **more: load(run=checked(rows, **more), by=officer, on=DAY)
