"""Awards whose amount rises by itself with age: by law without an application, and only upwards. Also while they are held: once released, the months come as they should be."""

from datetime import date

from minsheng.base.actor import Actor
from minsheng.base.months import each, later, month_of
from minsheng.benefits.actions.awards import change_band
from minsheng.benefits.again import ask, lines_of
from minsheng.benefits.models import Award
from minsheng.matters.declare import Proposal
from minsheng.places.models import Place
from minsheng.places.queries import in_range

STEP = 100


def raise_bands(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """Ask again up to the month about everybody in the place, and raise from the first month in which more is certain. Each in its own transaction; run again it finds none. How many rose."""
    total, after = 0, 0
    while after is not None:
        count, after = raise_some(place=place, benefit=benefit, month=month, after=after, by=by, on=on)
        total += count
    return total


def raise_some(*, place: Place, benefit: str, month: date, after: int, by: Actor, on: date) -> tuple[int, int | None]:
    """The awards that come after an id. How many rose, and the id to go on from; None when there are no more."""
    rows = Award.objects.filter(in_range(place.path, "place__path"), benefit=benefit, pk__gt=after, person__died_on=None).exclude(state="stopped")
    awards = list(rows.select_related("application__applicant", "application__place", "person__place", "place", "household", "opening").order_by("pk")[:STEP])
    count = sum(_raised(award, month_of(month), by, on) for award in awards)
    return count, awards[-1].pk if len(awards) == STEP else None


def _raised(award: Award, month: date, by: Actor, on: date) -> bool:
    """Whether the award rose: a band a time, as several may have been missed."""
    rose = False
    while better := _higher(award, month, on):
        change_band(award=award, from_month=better.from_month, lines=lines_of(better), receipt=better.receipts[0], by=by, on=on)
        rose = True
    return rose


def _higher(award: Award, month: date, on: date) -> Proposal | None:
    """What is certain and more than is paid, from the first month of it: runs may have been missed. What the system before paid is not gone into.

    What the file is silent about is not guessed: it stays as it is.
    """
    spans = list(award.spans.filter(replaced_on=None))
    found = None
    first = max(award.from_month, later(award.opening.month)) if award.opening else award.from_month
    for one in reversed(list(each(first, month))):
        proposal = ask(award, one, on)
        certain = proposal is not None and proposal.status == "yes" and proposal.payable and proposal.from_month == one
        paid = sum(s.fen for s in spans if s.from_month <= one and (s.until_month is None or one < s.until_month))
        if certain and proposal.fen > paid:
            found = proposal
        elif certain or found is None:  # a month that is not certain lies between two bands; before it there may be more
            break
    return found
