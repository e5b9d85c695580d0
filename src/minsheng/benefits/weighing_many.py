"""Weighing many awards at once: what they would be is asked in columns, month by month; the weighing itself is that of one (weighing.py).

Whoever the columns cannot speak for (nothing would be paid any more) is asked one by one, as before.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

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
    wanted: dict[Question, list[Award]] = defaultdict(list)
    for award, figures in awards:
        for month, known in questions(award, figures, on):
            wanted[award.matter, month, known].append(award)
    said = _said(wanted, [award for award, _ in awards]) if wanted else {}

    def asked(award: Award, month: date, known: date) -> Said | None:
        try:
            return said[award.pk, month, known]
        except KeyError:
            raise OneByOne from None

    return [_weighed(award, figures, on, asked) for award, figures in awards]


def _weighed(award: Award, figures: list[Standard], on: date, asked) -> Weighed | None:
    try:
        return weigh(award, figures, on, asked)
    except OneByOne:
        return weigh(award, figures, on)


def _said(wanted: dict[Question, list[Award]], awards: list[Award]) -> dict[tuple[int, date, date], Said | None]:
    """{(award, month, known): what it would be}; without those to be asked one by one."""
    subjects = {a.pk: Subject(a) for a in awards}
    histories = Histories({s.home for s in subjects.values() if s.home}, {s.person for s in subjects.values() if s.home is None})
    laws = LawPlaces({s.place.pk: s.place.law_code for s in subjects.values()})
    found, figures = {}, overlay()
    for (key, month, known), asked in wanted.items():
        matter = replace(catalogue.get(key), says={})  # an award says nothing that the file does not
        chunk, whose = _chunk(matter, [subjects[a.pk] for a in asked], matter.as_of(month, known), month, histories, laws)
        for award, answer in zip(whose, _answers(chunk, matter, month, known, figures), strict=True):
            if answer.status != "no":
                found[award, month, known] = Said(answer.fen) if answer.status == "yes" else None
    return found


class Subject:
    """Whom the matter asks about for an award, and where: `home` None for a matter of single persons."""

    def __init__(self, award: Award):
        asked = asked_of(award)
        single = catalogue.get(award.matter).unit == "person"
        self.award, self.person, self.born = award.pk, asked.applicant.pk, asked.applicant.birth_date
        self.home = None if single else asked.household and asked.household.pk
        self.place = asked.applicant.place if single else asked.place


def _chunk(matter: Matter, subjects: Iterable[Subject], day: date, month: date, histories: Histories, laws: LawPlaces) -> tuple[Chunk, list[int]]:
    """The groups they are decided in, by the facts of a day and the law of a month; and for which awards, in their order."""
    chunk, whose, most = Chunk(), [], book.load().entities["household"].most
    for subject in subjects:
        home = subject.home if matter.unit == "household" else histories.home(subject.person, day)
        members = histories.members(home, day) if home else []
        if matter.unit == "person" and home is None:
            members = [Member(subject.person, "applicant", subject.born, histories.facts(subject.person, day))]
        where = next((i for i, m in enumerate(members) if m.pk == subject.person), None)
        if not 0 < len(members) <= most or matter.unit == "person" and where is None:
            continue
        chunk.subjects.append((subject.person, home, len(chunk.groups), where if matter.unit == "person" else None))
        chunk.groups.append(Group(laws.on(subject.place.pk, month), home, histories.means(home, day) if home else {}, members))
        whose.append(subject.award)
    return chunk, whose


def _answers(chunk: Chunk, matter: Matter, month: date, known: date, figures) -> list:
    from minsheng.benefits.sweep import deciding  # array code: ordinary pages do without

    return list(deciding.said(chunk, deciding.decide(chunk, matter, month, known, figures), matter)) if chunk.groups else []
