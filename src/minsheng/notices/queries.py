"""Notices that are up; messages in somebody's place: what waits, who has to be called, what has to be looked at."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.notices.models import Answer, Handover, Message, Notice

CALL = Q(state__in=["call", "failed"])


def displayed(on: date) -> QuerySet[Notice]:
    """Notices that the public sees on a day: nothing of one that is over or was taken down."""
    return Notice.objects.filter(since__lte=on, until__gte=on, removed_on=None).select_related("place__parent").order_by("place__path", "-since", "pk")


def messages(by: Actor) -> QuerySet[Message]:
    return within(Message.objects.select_related("person__place"), by, "person__place")


def to_call(by: Actor) -> QuerySet[Message]:
    """Whom no message reaches, and nobody has told yet."""
    return messages(by).filter(CALL)


def answers(by: Actor) -> QuerySet[Answer]:
    return within(Answer.objects.select_related("message__person__place", "settled_by"), by, "message__person__place")


def lists(by: Actor) -> QuerySet[Handover]:
    """Fetched, or to be fetched, by officers of the place."""
    return within(Handover.objects.filter(way="file").select_related("place", "made_by"), by)


def counts(by: Actor) -> dict[str, int]:
    """waiting, open (out, without an answer), call, look."""
    found = messages(by).aggregate(
        waiting=Count("pk", filter=Q(state="waiting")), open=Count("pk", filter=Q(state__in=["handed", "delivered"])), call=Count("pk", filter=CALL)
    )
    return {**found, "look": answers(by).filter(state="look").count()}
