"""What a prepared conclusion was worked out from, in rows for paper: the household's numbers, each member's, the tests one by one, the standard, the grounds.

Nothing is reckoned here: everything is read from the finding that the receipt stands for.
"""

from dataclasses import dataclass

from minsheng.applications.models import Application, Assessment, Decision
from minsheng.applications.way import matter_of
from minsheng.base.texts import here, pick
from minsheng.registry.words import shown
from minsheng.rules.engine import Choice, Reason, explain, unit_en, use
from minsheng.rules.engine.reasons import decided
from minsheng.rules.engine.say import show

Pair = tuple[str, str]
Row = tuple[Pair, str]
MET: dict[str, Pair] = {"yes": ("符合", "met"), "no": ("不符合", "not met"), "unknown": ("还不清楚", "not known")}


@dataclass(frozen=True)
class Ground:
    """A sum for one person on top of the main one: who, on what ground, at what rate ("" where the place has none), fen a month."""

    person: int
    ground: str
    rate: str
    fen: int


def numbers(case: Application, found) -> list[Row]:
    """What the household's conclusion was made of, in the order its matter names it. Left out: what the law of that day did not know, and what an officer has not judged."""
    rows = [(name, _value(found, name, None)) for name in matter_of(case).worked.numbers if _there(found, name)]
    return [(_label(found, name), value) for name, value in rows if value or not getattr(found.law.book.names[name], "is_judgement", False)]


def each(case: Application, found, member: int) -> list[Row]:
    """The same of one member; with the reason, where the law counts another sum than was found."""
    return [(_label(found, name), _value(found, name, member)) for name in matter_of(case).worked.each if _there(found, name)]


def imputed(case: Application, found, member: int) -> str:
    """Why the law counts more of a member than they have; "" where it does not."""
    name = matter_of(case).worked.imputes
    if not name or not _there(found, name):
        return ""
    line = explain.rule(found.strict, name, member)
    return here(line.zh, line.en) if line.state == "yes" else ""


def supported(case: Application, found, member: int) -> str:
    """Whether a member is among those supported."""
    name = matter_of(case).worked.supported
    return pick(_yes_or_no(found, name, member)) if name and _there(found, name) else ""


def _yes_or_no(found, name: str, member: int) -> Pair:
    lo, hi, _ = found.strict.of(found.law.book.rules[name], member)
    return ("还不清楚", "not known") if lo != hi else ("是", "yes") if lo else ("否", "no")


def tests(case: Application, found, applicant: int) -> list[tuple[Pair, str, str]]:
    """(condition, both numbers, 符合 or 不符合) of the rules that the form prints one by one; those of a person are asked of the applicant, by the place in the case."""
    trees = [explain.rule(found.strict, name, applicant) for name in matter_of(case).worked.tests if _there(found, name)]
    return [((line.zh, line.en), _sides(line), pick(MET[line.state])) for tree in trees for line in tree.kids if line.state in MET]


def _sides(line: Reason) -> str:
    """Numbers only: an option stands in the condition already."""
    numbers = line.op and all(any(c.isdigit() for c in side) for side in (line.left, line.right))
    return here(f"{line.left} {line.op} {line.right}", f"{line.left_en} {line.op} {line.right_en}") if numbers else ""


def standards(case: Application, found) -> list:
    """The figures it rests on, each with value, unit, since when, and document."""
    law = found.law
    return [use(law, law.book.figures[name]) for name in matter_of(case).worked.standards]


def grounds(case: Application, found, people: list) -> list[Ground]:
    """What is paid for single persons on top of the main benefit, and why."""
    matter = matter_of(case)
    rate = matter.worked.rate if matter.worked.rate and _there(found, matter.worked.rate) else ""
    more = [a for a in found.answers if a.benefit.key in matter.also and a.member is not None and str(a.status) == "yes" and a.amount]
    return [Ground(people[a.member].pk, _why(a.reasons), _value(found, rate, a.member) if rate else "", a.amount.hi) for a in more if a.member < len(people)]


def _why(tree: Reason) -> str:
    """The innermost condition that decided: which of several grounds it was."""
    line = decided(tree)
    while line.kids and (below := next((kid for kid in line.kids if kid.decided), None)):
        line = below
    return here(line.zh, line.en)


def fact(found, member: int | None, key: str) -> str:
    """A fact as the conclusion took it, in words; a dash where it was not known."""
    given = (found.case.facts if member is None else found.case.members[member]).get(key)
    kind = found.law.book.facts[key].type
    return shown(key, kind.keys[given] if isinstance(kind, Choice) and given is not None else given)


def _there(found, name: str) -> bool:
    """Whether the law of that day and place knew the rule; facts are always known."""
    return name in found.law.book.facts or found.law.versions.get(name) is not None


def _label(found, name: str) -> Pair:
    thing = found.law.book.names[name]
    return thing.zh, thing.en


def _value(found, name: str, member: int | None) -> str:
    """ "" where it is not known: the form then has a line to fill in."""
    thing = found.law.book.names[name]
    lo, hi, _ = found.strict.of(thing, member)
    if lo != hi:
        return ""
    known = found.law.book.facts.get(name)
    if known is not None:  # what silence stands for was not found by anybody
        said = fact(found, member if known.entity.members is None else None, name)
        return "" if said == "—" else said
    words = here(show(thing, lo, hi, "zh"), show(thing, lo, hi, "en"))
    return f"{words} {here(thing.unit, unit_en(thing.unit))}".strip()


def last(case: Application, decision: Decision | None) -> Assessment | None:
    """What the form rests on: what was decided on, else what was prepared last."""
    return decision.assessment if decision else case.assessments.order_by("-pk").first()
