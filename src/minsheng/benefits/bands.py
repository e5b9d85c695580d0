"""Awards whose amount rises by itself with age: by law without an application, and only upwards."""

from datetime import date

from django.db.models import Sum

from minsheng.base.actor import Actor
from minsheng.base.months import month_of
from minsheng.benefits.actions.awards import change_band
from minsheng.benefits.again import ask, lines_of
from minsheng.benefits.models import Award
from minsheng.places.models import Place
from minsheng.places.queries import in_range

STEP = 100


def raise_bands(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """Ask again for the month about everybody in the place, and raise from it. Each in its own transaction; run again it finds none. How many rose."""
    total, after = 0, 0
    while after is not None:
        count, after = raise_some(place=place, benefit=benefit, month=month, after=after, by=by, on=on)
        total += count
    return total


def raise_some(*, place: Place, benefit: str, month: date, after: int, by: Actor, on: date) -> tuple[int, int | None]:
    """The awards that come after an id. How many rose, and the id to go on from; None when there are no more."""
    rows = Award.objects.filter(in_range(place.path, "place__path"), benefit=benefit, state="active", pk__gt=after)
    awards = list(rows.select_related("application__applicant", "application__place", "person__place", "place", "household").order_by("pk")[:STEP])
    count = sum(_raised(award, month_of(month), by, on) for award in awards)
    return count, awards[-1].pk if len(awards) == STEP else None


def _raised(award: Award, month: date, by: Actor, on: date) -> bool:
    """Whether the award rose. What the file is silent about is not guessed: it stays as it is."""
    proposal = ask(award, month, on)
    if proposal is None or proposal.status != "yes" or not proposal.payable or proposal.from_month != month:
        return False
    covers = award.spans.filter(replaced_on=None, from_month__lte=month).exclude(until_month__lte=month)
    if proposal.fen <= (covers.aggregate(n=Sum("fen"))["n"] or 0):
        return False
    change_band(award=award, from_month=month, lines=lines_of(proposal), receipt=proposal.receipts[0], by=by, on=on)
    return True
