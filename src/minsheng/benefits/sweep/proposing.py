"""From what the book says to what a human should look at: compared with awards, applications and what was found before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db.models import F, Q
from django.db.models.functions import TruncDate

from minsheng.applications.models import Application
from minsheng.benefits.due import due
from minsheng.benefits.models import Award, Finding, Span
from minsheng.benefits.models_sweep import Sweep
from minsheng.benefits.settled import spans_of
from minsheng.benefits.sweep.kept_facts import case_of, reach
from minsheng.benefits.sweep.profiles import Chunk, Group
from minsheng.matters.declare import Matter
from minsheng.registry.models import Fact
from minsheng.rules.engine.law import Law
from minsheng.standards.models import Standard
from minsheng.standards.queries import headline, law_by_code

UNDER_WAY = ["submitted", "correction", "open"]
LOOKED_FOR = ["entitled", "ended", "amount"]


@dataclass
class Standing:
    """What the offices know of the people of a chunk. Awards by household or person; keys of `asked` and `busy`: subjects, awards."""

    awards: dict[int, Award] = field(default_factory=dict)
    pays: dict[int, int] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    busy: set[int] = field(default_factory=set)
    leaving: set[int] = field(default_factory=set)
    moving: bool = False  # a standard has been approved and not applied: amounts are the standards desk's for now
    settled: dict[tuple[int, str], Finding] = field(default_factory=dict)


def standing(chunk: Chunk, matter: Matter, month: date) -> Standing:
    """In a few queries, whatever the size of the chunk. Subjects are numbered as in the chunk."""
    found, whose = Standing(), _whose(chunk)
    for award in Award.objects.filter(benefit=matter.benefit, person__in=list(whose)).exclude(state="stopped").order_by("pk"):
        found.awards.setdefault(whose[award.person_id], award)
    homes = {home: n for n, (_, home, _, where) in enumerate(chunk.subjects) if where is None}
    before = Award.objects.filter(benefit=matter.benefit, household__continued_by__any=list(homes)).exclude(state="stopped")
    for award in before.annotate(now=F("household__continued_by")):  # the head before still stands in it: a change is being decided
        found.awards.setdefault(homes[award.now], award)
    ids = [a.pk for a in found.awards.values()]
    spans = spans_of(ids)
    found.pays = {a.pk: sum(due(spans[a.pk], [], max(month, a.from_month)).values()) for a in found.awards.values()}
    found.leaving = set(Span.objects.filter(award__in=ids, replaced_on=None, why="grace").values_list("award", flat=True))
    abouts = Application.objects.filter(state="open", about__in=[f"benefits.award:{i}" for i in ids]).values_list("about", flat=True)
    found.busy = {int(about.split(":")[1]) for about in abouts}
    found.asked = {whose[person] for person in _asked(matter, list(whose))}
    found.moving = Standard.objects.filter(state="approved", applied_on=None, figure__in=reach(matter)).exists()
    rows = Finding.objects.filter(benefit=matter.benefit, person__in=list(whose), state__in=["acted", "closed"], kind__in=LOOKED_FOR).order_by("pk")
    found.settled = {(f.person_id, f.kind): f for f in rows}
    return found


def _whose(chunk: Chunk) -> dict[int, int]:
    """person → the number of the subject: everybody of a household speaks for it."""
    found = {}
    for n, (person, _, group, where) in enumerate(chunk.subjects):
        for pk in [person] if where is not None else [m.pk for m in chunk.groups[group].members]:
            found[pk] = n
    return found


def _asked(matter: Matter, ids: list[int]) -> set[int]:
    """Who has an application under way, or was refused and nothing has been learnt since."""
    rows = Application.objects.filter(matter=matter.key, applicant__in=ids, kind="new")
    refused = dict(rows.filter(state="refused").order_by("decided_on").values_list("applicant", "decided_on"))
    news = Fact.objects.filter(Q(person__in=list(refused)) | Q(household__memberships__person__in=list(refused), household__memberships__until=None))
    for person, fellow, day in news.values_list("person", "household__memberships__person", TruncDate("recorded_at")):
        for pk in (person, fellow):
            if pk in refused and day > refused[pk]:
                del refused[pk]
    return set(rows.filter(state__in=UNDER_WAY).values_list("applicant", flat=True)) | set(refused)


def proposals(chunk: Chunk, matter: Matter, sweep: Sweep, answers: Iterable, known: Standing) -> list[Finding]:
    """What to look at. Unknown is not no: who cannot be decided is no finding, and keeps what they have."""
    made, law = [], cache(lambda code: law_by_code(code, sweep.month.isoformat(), sweep.on.isoformat()))
    for n, (subject, said) in enumerate(zip(chunk.subjects, answers, strict=True)):
        award = known.awards.get(n)
        if kind := _kind(said, award, n in known.asked, known):
            group, where = chunk.groups[subject[2]], subject[3]
            made.append(
                Finding(
                    person_id=award.person_id if award else subject[0], benefit=matter.benefit, kind=kind, month=sweep.month, award=award,
                    fen=said.fen if said.status == "yes" else None, reason=_words(law(group.law), group, matter, where), sweep=sweep,
                )
            )  # fmt: skip
    return [f for f in made if not _settled_already(f, known)]


def _kind(said, award: Award | None, asked: bool, known: Standing) -> str | None:
    if award is None:
        return "entitled" if said.status == "yes" and not asked else None
    if award.pk in known.busy or award.pk in known.leaving:
        return None
    if said.status == "no":
        return "ended"
    return "amount" if said.status == "yes" and said.sure and not known.moving and said.fen != known.pays[award.pk] else None


def _settled_already(found: Finding, known: Standing) -> bool:
    """A human has dealt with the very same: it comes back when the amount or the reason is another."""
    before = known.settled.get((found.person_id, found.kind))
    return before is not None and (before.fen, before.reason) == (found.fen, found.reason)


def _words(law: Law, group: Group, matter: Matter, where: int | None) -> list[str]:
    """The condition that decided with its numbers: asked once more, one by one, of the few who are found."""
    answer = next(a for a in law.assess(case_of(group, matter), [matter.benefit]).answers if a.member == where)
    return list(headline(answer))


def store(found: list[Finding], matter: Matter) -> int:
    """Keep them; what was open already is brought up to date. How many are new."""
    rows = Finding.objects.filter(state="open", benefit=matter.benefit, person__in=[f.person_id for f in found])
    before = {(f.person_id, f.kind): f for f in rows}
    fresh = [f for f in found if (f.person_id, f.kind) not in before]
    again = [(before[f.person_id, f.kind], f) for f in found if (f.person_id, f.kind) in before]
    Finding.objects.bulk_create(fresh, batch_size=500)
    for old, new in again:
        if (old.fen, old.reason, old.award_id) != (new.fen, new.reason, new.award_id):
            Finding.objects.filter(pk=old.pk).update(fen=new.fen, reason=new.reason, award=new.award_id)
    if again:
        Finding.objects.filter(pk__in=[old.pk for old, _ in again]).update(month=found[0].month, sweep=found[0].sweep)
    return len(fresh)
