"""Cases in whose household somebody of the staff has declared a near relative, or that say so themselves: what the register shows of each."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from minsheng.accounts.access import within
from minsheng.accounts.models import DeclaredRelative
from minsheng.applications.models import Application, Decision, Sheet, Task, Visit
from minsheng.base.actor import Actor
from minsheng.registry.models import Document

LATEST = Prefetch("decisions", Decision.objects.select_related("authority").order_by("-pk"))


def of_near_relatives(by: Actor) -> QuerySet[Application]:
    """With `declared_by` and `declared_as` (who declared it last, and as what), `said` (the household says so on its form), `district_visit` (the day) and `needs_visit` (the way has a visit)."""
    declared = DeclaredRelative.objects.filter(digest__in=_numbers()).order_by("-declaration__year", "pk")
    visits = Visit.objects.filter(application=OuterRef("pk"), kind="relative").exclude(met="missed").order_by("-on")
    steps = Task.objects.filter(application=OuterRef("pk"), step="survey")
    rows = within(Application.objects.exclude(state="draft"), by).annotate(
        declared_by=Subquery(declared.annotate(who=Coalesce(NullIf("declaration__user__name", Value("")), "declaration__user__username")).values("who")[:1]),
        declared_as=Subquery(declared.values("relation")[:1]),
        district_visit=Subquery(visits.values("on")[:1]),
        needs_visit=Exists(steps),
        said=Exists(SAID),
    )
    return rows.exclude(declared_as=None, said=False)


SAID = Sheet.objects.filter(application=OuterRef("pk"), near="yes", replaced_on=None)


def _numbers() -> QuerySet:
    """Digests of the documents of everybody in the household of the case outside."""
    theirs = Q(person=OuterRef(OuterRef("applicant"))) | Q(person__memberships__household=OuterRef(OuterRef("household")), person__memberships__until=None)
    return Document.objects.filter(theirs).values("digest")
