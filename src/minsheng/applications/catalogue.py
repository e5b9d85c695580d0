"""一户一档: the file of a case in its legal order, who made each paper, and what is missing.

Pages are counted where the very paper is kept as pictures. How many a printed form has depends on the printer: its number is left to be written by hand.
"""

from dataclasses import dataclass
from datetime import date

from minsheng.accounts.models import DeclaredRelative
from minsheng.applications import route
from minsheng.applications.models import Application, Paper
from minsheng.applications.papers import how_given, people, unsigned
from minsheng.applications.recusal import family, family_digests
from minsheng.applications.survey_asks import short_of
from minsheng.applications.way import matter_of, street_of
from minsheng.base.models import StoredFile
from minsheng.base.texts import here, pick
from minsheng.divisions.departments import office
from minsheng.notices.models import Letter, Notice
from minsheng.payments.models import Recovery
from minsheng.places.queries import office_name
from minsheng.registry.models import Document, Person

Pair = tuple[str, str]

ORDER: tuple[tuple[str, Pair], ...] = (  # the order of a household's file as published by townships
    ("letter", ("申请及授权书", "Application and authorisation")),
    ("identity", ("身份证明、户口页", "Identity copies, hukou pages")),
    ("proof", ("证明材料", "Proofs")),
    ("declaration", ("家庭情况申报与承诺", "Declaration and promises")),
    ("check", ("信息核对报告", "Check report")),
    ("survey", ("入户调查表及照片", "Survey form and photographs")),
    ("judged", ("两人认定表（自理能力等）", "Findings of two officers (self-care and the like)")),
    ("appraisal", ("民主评议记录", "Record of the appraisal")),
    ("notice", ("公示及照片", "Notice and photographs")),
    ("objection", ("异议及核查", "Objections")),
    ("approval", ("审核确认表", "Approval form")),
    ("decision", ("决定书及送达回证", "Decision and proof of delivery")),
    ("account", ("账户", "Account")),
    ("relative", ("近亲属备案", "Near-relative filing")),
    ("hearing", ("听取意见记录", "Record of the hearing")),
    ("change", ("历次变更", "Changes since")),
    ("review", ("历次复核", "Reviews since")),
    ("stop", ("停发", "End")),
    ("recovery", ("追缴、退回", "Recoveries")),
)
MADE_BY: dict[str, str] = {  # 责任者; what is not here was made by the street office
    **dict.fromkeys(("letter", "identity", "proof", "declaration", "account"), "family"),
    **dict.fromkeys(("notice", "appraisal"), "community"),
    **dict.fromkeys(("approval", "decision", "change", "review", "stop", "recovery"), "decider"),
}


@dataclass(frozen=True)
class Sheet:
    """One entry of the catalogue. `missing`: there is nothing; `lacks`: it is there and not whole. `pages` None: to be counted by hand; `first_page` 0: likewise."""

    number: int
    key: str
    title: Pair
    on: date | None
    pages: int | None
    note: str = ""
    missing: bool = False
    first_page: int = 0
    made_by: str = ""
    lacks: Pair | None = None


def sheets(application: Application) -> list[Sheet]:
    """The catalogue of a case: one entry a kind, in order; what must be there and is not is marked."""
    kinds = {s.kind for s in route.steps_of(application)}
    found, needed, lacking, makers = _found(application), _needed(application, kinds), lacks(application), _makers(application)
    out, page = [], 1
    for key, title in ORDER:
        if key not in found and key not in needed:
            continue
        on, pages, note = found.get(key, (None, 0, ""))
        first = page if page and pages else 0
        page = page + pages if page and pages is not None else 0  # after a paper nobody has counted the numbers are not known
        made_by = makers[MADE_BY.get(key, "street")]
        out.append(Sheet(len(out) + 1, key, title, on, pages, note, key not in found, first, made_by, lacking.get(key) if key in found else None))
    return out


def _makers(application: Application) -> dict[str, str]:
    decision = application.decisions.select_related("authority").order_by("-pk").first()
    return {
        "family": application.applicant.name, "community": application.place.name, "street": office_name(street_of(application.place)),
        "decider": office(decision.authority, matter_of(application).line, decision.decided_on) if decision else "",
    }  # fmt: skip


def missing(application: Application) -> list[Sheet]:
    """What keeps a file from being closed."""
    return [s for s in sheets(application) if s.missing]


def _needed(application: Application, kinds: set[str]) -> set[str]:
    """What the way so far must have left behind."""
    done = {t.step for t in application.tasks.all() if t.state == "done" and not t.result.get("skipped")}
    steps = {s.key: s.kind for s in route.steps_of(application)}
    by_kind = {"check": {"check"}, "survey": {"survey"}, "notice": {"notice"}, "hearing": {"hearing"}, "decide": {"approval", "decision"}}
    needed = {"letter", "identity", "account"} if application.kind == "new" else set()
    for step in done:
        needed |= by_kind.get(steps.get(step, ""), set())
    return needed


Sheets = dict[str, tuple[date | None, int | None, str]]


def _found(application: Application) -> Sheets:
    return _from_family(application) | _from_steps(application) | _from_office(application) | _since(application)


