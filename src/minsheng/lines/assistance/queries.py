"""Reading who is supported how."""

from django.db.models import Prefetch, QuerySet

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.benefits.models import Award
from minsheng.lines.assistance.models import Support


def supported(by: Actor) -> QuerySet[Award]:
    """Everybody in the actor's place who is supported as tekun, with `now`: how ([] where nobody has entered it)."""
    rows = Award.objects.filter(benefit="tekun").exclude(state="stopped").select_related("person", "place")
    now = Prefetch("supports", Support.objects.filter(until=None).select_related("caregiver"), to_attr="now")
    return within(rows, by).prefetch_related(now)


def not_arranged(by: Actor) -> int:
    return supported(by).exclude(supports__until=None, supports__isnull=False).count()
