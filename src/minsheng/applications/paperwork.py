"""What the printed forms say: the application with its authorisation, a page for each supporter, the survey form blank or filled."""

from dataclasses import dataclass
from datetime import date

from django.forms import Textarea

from minsheng.applications import papers
from minsheng.applications.asking import check_rows
from minsheng.applications.forms import VisitForm
from minsheng.applications.forms_index import index_fields
from minsheng.applications.models import Application, IndexTable, Visit
from minsheng.applications.way import matter_of
from minsheng.base.crypto import open_sealed
from minsheng.base.texts import here, pick
from minsheng.registry.identity import KINDS
from minsheng.registry.models import Consent, Kinship, Person
from minsheng.registry.queries import is_adult, opened
from minsheng.registry.words import shown
from minsheng.rules.book import citations

Pair = tuple[str, str]

ASKED: tuple[Pair, ...] = (
    ("户籍、婚姻登记", "hukou and marriage registers"),
    ("税务、社会保险、住房公积金", "tax, social insurance, housing fund"),
    ("不动产、车船登记", "real estate, vehicles and ships"),
    ("市场主体登记", "business register"),
    ("银行存款、证券、保险、非银行支付机构", "bank deposits, securities, insurance, payment institutions"),
)
STATEMENTS: tuple[Pair, ...] = (
    ("以上填写和提供的情况真实、完整。", "What is stated and given here is true and complete."),
    ("家庭人口、收入、财产有变化的，及时报告。", "Changes in the household, its income or property will be reported promptly."),
    ("接受入户调查和公示（只公示姓名、人数、金额）。", "A home visit and a public notice (name, number of members, amount only) are accepted."),
    ("知道骗取救助要退回，并会受到处罚{fraud}。", "It is known that fraud has to be paid back and is punished{fraud}."),
    ("知道能通过核对取得的材料，办理机关不要求提供{not_asked}。", "It is known that the office does not ask for what the check can show{not_asked}."),
)


def statements(on: date) -> list[Pair]:
    """What the family promises, with the law of the day."""
    law = {key: citations.bracketed(key, on) for key in ("fraud", "not_asked")}
    return [(zh.format(**{k: v[0] for k, v in law.items()}), en.format(**{k: v[1] for k, v in law.items()})) for zh, en in STATEMENTS]


COLUMNS = ("hukou", "marital_status", "disability_grade", "work_ability", "employment", "monthly_income")
SUPPORTING = ("parent", "child", "spouse")  # who may owe the household support without living in it


@dataclass(frozen=True)
class Line:
    """A member: who, how related, the documents in full, the facts in words."""

    person: Person
    relation: str
    documents: list[str]
    phones: list[str]
    address: str
    facts: list[str]


@dataclass(frozen=True)
class Signature:
    """Who signs for whom; the day it was signed, when it was."""

    name: str
    minor: bool
    signed_on: date | None


def family(case: Application, on: date) -> list[Line]:
    """Everybody the application is about, the applicant or head first."""
    people = papers.people(case, on)
    relations = dict(case.household.memberships.filter(until=None).values_list("person", "relation")) if case.household else {}
    return [_line(p, relations.get(p.pk, "")) for p in people]


def _line(person: Person, relation: str) -> Line:
    secret = opened(person)
    documents = [f"{pick(KINDS[d['kind']][0])} {d['number']}" for d in secret.get("documents", [])]
    facts = [shown(key, person.facts.get(key)) for key in COLUMNS]
    return Line(person, _relation(relation), documents, secret.get("phones", []), secret.get("address", ""), facts)


def _relation(key: str) -> str:
    return shown("relation", key) if key and key != "head" else here("本人", "Applicant")


def signatures(case: Application, on: date) -> list[Signature]:
    """One line an adult; for a minor the guardian signs."""
    kinds = matter_of(case).consents
    signed = Consent.objects.filter(person__in=papers.people(case, on), kind__in=kinds, withdrawn_on=None, refused=False).exclude(until__lte=on)
    days = dict(signed.order_by("since").values_list("person", "since"))
    return [Signature(p.name, not is_adult(p, on), days.get(p.pk)) for p in papers.people(case, on)]


def supporters(case: Application, on: date) -> list[tuple[str, str]]:
    """(name, relation) of relatives on file who do not live in the household: each has a page of their own, with their own consent."""
    people = papers.people(case, on)
    rows = Kinship.objects.filter(person__in=people, relation__in=SUPPORTING, until=None).exclude(relative__in=people).select_related("relative")
    return [(k.relative.name, _relation(k.relation)) for k in rows]


def declared(case: Application, on: date) -> list[tuple[str, str]]:
    return [(label, value) for label, value, _ in check_rows(case, on)]


# --- the survey form ----------------------------------------------------------------------------------------------------------------


def survey_rows(case: Application, visit: Visit | None) -> list[dict]:
    """[{label, value, options: [(ticked, words)]}] of the form as an officer fills it in; without a visit everything is open."""
    form, values = VisitForm(case=case), _values(visit) if visit else {}
    fields = dict(form.fields)
    if visit:
        fields = {k: f for k, f in fields.items() if not k.startswith("index_")} | _index_fields(visit)
    rows = []
    for key, field in fields.items():
        if key in ("photos", "second"):
            continue
        chosen = values.get(key, "")
        ticked = set(chosen) if isinstance(chosen, list) else {chosen}
        options = [(k in ticked, words) for k, words in getattr(field, "choices", []) if k]
        rows.append({"label": field.label, "value": "" if options else chosen, "options": options, "wide": isinstance(field.widget, Textarea)})
    return rows


def _index_fields(visit: Visit) -> dict:
    """The rows of the version this visit was evaluated by."""
    from_then = IndexTable.objects.filter(pk=visit.index_table.get("table")).first()
    return index_fields(from_then) if from_then else {}


def _values(visit: Visit) -> dict:
    sealed = open_sealed(bytes(visit.sealed), f"applications.visit:{visit.task_id}") if visit.sealed else {}
    own = {
        "visited_on": visit.on,
        "met": visit.met,
        "next_on": visit.next_on or "",
        "members_found": visit.members_found,
        "result": visit.result,
        "signed": visit.signed,
    }
    fen = visit.index_table.get("fen")
    answers = {f"index_{k}": v for k, v in visit.index_table.get("answers", {}).items()}
    if "proposed" in visit.form:
        own["proposed"] = f"{visit.form['proposed'] / 100:,.2f}"
    return visit.form | own | sealed | answers | ({"adjustment": f"{fen / 100:,.2f}"} if fen is not None else {})
