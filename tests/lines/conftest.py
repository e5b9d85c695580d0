"""Families whom tests of social assistance share. Everybody is invented."""

from datetime import date

import pytest

from minsheng.registry import actions as registry
from tests.applications.conftest import APPLIED
from tests.lines.kinds import ADULT, ILL, MEANS
from tests.spine import make_person


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
