"""审核确认表: everything the decision rests on, for one sheet that two offices sign. What the file does not hold is left to be filled in by hand."""

from dataclasses import dataclass, field
from datetime import date

from minsheng.accounts.models import DeclaredRelative
from minsheng.applications import opinions, reasons, record, route, worked
from minsheng.applications.explain import explained
from minsheng.applications.models import Application, Assessment, Decision, Objection
from minsheng.applications.recusal import family_digests
from minsheng.applications.remedies import APPEAL_DAYS, SUIT_MONTHS
from minsheng.applications.way import matter_of, street_of
from minsheng.base.capitals import capitals
from minsheng.base.masks import mask_number
from minsheng.base.texts import here, pick
from minsheng.divisions.departments import office
from minsheng.notices.models import Letter, Notice
from minsheng.places.queries import office_name
from minsheng.registry.models import Person
from minsheng.registry.queries import age_on, in_force, members, members_of, opened
from minsheng.registry.words import shown

Pair = tuple[str, str]


@dataclass(frozen=True)
class Member:
    """A line of the family's table, in the reader's words; `income` what was found and what counts, `imputed` why more counts than was found."""

    person: Person
    relation: str
    documents: list[str]
    age: int | None
    health: list[str]
    work: list[str]
    hukou: list[str]
    supported: str = ""
    income: list[tuple[Pair, str]] = field(default_factory=list)
    imputed: str = ""


HEALTH, WORK, HUKOU = ("serious_illness", "disability_grade", "disability_category"), ("employment", "work_ability", "schooling"), ("hukou", "hukou_kind")


def paper(case: Application, full: bool) -> dict:
    """What the form shows; `full` prints document numbers whole, else masked."""
    decision = case.decisions.select_related("decided_by", "authority", "delegation", "assessment").order_by("-pk").first()
    assessment = worked.last(case, decision)
    found = explained(assessment.receipts[0]) if assessment and assessment.receipts else None
    people = _people(case, assessment)
    if found and len(people) != len(found.case.members):  # somebody was merged since: the receipt knows no names
        found = None
    return {
        "decision": decision, "assessment": assessment, "members": _members(case, people, found, assessment.made_on if assessment else case.created_on, full),
        "address": opened(case.applicant).get("address", ""), **_economy(case, people, found), **_support(case, decision, assessment, people, found), **_survey(case),
        **_opinions(case, decision), **_change(case, decision), "relative": DeclaredRelative.objects.filter(digest__in=family_digests(case)).exists(),
        "kinds": {step.kind for step in route.steps_of(case)}, "appeal_days": APPEAL_DAYS.days, "suit_months": SUIT_MONTHS,
    }  # fmt: skip


def _people(case: Application, assessment: Assessment | None) -> list[Person]:
    """In the order of the receipt: the household of the day it was prepared."""
    day = assessment.made_on if assessment else case.created_on
    return members(case.household, day) if case.household else members_of(case.applicant, day)


def _members(case: Application, people: list[Person], found, day: date, full: bool) -> list[Member]:
    relations = dict(in_force(case.household.memberships, day).values_list("person", "relation")) if case.household else {}
    return [_member(case, p, i, relations.get(p.pk, ""), found, day, full) for i, p in enumerate(people) if case.household or p == case.applicant]


def _member(case: Application, person: Person, i: int, relation: str, found, day: date, full: bool) -> Member:
    numbers = [d["number"] if full else mask_number(d["number"]) for d in opened(person).get("documents", [])]
    known = [[said for key in keys if (said := _fact(found, i, person, key))] for keys in (HEALTH, WORK, HUKOU)]
    said = (worked.supported(case, found, i), worked.each(case, found, i), worked.imputed(case, found, i)) if found else ("", [], "")
    return Member(
        person, shown("relation", relation) if relation and relation != "head" else here("本人", "Applicant"), numbers, age_on(person, day), *known, *said
    )


def _fact(found, i: int, person: Person, key: str) -> str:
    value = worked.fact(found, i, key) if found else shown(key, person.facts.get(key))
    return "" if value == "—" and key in DETAILS else f"{pick(SHORT[key])} {value}"