def _from_family(application: Application) -> Sheets:
    """What the family gave and signed. The declaration stands in the letter, and is no sheet of its own."""
    found: Sheets = {}
    if application.applied_on and not unsigned(application, application.applied_on):
        found["letter"], found["declaration"] = (
            (application.applied_on, None, ""),
            (application.applied_on, 0, here("见申请及授权书", "within the application")),
        )
    if len(_nameless(application)) < len(people(application, application.created_on)):
        found["identity"] = (application.applied_on, 0, "")
    if application.applicant.accounts.filter(until=None).exists():
        found["account"] = (None, 0, "")
    given = list(application.papers.filter(state="given").select_related("taken_by").order_by("pk"))
    pictures = {str(pk) for pk in StoredFile.objects.filter(pk__in=[p.file for p in given if p.file], mime="image/jpeg").values_list("pk", flat=True)}
    for key in dict.fromkeys(_place(p) for p in given):
        found[key] = _kept([p for p in given if _place(p) == key], pictures)
    return found


def _place(paper: Paper) -> str:
    """A paper stands where the legal order has its kind, and otherwise among the proofs."""
    return paper.key if paper.key in dict(ORDER) else "proof"


def _kept(given: list[Paper], pictures: set[str]) -> tuple[date, int | None, str]:
    """A picture is a page, of a PDF nobody knows; what was only seen says by whom and adds no page."""
    pages = None if any(p.file and str(p.file) not in pictures for p in given) else sum(bool(p.file) for p in given)
    seen = [f"{pick(how_given(p))} {p.taken_by.name} {p.added_on}" for p in given if not p.file]
    return given[0].added_on, pages, "；".join(seen)


def _from_steps(application: Application) -> Sheets:
    """What the steps left behind."""
    found: Sheets = {}
    if report := application.checks.exclude(reported_on=None).order_by("-pk").first():
        found["check"] = (report.reported_on, None, report.number)
    if hearing := application.hearings.order_by("-pk").first():
        found["hearing"] = (hearing.on, None, "")
    if visits := [v for v in application.visits.all() if v.met != "missed"]:
        found["survey"] = (visits[-1].on, None, _photos(sum(len(v.photos) for v in visits)))
    if judged := application.judged.order_by("-pk").first():
        found["judged"] = (judged.on, None, "")
    if appraisals := list(application.appraisals.order_by("pk")):
        found["appraisal"] = (appraisals[-1].on, None, _photos(sum(len(a.photos) for a in appraisals)))
    if objection := application.objections.first():
        found["objection"] = (objection.received_on, None, "")
    return found


def _photos(number: int) -> str:
    return here(f"照片 {number} 张", f"Photographs: {number}")


def lacks(application: Application) -> dict[str, Pair]:
    """What of a paper that is there is not whole: whose identity is not on file, which photograph proves nothing was taken."""
    out: dict[str, Pair] = {}
    if names := "、".join(p.name for p in _nameless(application)):
        out["identity"] = (f"没有 {names} 的证件", f"no document of {names}")
    visits = [v for v in application.visits.all() if v.met != "missed"]
    if visits and (short := short_of(visits[-1], application.place)):
        out["survey"] = short
    notice = Notice.objects.filter(about=f"applications.application:{application.pk}", kind="opinion").order_by("-pk").first()
    if notice and notice.removed_on and not (notice.posted_proof and notice.removed_proof):
        both = [words for proof, words in ((notice.posted_proof, ("张贴", "posted")), (notice.removed_proof, ("撤下", "taken down"))) if not proof]
        out["notice"] = (f"没有{'、'.join(zh for zh, _ in both)}的照片", f"no photograph of it being {' or '.join(en for _, en in both)}")
    return out


def _nameless(application: Application) -> list[Person]:
    """Members with no identity document on file."""
    members = people(application, application.created_on)
    known = set(Document.objects.filter(person__in=members, current=True).values_list("person", flat=True))
    return [p for p in members if p.pk not in known]


def _since(application: Application) -> Sheets:
    """What came after a grant, each with its own file: changes, reviews, the end. And whether a member of staff has declared a near relative here."""
    found: Sheets = {}
    if DeclaredRelative.objects.filter(digest__in=family_digests(application)).exists():
        found["relative"] = (None, None, "")
    owed = Recovery.objects.filter(payee__in=family(application), line=matter_of(application).benefit, proposed_on__gte=application.created_on).order_by("pk")
    if application.kind == "new" and owed:
        found["recovery"] = (owed[0].proposed_on, None, " ".join(r.number for r in owed))
    if application.kind != "new" or application.state != "granted":
        return found
    later = Application.objects.filter(applicant=application.applicant_id, matter=application.matter, applied_on__gte=application.applied_on)
    for kind, number, decided_on in later.exclude(kind="new").exclude(decided_on=None).order_by("pk").values_list("kind", "number", "decided_on"):
        first, _, note = found.get(kind, (decided_on, None, ""))
        found[kind] = (first, None, f"{note} {number}".strip())
    return found


def _from_office(application: Application) -> Sheets:
    """What the office issued: the notice with both proofs, the approval form, the letter with its delivery."""
    about, found = f"applications.application:{application.pk}", {}
    notice = Notice.objects.filter(about=about, kind="opinion").order_by("-pk").first()
    if notice and notice.removed_on:
        found["notice"] = (notice.since, None, notice.number)
    if decision := application.decisions.order_by("-pk").first():
        found["approval"] = (decision.decided_on, None, "")
        letter = Letter.objects.filter(about=about, kind=decision.outcome).order_by("-pk").first()
        if letter and letter.delivered_on:
            found["decision"] = (letter.delivered_on, None, letter.number)
    return found
