"""How long the snapshots of sweeps are kept: for ever, unless the operator says for how many months (MINSHENG_KEEP_SWEEPS). The receipt always stays."""

from datetime import date
from pathlib import Path

from django.conf import settings

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.months import later, month_of
from minsheng.benefits.models_sweep import Sweep

SOME = 50  # sweeps a step


def folder(sweep: Sweep) -> Path:
    return settings.VAR / "sweeps" / f"{sweep.pk}"


def old(on: date, after: int) -> list[Sweep]:
    """The next of those that were made in a month that is over for longer than they are kept."""
    if not settings.KEEP_SWEEPS:
        return []
    rows = Sweep.objects.filter(pk__gt=after, on__lt=later(month_of(on), -settings.KEEP_SWEEPS))
    return list(rows.select_related("place").order_by("pk")[:SOME])


@action
def forget_some(*, after: int, by: Actor, on: date) -> int | None:
    """Remove what lies in their folders but the receipt, which says what it was. The id to go on from; None when there are no more."""
    rows = old(on, after)
    for sweep in rows:
        if parts := sorted(folder(sweep).glob("*.parquet")):
            record(by=by, on=on, act="benefits.forget_sweep", subject=sweep, place=sweep.place, parts=len(parts), digest=sweep.digest)
            for part in parts:
                part.unlink(missing_ok=True)
    return rows[-1].pk if len(rows) == SOME else None
