"""What the rule book says somebody may still claim, from what the file knows: an invitation, not a decision."""

from dataclasses import dataclass
from datetime import date

from minsheng.benefits.models import Award
from minsheng.matters import catalogue
from minsheng.registry.models import Person
from minsheng.registry.queries import case_of, members
from minsheng.rules import book
from minsheng.standards.queries import law_at


@dataclass(frozen=True)
class Claim:
    """`matter` is the key when it can be applied for here; `fen` a month when the amount is certain."""

    label: tuple[str, str]
    summary: tuple[str, str]
    fen: int | None
    matter: str = ""
    benefit: str = ""

    @property
    def yuan(self) -> str:
        return f"{(self.fen or 0) / 100:,.2f}"


def may_claim(person: Person, on: date) -> list[Claim]:
    """Benefits whose conditions the file meets and that are not received or under way."""
    law, home = law_at(person.place, on.replace(day=1), known=on), person.memberships.filter(until=None).select_related("household").first()
    family = members(home.household, on) if home else [person]
    me = [p.pk for p in family].index(person.pk)
    case = book.load().read_case(case_of(person, on))
    found = law.assess(case, benefits=[m.benefit for m in catalogue.all_matters()])
    running = set(Award.objects.filter(person=person).exclude(state="stopped").values_list("benefit", flat=True))
    running |= set(person.applications.filter(state__in=["submitted", "correction", "open"]).values_list("matter", flat=True))
    by_benefit = {m.benefit: m.key for m in catalogue.all_matters()}
    return [
        Claim(
            (a.benefit.zh, a.benefit.en),
            a.benefit.summary,
            a.amount.hi if a.amount and a.amount.lo == a.amount.hi and a.payable else None,
            by_benefit[a.benefit.key],
            a.benefit.key,
        )
        for a in found.answers
        if a.benefit.key not in running and a.member in (None, me) and str(a.status) in ("yes", "amount_not_confirmed", "depends", "amount_depends")
    ]
