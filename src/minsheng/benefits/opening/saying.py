"""Who receives an award has applied for it: what applying establishes (Matter.says) goes into the file, as a submitted application would put it there."""

from datetime import date

from minsheng.base.actor import Actor
from minsheng.benefits.models import Award, OpeningImport
from minsheng.benefits.opening.columns import matter_of
from minsheng.benefits.opening.judging import in_sets
from minsheng.benefits.opening.making import Taken
from minsheng.registry.bulk_facts import learn_silent, unlearn

SOURCE = "import"


def evidence(opening: OpeningImport) -> str:
    """The list's name, with its number: two lists may be called the same."""
    return f"{opening.name} #{opening.pk}"


def learn_said(opening: OpeningImport, taken: list[Taken], by: Actor, on: date) -> int:
    """From each award's first month. A file that says anything about it already keeps what it says. How many facts were recorded."""
    said = matter_of(opening.benefit).says
    if not said:
        return 0
    since = {one.person.pk: min(line.from_month for line in one.lines) for one in taken}
    return learn_silent(since=since, facts=said, source=SOURCE, evidence=evidence(opening), by=by, on=on)


def merged_since(opening: OpeningImport) -> set[int]:
    """The files that people of the list were merged into; asked before the awards are gone."""
    named = opening.lines.exclude(person=None).values("person")
    return set(Award.objects.filter(opening=opening).exclude(person__in=named).values_list("person", flat=True))


def forget_said(opening: OpeningImport, people: set[int], on: date) -> None:
    """What the list has said of them."""
    said = matter_of(opening.benefit).says
    for some in in_sets(sorted(people)) if said else ():
        unlearn(people=some, facts=said, source=SOURCE, evidence=evidence(opening), on=on)
