"""What the rule book says somebody may still claim, from what the file knows: an invitation, not a decision."""

from dataclasses import dataclass
from datetime import date

from minsheng.applications.kinds import leads, one_application
from minsheng.applications.models import Application
from minsheng.benefits.models import Award
from minsheng.matters import catalogue
from minsheng.registry.models import Person


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
    """Matters whose conditions the file meets now or in the coming months, or may meet, and that are not received or under way."""
    home = person.memberships.filter(until=None).select_related("household").first()
    running = set(Award.objects.filter(person=person).exclude(state="stopped").values_list("matter", flat=True))
    running |= set(person.applications.filter(state__in=["submitted", "correction", "open"]).values_list("matter", flat=True))
    found: dict[tuple, list[tuple[Claim, str]]] = {}
    for matter in catalogue.all_matters():
        if matter.key in running or (matter.unit == "household" and home is None):
            continue
        asked = Application(matter=matter.key, unit=matter.unit, applicant=person, household=home and home.household, place=person.place)
        proposal = matter.propose(asked, on)
        if proposal.status in POSSIBLE and matter.receives(asked, on) is None:
            certain = proposal.fen if proposal.status == "yes" and proposal.payable and proposal.lines else None
            found.setdefault(one_application(matter), []).append((Claim(matter.label, matter.summary, certain, matter.key, matter.benefit), proposal.status))
    return [claim for together in found.values() for claim in _told(together)]


def _told(together: list[tuple[Claim, str]]) -> list[Claim]:
    """Of what is one application to the family: all that they qualify for; where nothing is certain, only what is usually asked for. The office finds out what it is."""
    sure = [claim for claim, status in together if status in ("yes", "amount_not_confirmed")]
    usual = {m.key for m in leads()}
    return sure or [claim for claim, _ in together if claim.matter in usual]


POSSIBLE = ("yes", "amount_not_confirmed", "depends", "amount_depends")
