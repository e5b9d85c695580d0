"""Reading applications: the queue by urgency, one case with everything on its page."""

from datetime import date, timedelta

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from minsheng.accounts.access import places_of, within
from minsheng.accounts.roles import MAY
from minsheng.applications.models import Application, Assessment, Paper, Task
from minsheng.base import calendar
from minsheng.base.actor import Actor
from minsheng.matters import catalogue

SOON = 3  # working days
STANDING_STILL = Q(pk__in=Task.objects.filter(application__pauses__isnull=False, application__pauses__until=None))  # nothing is late while the clock is stopped


def visible(by: Actor) -> QuerySet[Application]:
    """What the actor may see: the own applications, or those of the own place. Drafts are the family's own."""
    if by.role == "resident":
        return Application.objects.filter(applicant=by.person)
    return within(Application.objects.exclude(state="draft"), by)


def steps_of(by: Actor) -> list[tuple[str, str]]:
    """(matter, step) pairs that this role does."""
    return [(m.key, s.key) for m in catalogue.all_matters() for way in (m.steps, *m.ways.values()) for s in way if by.role in MAY[s.may]]


def open_steps(by: Actor) -> QuerySet[Task]:
    """Open steps that this role does in its place."""
    mine = Q(pk__in=[])
    for matter, step in set(steps_of(by)):
        mine |= Q(application__matter=matter, step=step)
    tasks = Task.objects.filter(mine, state="open").exclude(application__state__in=["draft", "withdrawn"])  # delivery comes after the decision
    return tasks.filter(place__in=_places(by)) if by.path else tasks


def queue(by: Actor) -> QuerySet[Task]:
    """The open steps, the late ones first. One row a step, with what the page shows of its case."""
    return with_case(open_steps(by)).order_by(F("due_on").asc(nulls_last=True), "pk")


def with_case(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Steps with what a list shows of their cases."""
    newest = Assessment.objects.filter(application=OuterRef("application")).order_by("-pk")
    brought = Paper.objects.filter(application=OuterRef("application"), state="given").order_by("-added_on")
    return tasks.select_related("application__applicant", "application__place", "application__handled_by", "place").annotate(
        prepared=Subquery(newest.values("status")[:1]),
        prepared_fen=Subquery(newest.values("fen")[:1]),
        headline=Subquery(newest.values("headline")[:1]),
        papers_on=Subquery(brought.values("added_on")[:1]),
        members=Count("application__household__memberships", filter=Q(application__household__memberships__until=None)),
    )


def _places(by: Actor):
    """A step waits in the queue of one place: the actor's own or below it; who decides sees only what waits there."""
    return [by.place] if by.role in ("approver", "district_head") else places_of(by)


def late(on: date) -> Q:
    """Past its day, and the clock is not stopped."""
    return Q(due_on__lt=on) & ~STANDING_STILL


def soon(on: date) -> Q:
    """Due today or within three working days."""
    return Q(due_on__gte=on, due_on__lte=calendar.add_working_days(on, SOON).day)


def urgent(by: Actor, on: date) -> int:
    """How many of the actor's steps are late or due soon: the badge on the bar."""
    return open_steps(by).filter(late(on) | soon(on)).count() if steps_of(by) else 0


def counts(by: Actor, on: date) -> dict[str, int]:
    """How much is late, due within three working days, waiting for a hearing, and open at all."""
    rows = Task.objects.filter(pk__in=open_steps(by).values("pk"))
    found = rows.aggregate(
        late=Count("pk", filter=late(on)),
        soon=Count("pk", filter=soon(on)),
        hearing=Count("pk", filter=Q(step="hearing")),
        objections=Count("pk", filter=Q(application__objections__state="open"), distinct=True),
        all=Count("pk"),
    )
    oldest = rows.filter(late(on)).order_by("due_on").values_list("due_on", flat=True).first()
    return found | {"oldest": calendar.working_days_between(oldest, on) if oldest else 0}


def narrowed(
    tasks: QuerySet[Task], on: date, *, when: str = "", matter: str = "", community: str = "", kind: str = "", step: str = "", text: str = ""
) -> QuerySet[Task]:
    """The filters of the queue page, each from its parameter in the address."""
    if when == "late":
        tasks = tasks.filter(late(on))
    elif when == "soon":
        tasks = tasks.filter(soon(on))
    elif when == "hearing":
        tasks = tasks.filter(step="hearing")
    elif when == "objection":
        tasks = tasks.filter(application__objections__state="open").distinct()
    for value, name in ((matter, "application__matter"), (community, "application__place"), (kind, "application__kind"), (step, "step")):
        if value:
            tasks = tasks.filter(**{name: value})
    return tasks.filter(Q(application__number__icontains=text) | Q(application__applicant__name__contains=text)) if text else tasks


def supervised(by: Actor) -> QuerySet[Task]:
    """Every open step in the actor's place or below, whoever does it."""
    return within(Task.objects.filter(state="open").exclude(application__state__in=["draft", "withdrawn"]), by)


def who_is_late(by: Actor, on: date) -> list[dict]:
    """[{place, place_name, officer, officer_name, matter, step, open, late, oldest}]: what a supervisor reads. `officer` is who handles the case (None:
    nobody yet), `oldest` the day on which the longest late one fell due, or None."""
    rows = supervised(by).values("place", "place__name", "application__handled_by", "application__handled_by__name", "application__matter", "step")
    counted = rows.annotate(open=Count("pk"), late=Count("pk", filter=late(on)), oldest=Min("due_on", filter=late(on))).order_by("place", "step")
    return [
        {
            "place": r["place"], "place_name": r["place__name"], "officer": r["application__handled_by"], "officer_name": r["application__handled_by__name"] or "",
            "matter": r["application__matter"], "step": r["step"], "open": r["open"], "late": r["late"], "oldest": r["oldest"],
        }
        for r in counted
    ]  # fmt: skip


def reviews_due(on: date, days: int = 30) -> date:
    """Reviews that fall due until then are opened now."""
    return on + timedelta(days=days)


MEMBERS = Count("household__memberships", filter=Q(household__memberships__until=None))
"""How many people a case is about, as an annotation."""
