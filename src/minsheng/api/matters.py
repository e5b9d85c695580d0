"""Services (事项): pages and their questions, materials, steps with their deadlines as they hold at a place on a day."""

from django.http import Http404
from ninja import Path, Query, Router, Schema

from minsheng.api.doors import Everybody
from minsheng.api.law import Asked as OfLaw
from minsheng.api.law import Where, asked, law_of
from minsheng.api.shapes import Coded, Words, coded, words
from minsheng.applications.deadlines import term_under
from minsheng.applications.models import Application
from minsheng.matters import catalogue
from minsheng.rules import book

router = Router()
UNITS = {"person": ("个人", "Person"), "household": ("家庭", "Household")}
AT = {"community": ("村居", "Community"), "street": ("镇街", "Street"), "decider": ("审批机关", "Who decides")}
LEVELS = {"district": ("区县", "District"), "street": ("镇街", "Street")}


class Matter(Schema):
    """A service that can be applied for. `benefit` is its key in the rule book."""

    key: str
    label: Words
    summary: Words
    benefit: str
    unit: Coded
    decides: Coded
    delegable: bool
    components: list[Coded]


class Term(Schema):
    """How long something may take. `confirmed`: a document is behind it."""

    days: int
    working: bool
    clause: str
    grade: str
    confirmed: bool


class Step(Schema):
    """One step. `deadline` is null where nobody says how long it may take."""

    key: str
    label: Words
    at: Coded
    after: list[str]
    deadline: Term | None


class Way(Schema):
    """The steps of a kind of application: new, review, change, stop."""

    kind: Coded
    steps: list[Step]


class Question(Schema):
    fact: str
    label: Words
    question: Words | None


class Page(Schema):
    key: str
    title: Words
    why: Words
    each_member: bool
    questions: list[Question]


class Material(Schema):
    """`known_from`: where the information check answers it, it is not asked for."""

    key: str
    label: Words
    needed: bool
    known_from: str


class Whole(OfLaw):
    """A service with everything an applicant and an office have to know."""

    matter: Matter
    pages: list[Page]
    materials: list[Material]
    ways: list[Way]
    whole: Term | None
    whole_extended: Term | None
    notice: Term | None


@router.get("/matters", auth=Everybody(), response=list[Matter], operation_id="matters", summary="事项目录 | Services")
def matters(request):
    """可以申请的全部事项。 | Every service that can be applied for."""
    return [_matter(m) for m in catalogue.all_matters()]


@router.get("/matters/{key}", auth=Everybody(), response=Whole, operation_id="matter", summary="一个事项怎么办 | One service")
def matter(request, where: Query[Where], key: str = Path(max_length=60)):
    """要填的页、材料、步骤和这个地方这一天的时限。 | Its pages, materials, steps and the deadlines of a place on a day."""
    law, found = law_of(where), next((m for m in catalogue.all_matters() if m.key == key), None)
    if found is None:
        raise Http404
    ways = {"new": found.steps, **found.ways}
    return asked(law) | {
        "matter": _matter(found), "pages": [_page(p) for p in found.pages],
        "materials": [{"key": m.key, "label": words(m.label), "needed": m.needed, "known_from": m.known_from} for m in found.materials],
        "ways": [{"kind": coded(kind, Application.KINDS), "steps": [_step(s, law) for s in steps]} for kind, steps in ways.items()],
        **{name: term_under(law, getattr(found, name)) for name in ("whole", "whole_extended", "notice")},
    }  # fmt: skip


def _matter(m) -> dict:
    return {
        "key": m.key, "label": words(m.label), "summary": words(m.summary), "benefit": m.benefit, "unit": coded(m.unit, UNITS), "decides": coded(m.level, LEVELS),
        "delegable": m.delegable, "components": [coded(key, m.components) for key in m.components],
    }  # fmt: skip


def _page(page) -> dict:
    known = [book.load().facts[name] for name in page.facts]
    questions = [{"fact": f.name, "label": words((f.zh, f.en)), "question": words(f.ask) if f.ask else None} for f in known]
    return {"key": page.key, "title": words(page.title), "why": words(page.why), "each_member": page.each_member, "questions": questions}


def _step(step, law) -> dict:
    return {"key": step.key, "label": words(step.label), "at": coded(step.at, AT), "after": list(step.after), "deadline": term_under(law, step.limit)}
