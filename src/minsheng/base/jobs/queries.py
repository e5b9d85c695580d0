"""Whose jobs there are."""

from django.db.models import QuerySet

from minsheng.base.actor import Actor
from minsheng.base.jobs.actions import may_see_all
from minsheng.base.models import OPEN, Job


def seen_by(by: Actor) -> QuerySet[Job]:
    """The jobs somebody asked for; for administrators all of them, with those that start by themselves."""
    return Job.objects.all() if may_see_all(by) else Job.objects.filter(asked_by=by.user, asked_by__isnull=False)


def untold(by: Actor) -> QuerySet[Job]:
    """What has ended since the person who asked last looked: for a badge or a line on the desk's first page."""
    return Job.objects.exclude(OPEN).filter(asked_by=by.user, asked_by__isnull=False, told=False)
