"""What the rule book says somebody may still claim, from what the file knows: an invitation, not a decision."""

from dataclasses import dataclass
from datetime import date

from minsheng.applications.kinds import leads, one_application, prospects
from minsheng.registry.models import Person
from minsheng.registry.queries import home_of


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
    running = set(person.applications.filter(state__in=["submitted", "correction", "open"]).values_list("matter", flat=True))
    found: dict[tuple, list[tuple[Claim, str]]] = {}
    for one in prospects(person, home_of(person), on, but=running):
        if one.found is not None and one.found.status in POSSIBLE:
            certain = one.found.fen if one.found.status == "yes" and one.found.payable and one.found.lines else None
            claim = Claim(one.matter.label, one.matter.summary, certain, one.matter.key, one.matter.benefit)
            found.setdefault(one_application(one.matter), []).append((claim, one.found.status))
    return [claim for together in found.values() for claim in _told(together)]


def _told(together: list[tuple[Claim, str]]) -> list[Claim]:
    """Of what is one application to the family: all that they qualify for; where nothing is certain, only what is usually asked for. The office finds out what it is."""
    sure = [claim for claim, status in together if status in ("yes", "amount_not_confirmed")]
    usual = {m.key for m in leads()}
    return sure or [claim for claim, _ in together if claim.matter in usual]


POSSIBLE = ("yes", "amount_not_confirmed", "depends", "amount_depends")
