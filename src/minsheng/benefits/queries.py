"""Reading awards."""

from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.base.months import each, month_of
from minsheng.benefits.due import HoldOf, SpanOf, due
from minsheng.benefits.models import Award, Certification, Finding
from minsheng.payments.models import Payable


def awards(by: Actor, month: date) -> QuerySet[Award]:
    """Awards of the actor's place with what they pay in a month."""
    return within(every(month), by)


def every(month: date) -> QuerySet[Award]:
    """All awards with what they pay in a month (`now`) and whether a certification is still to come."""
    rows = Award.objects.select_related("person", "place")
    covers = Q(spans__replaced_on=None, spans__from_month__lte=month) & (Q(spans__until_month=None) | Q(spans__until_month__gt=month))
    return rows.annotate(
        now=Coalesce(Sum("spans__fen", filter=covers), 0), uncertified=Exists(Certification.objects.filter(award=OuterRef("pk"), done_on=None))
    )


def pays(award: Award, month: date) -> int:
    """Fen that are due of an award in a month; a hold pauses money and lowers no amount."""
    spans = [SpanOf(s.component, s.person_id or 0, s.fen, s.from_month, s.until_month) for s in award.spans.filter(replaced_on=None)]
    return sum(due(spans, [], max(month, award.from_month), award.stopped_from).values())


def grace_until(award: Award) -> date | None:
    """The first month no longer paid of an award in a gradual exit; None for any other."""
    return award.spans.filter(replaced_on=None, why="grace").aggregate(Max("until_month"))["until_month__max"]


def leaving() -> QuerySet[Award]:
    """Awards in a gradual exit, with `ends`: the first month they no longer pay."""
    ends = Max("spans__until_month", filter=Q(spans__replaced_on=None, spans__why="grace"))
    return Award.objects.exclude(state="stopped").annotate(ends=ends).exclude(ends=None)


def months(award: Award, on: date) -> list[dict]:
    """Month by month, the newest first: due, handed in for payment, paid; `outside` was paid by the system before."""
    spans = [SpanOf(s.component, s.person_id or 0, s.fen, s.from_month, s.until_month) for s in award.spans.filter(replaced_on=None)]
    holds = [HoldOf(h.from_month, h.until_month, h.paid_back) for h in award.holds.all()]
    rows = (
        Payable.objects.filter(about=f"benefits.award:{award.pk}")
        .values("month")
        .annotate(handed=Sum("fen"), paid=Sum("fen", filter=Q(payment__state__in=["paid"])))
    )
    known = {r["month"]: r for r in rows}
    last = max([month_of(on), *known])
    found = [
        {
            "month": m,
            "due": sum(due(spans, holds, m, award.stopped_from).values()),
            "outside": award.opening is not None and m <= award.opening.month,
            "handed": known.get(m, {}).get("handed") or 0,
            "paid": known.get(m, {}).get("paid") or 0,
        }
        for m in each(award.from_month, last)
    ]
    return found[::-1][:36]


def findings(by: Actor) -> QuerySet[Finding]:
    return within(Finding.objects.filter(state="open").select_related("person__place", "award"), by, "person__place")


def to_contact(by: Actor) -> tuple[int, int]:
    """How many who seem to qualify and have not asked are still to be contacted, and how many are on the list."""
    found = findings(by).filter(kind="entitled").aggregate(waiting=Count("pk", filter=Q(contact="")), listed=Count("pk"))
    return found["waiting"], found["listed"]


def reviews_due(by: Actor, until: date) -> QuerySet[Award]:
    return within(Award.objects.filter(review_on__lte=until).exclude(state="stopped").select_related("person", "place"), by).order_by(F("review_on").asc())


def rounds(by: Actor, most: int = 6) -> list[dict]:
    """The latest rounds of the actor's place, {benefit, round, n, done, told, closed}: how many have to certify, have, were told, and for how many it has ended."""
    rows = within(Certification.objects.exclude(done_on=None, award__state="stopped"), by, "award__place").values("round", benefit=F("award__benefit"))
    counted = rows.annotate(
        n=Count("pk"),
        done=Count("pk", filter=Q(done_on__isnull=False)),
        told=Count("pk", filter=Q(told_on__isnull=False)),
        closed=Count("pk", filter=Q(closed_on__isnull=False)),
    )
    return list(counted.order_by("-round", "benefit")[:most])


def missing_certification(by: Actor) -> QuerySet[Certification]:
    return within(
        Certification.objects.filter(done_on=None).exclude(award__state="stopped").select_related("award__person", "award__place"), by, "award__place"
    )
