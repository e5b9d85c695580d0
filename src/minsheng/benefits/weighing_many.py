"""Weighing many awards at once: what they would be is asked in columns, month by month; the weighing itself is that of one (weighing.py).

Whoever the columns cannot speak for (a household that began later) is asked one by one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from minsheng.base.months import later
from minsheng.benefits.again import asked_of
from minsheng.benefits.histories import Histories, LawPlaces
from minsheng.benefits.models import Award
from minsheng.benefits.sweep.profiles import Chunk, Group, Member
from minsheng.benefits.weighing import Said, Weighed, questions, weigh
from minsheng.matters import catalogue
from minsheng.matters.declare import Matter
from minsheng.rules import book
from minsheng.standards.models import Standard
from minsheng.standards.queries import overlay

Question = tuple[str, date, date]  # matter, month, the law as known on this day


class OneByOne(Exception):
    """The columns have no answer."""


def weigh_many(awards: list[tuple[Award, list[Standard]]], on: date) -> list[Weighed | None]:
    """What `weigh` says of each with the figures it reads; without the lines and receipts of those that move. A few queries, however many awards."""
    wanted: dict[Question, list[int]] = defaultdict(list)
    for award, figures in awards:
        for month, known in questions(award, figures, on):
            wanted[award.matter, month, known].append(award.pk)
    columns = Columns(award for award, _ in awards)
    said = {question: columns.said(question, asked) for question, asked in wanted.items()}

    def asked(award: Award, month: date, known: date) -> Said | None:
        try:
            return said[award.matter, month, known][award.pk]
        except KeyError:
            raise OneByOne from None

    return [_weighed(award, figures, on, asked) for award, figures in awards]


def _weighed(award: Award, figures: list[Standard], on: date, asked) -> Weighed | None:
    try:
        return weigh(award, figures, on, asked)
    except OneByOne:
        return weigh(award, figures, on)


class Columns:
    """Asks about many awards at once; what the registry knows of them is read once."""

    def __init__(self, awards: Iterable[Award]):
        self.subjects = {a.pk: Subject(a) for a in awards}
        all_of_them = self.subjects.values()
        self.histories = Histories({s.home for s in all_of_them if s.home}, {s.person for s in all_of_them if s.home is None})
        self.laws, self.figures = LawPlaces({s.place.pk: s.place.law_code for s in all_of_them}), overlay()

    def said(self, question: Question, awards: Iterable[int]) -> dict[int, Said | None]:
        """{award: what it would be}. Left out is who lived in no household then, or in one that is too large."""
        key, month, known = question
        matter = replace(catalogue.get(key), says={})  # an award says nothing that the file does not
        answers = self._answers(matter, awards, month, month, known)
        found = {award: Said(a.fen) if a.status == "yes" else None for award, a in answers.items()}
        nothing = [award for award, a in answers.items() if a.status == "no"]
        for n in range(1, matter.ahead + 1):
            nothing = [award for award, a in self._answers(matter, nothing, month, later(month, n), known).items() if a.status == "no"]
        return found | {award: Said(0) for award in nothing}

    def _answers(self, matter: Matter, awards: Iterable[int], asked: date, month: date, known: date) -> dict:
        """{award: what the book says of a month} by the facts that the matter reads when it is asked for a month."""
        from minsheng.benefits.sweep import deciding  # array code: ordinary pages do without

        chunk, whose = _chunk(matter, [self.subjects[pk] for pk in awards], matter.as_of(asked, known), month, self.histories, self.laws)
        if not whose:
            return {}
        return dict(zip(whose, deciding.said(chunk, deciding.decide(chunk, matter, month, known, self.figures), matter), strict=True))


class Subject:
    """Whom the matter asks about for an award, and where: `home` None for a matter of single persons."""

    def __init__(self, award: Award):
        asked = asked_of(award)
        single = catalogue.get(award.matter).unit != "household"
        self.award, self.person, self.born = award.pk, asked.applicant.pk, asked.applicant.birth_date
        self.home = None if single else asked.household and asked.household.pk
        self.place = asked.applicant.place if single else asked.place


def _chunk(matter: Matter, subjects: Iterable[Subject], day: date, month: date, histories: Histories, laws: LawPlaces) -> tuple[Chunk, list[int]]:
    """The groups they are decided in, by the facts of a day and the law of a month; and for which awards, in their order."""
    chunk, whose, most = Chunk(), [], book.load().entities["household"].most
    for subject in subjects:
        home = subject.home if matter.unit == "household" else histories.home(subject.person, day)
        members = histories.members(home, day) if home else []
        if matter.unit != "household" and home is None:
            members = [Member(subject.person, "applicant", subject.born, histories.facts(subject.person, day))]
        where = next((i for i, m in enumerate(members) if m.pk == subject.person), None)
        if not 0 < len(members) <= most or matter.unit != "household" and where is None:
            continue
        chunk.subjects.append((subject.person, home, len(chunk.groups), None if matter.unit == "household" else where))
        chunk.groups.append(Group(laws.on(subject.place.pk, month), home, histories.means(home, day) if home else {}, members))
        whose.append(subject.award)
    return chunk, whose
