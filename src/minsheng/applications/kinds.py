"""归类: a family applies once, and the office finds out what it is. Matters of one line that are taken in the same way are one application to the family."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from minsheng.applications import papers
from minsheng.applications.models import Application
from minsheng.applications.way import matter_of
from minsheng.matters import catalogue
from minsheng.matters.declare import Matter, Proposal
from minsheng.registry.models import Household, Person


@dataclass(frozen=True)
class Kind:
    """What a case may be handled as instead: for the household (`person` None) or for one member, with what the rule book finds today."""

    matter: Matter
    person: Person | None
    found: Proposal

    @property
    def key(self) -> str:
        return f"{self.matter.key}:{self.person.pk if self.person else ''}"


def others(application: Application) -> list[Matter]:
    """The matters that the same papers and steps serve."""
    own = matter_of(application)
    if own.unit == "person":
        return []
    return [m for m in catalogue.all_matters() if m.key != own.key and one_application(m) == one_application(own) and _served(m, application)]


def leads() -> list[Matter]:
    """One matter for each application that there is: what a family asks for, whatever it turns out to be."""
    first: dict[tuple, Matter] = {}
    for matter in catalogue.all_matters():
        first.setdefault(one_application(matter), matter)
    return list(first.values())


def _served(matter: Matter, application: Application) -> bool:
    return matter.unit == "member" or matter.unit == "household" and application.household is not None


def one_application(matter: Matter) -> tuple:
    """Matters that have this in common are one application to the family: of one line, taken in by the same steps."""
    return matter.line, *((s.key, s.kind) for s in matter.steps)


@dataclass(frozen=True)
class Prospect:
    """What a matter would be for somebody, before anything is asked: what the file comes to, or (`found` None) what stands in the way, in words."""

    matter: Matter
    found: Proposal | None
    obstacle: tuple[str, str] = ("", "")


def prospects(person: Person, household: Household | None, on: date, but: Collection[str] = ()) -> list[Prospect]:
    """Every matter there is (`but` for some keys), those first that the file qualifies for."""
    found = [_prospect(m, person, household, on) for m in catalogue.all_matters() if m.key not in but]
    return sorted(found, key=lambda p: p.found is None or p.found.status != "yes")


def _prospect(matter: Matter, person: Person, household: Household | None, on: date) -> Prospect:
    if matter.unit == "household" and household is None:
        return Prospect(matter, None, ("先登记家庭成员，才能按家庭申请。", "It is for a household: register its members first."))
    home = household if matter.unit != "person" else None
    asked = Application(matter=matter.key, unit=matter.unit, applicant=person, household=home, place=person.place, created_on=on, applied_on=on)
    if there := matter.receives(asked, on):
        return Prospect(matter, None, there)
    return Prospect(matter, matter.propose(asked, on))


def candidates(application: Application, on: date) -> list[Kind]:
    """Everything it may be instead, the most promising first; what the rule book rules out is left out."""
    found = []
    for matter in others(application):
        for person in papers.people(application, on) if matter.unit == "member" else [None]:
            asked = Application(
                matter=matter.key, unit=matter.unit, applicant=person or application.applicant, household=application.household, place=application.place,
                applied_on=application.applied_on, created_on=application.created_on,
            )  # fmt: skip
            found.append(Kind(matter, person, matter.propose(asked, on)))
    likely = [k for k in found if k.found.status != "no"]
    return sorted(likely, key=lambda k: (k.found.status != "yes", -k.found.fen))