DETAILS = ("disability_category", "hukou_kind")  # of another answer: nothing is said where there is nothing
SHORT: dict[str, Pair] = {
    "serious_illness": ("重病", "Seriously ill:"),
    "disability_grade": ("残疾", "Disability:"),
    "disability_category": ("残疾类别", "Kind:"),
    "employment": ("就业", "Work:"),
    "work_ability": ("劳动能力", "Ability:"),
    "schooling": ("在读", "School:"),
    "hukou": ("户籍", "Hukou:"),
    "hukou_kind": ("户口性质", "Kind:"),
}


def _economy(case: Application, people: list[Person], found) -> dict:
    if found is None:
        return {}
    applicant = next((i for i, p in enumerate(people) if p.pk == case.applicant_id), 0)
    return {"numbers": worked.numbers(case, found), "tests": worked.tests(case, found, applicant), "standards": worked.standards(case, found)}


def _support(case: Application, decision: Decision | None, assessment: Assessment | None, people: list[Person], found) -> dict:
    """What is paid: each line in figures and capitals, and for whom and why something on top."""
    lines = (decision.lines if decision else assessment.lines) if assessment else []
    fen = sum(line["fen"] for line in lines)
    names = {p.pk: p.name for p in people}
    more = worked.grounds(case, found, people) if found and lines else []
    return {
        "lines": [((line["zh"], line["en"]), line["fen"], capitals(line["fen"])) for line in lines], "fen": fen, "capitals": capitals(fen) if fen else "",
        "grounds": [(names[g.person], g) for g in more], "persons": assessment.persons if assessment else None, "by_household": matter_of(case).unit == "household", "category": Application.UNITS[case.unit],
    }  # fmt: skip


def _survey(case: Application) -> dict:
    """Check, visits, appraisals, notices, objections."""
    visits = list(case.visits.select_related("first", "second").order_by("pk"))
    for visit in visits:
        visit.words = (pick(visit.KINDS[visit.kind]), pick(visit.MET[visit.met]), pick(visit.RESULTS.get(visit.result, ("—", "—"))))
    objections = [(o.received_on, OBJECTED[o.state], o.answered_on) for o in Objection.objects.filter(application=case).order_by("pk")]
    notices = Notice.objects.filter(about=f"applications.application:{case.pk}", kind="opinion").order_by("pk")
    return {"checks": record.checks(case), "visits": visits, "appraisals": record.appraisals(case), "notices": notices, "objections": objections}


OBJECTED: dict[str, Pair] = {"open": ("核查中", "being looked into"), "upheld": ("成立", "upheld"), "rejected": ("不成立", "not upheld")}


def _opinions(case: Application, decision: Decision | None) -> dict:
    """The street's opinion, and who decided by what."""
    task = opinions.last_done(case, "opinion")
    agree = None if task is None else bool(task.result.get("agree"))
    return {
        "street": office_name(street_of(case.place)), "opinion": task, "agree": agree, "opinion_words": task.result.get("words", "") if task else "",
        "authority": office(decision.authority, matter_of(case).line, decision.decided_on) if decision else "",
    }  # fmt: skip


def _change(case: Application, decision: Decision | None) -> dict:
    """What a change, an end or a review changes: the event, before and after, who was heard, when it was delivered."""
    letter = Letter.objects.filter(about=f"applications.application:{case.pk}", kind=decision.outcome).order_by("-pk").first() if decision else None
    if case.kind == "new":
        return {"letter": letter}
    hearings = [(h, h.MANNERS[h.manner], words.said) for h, words in zip(case.hearings.order_by("pk"), record.hearings(case), strict=True)]
    return {"letter": letter, "event": reasons.said(case.kind, case.reason), "hearings": hearings, "persons_before": _persons_before(case)}


def _persons_before(case: Application) -> int | None:
    """Whom the last decision before this case supported."""
    earlier = Decision.objects.filter(application__applicant=case.applicant_id, application__matter=case.matter, application__pk__lt=case.pk)
    last = earlier.select_related("assessment").order_by("-pk").first()
    return last.assessment.persons if last else None
