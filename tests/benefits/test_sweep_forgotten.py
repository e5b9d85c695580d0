"""Snapshots of sweeps are kept for ever, or for as many months as the operator says; the receipt stays, and the trail says what is gone."""

from datetime import date

import pytest

from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.models import AuditEntry
from minsheng.benefits.models import Sweep
from minsheng.benefits.sweep import forgetting, sweep
from tests.spine import make_person

pytestmark = pytest.mark.django_db
MONTHS = [date(2025, m, 9) for m in (1, 4, 5)]


@pytest.fixture
def made(district, settings, tmp_path) -> list[Sweep]:
    settings.VAR = tmp_path
    make_person("演一", district.community, date(1950, 1, 1), facts={"hukou": "here"})
    return [sweep(place=district.district, matter="old_age_allowance", month=day.replace(day=1), by=MACHINE, on=day) for day in MONTHS]


def forget(settings, on: date, months: int) -> None:
    settings.STANDING_STILL_ON, settings.KEEP_SWEEPS = on, months
    assert jobs.run(jobs.start(kind="benefits.forget_sweeps", by=MACHINE, on=on)).state == "done"


def kept(one: Sweep) -> list[str]:
    return sorted(path.suffix for path in forgetting.folder(one).iterdir())


def test_nothing_is_removed_unless_the_operator_says_for_how_long(made, settings):
    forget(settings, date(2099, 1, 1), 0)
    assert all(".parquet" in kept(one) for one in made) and not AuditEntry.objects.filter(act="benefits.forget_sweep").exists()


@pytest.mark.parametrize(("on", "left"), [(date(2025, 10, 31), 2), (date(2025, 11, 1), 1), (date(2025, 12, 1), 0)])
def test_what_is_older_is_removed_but_for_its_receipt(made, settings, monkeypatch, on, left):
    monkeypatch.setattr(forgetting, "SOME", 1)
    forget(settings, on, 6)
    assert [".parquet" in kept(one) for one in made] == [False] * (3 - left) + [True] * left
    assert all(".json" in kept(one) for one in made)
    forget(settings, on, 6)
    gone = AuditEntry.objects.filter(act="benefits.forget_sweep").order_by("id")
    assert [entry.details["digest"] for entry in gone] == [one.digest for one in made[: 3 - left]], "once each"
