"""Whose jobs there are."""

from django.db.models import QuerySet

from minsheng.base.actor import Actor
from minsheng.base.jobs.actions import may_see_all
from minsheng.base.models import OPEN, Job


def seen_by(by: Actor) -> QuerySet[Job]:
    """The jobs somebody asked for; for administrators all of them, with those that start by themselves."""
    return Job.objects.all() if may_see_all(by) else Job.objects.filter(asked_by=by.user, asked_by__isnull=False)


def untold(by: Actor) -> QuerySet[Job]:
    """What has ended since the person who asked last looked: for a card on the desk's first page."""
    return Job.objects.exclude(OPEN).filter(asked_by=by.user, asked_by__isnull=False, told=False)


def told(by: Actor, *keys: str) -> None:
    """Who asked sees how these have ended, or all of them: nothing of the office's business, so neither an action nor an entry in the trail."""
    ended = untold(by).filter(key__in=keys) if keys else untold(by)
    if seen := list(ended.values_list("pk", flat=True)):  # a page that is only read takes no lock
        Job.objects.filter(pk__in=seen).update(told=True)
