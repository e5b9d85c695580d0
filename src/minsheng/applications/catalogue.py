"""一户一档: the file of a case in its legal order, with page numbers, and which page is missing."""

from dataclasses import dataclass
from datetime import date

from minsheng.accounts.models import DeclaredRelative
from minsheng.applications.models import Application, Paper
from minsheng.applications.papers import how_given, unsigned
from minsheng.applications.recusal import family_digests
from minsheng.applications.way import matter_of
from minsheng.base.texts import pick
from minsheng.notices.models import Letter, Notice

Pair = tuple[str, str]

ORDER: tuple[tuple[str, Pair], ...] = (  # the order of a household's file as published by townships
    ("letter", ("申请及授权书", "Application and authorisation")),
    ("identity", ("身份证明、户口页", "Identity copies, hukou pages")),
    ("proof", ("证明材料", "Proofs")),
    ("declaration", ("家庭情况申报与承诺", "Declaration and promises")),
    ("check", ("信息核对报告", "Check report")),
    ("survey", ("入户调查表及照片", "Survey form and photographs")),
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
)


@dataclass(frozen=True)
class Sheet:
    """One entry of the catalogue. `missing` says what is wanted where there is nothing."""

    number: int
    key: str
    title: Pair
    on: date | None
    pages: int
    note: str = ""
    missing: bool = False
    first_page: int = 0


def sheets(application: Application) -> list[Sheet]:
    """The catalogue of a case: one entry a kind, in order, numbered from page 1; what must be there and is not is marked."""
    kinds = {s.kind for s in matter_of(application).way(application.kind)}
    found = _found(application)
    needed = _needed(application, kinds)
    out, page = [], 1
    for key, title in ORDER:
        if key not in found and key not in needed:
            continue
        on, pages, note = found.get(key, (None, 0, ""))
        out.append(Sheet(len(out) + 1, key, title, on, pages, note, missing=key not in found, first_page=page if pages else 0))
        page += pages
    return out


def missing(application: Application) -> list[Sheet]:
    return [s for s in sheets(application) if s.missing]


def _needed(application: Application, kinds: set[str]) -> set[str]:
    """What the way so far must have left behind."""
    done = {t.step for t in application.tasks.all() if t.state == "done" and not t.result.get("skipped")}
    steps = {s.key: s.kind for s in matter_of(application).way(application.kind)}
    by_kind = {"check": {"check"}, "survey": {"survey"}, "notice": {"notice"}, "hearing": {"hearing"}, "decide": {"approval", "decision"}}
    needed = {"letter", "identity", "account"} if application.kind == "new" else set()
    for step in done:
        needed |= by_kind.get(steps.get(step, ""), set())
    return needed


Sheets = dict[str, tuple[date | None, int, str]]


def _found(application: Application) -> Sheets:
    return _from_family(application) | _from_steps(application) | _from_office(application) | _since(application)


def _from_family(application: Application) -> Sheets:
    """What the family gave and signed."""
    found: Sheets = {}
    if application.applied_on and not unsigned(application, application.applied_on):
        found["letter"] = found["declaration"] = (application.applied_on, 2, "")
    if documents := application.applicant.documents.filter(current=True).count():
        found["identity"] = (application.applied_on, documents, "")
    if application.applicant.accounts.filter(until=None).exists():
        found["account"] = (None, 1, "")
    for paper in application.papers.filter(state="given").select_related("taken_by").order_by("pk"):
        _add(found, paper)
    return found


def _add(found: Sheets, paper: Paper) -> None:
    """A paper stands where the legal order has its kind, and otherwise among the proofs; what was only seen says by whom and adds no page."""
    key = paper.key if paper.key in dict(ORDER) else "proof"
    on, pages, note = found.get(key, (paper.added_on, 0, ""))
    seen = "" if paper.file else f"{pick(how_given(paper))} {paper.taken_by.name} {paper.added_on}"
    found[key] = (on or paper.added_on, pages + paper.pages, "；".join(words for words in (note, seen) if words))


def _from_steps(application: Application) -> Sheets:
    """What the steps left behind."""
    found: Sheets = {}
    if report := application.checks.exclude(reported_on=None).order_by("-pk").first():
        found["check"] = (report.reported_on, 1, report.number)
    if hearing := application.hearings.order_by("-pk").first():
        found["hearing"] = (hearing.on, application.hearings.count(), "")
    if visits := [v for v in application.visits.all() if v.met != "missed"]:
        found["survey"] = (visits[-1].on, 2 + len(visits[-1].photos), "")
    if appraisals := list(application.appraisals.order_by("pk")):
        found["appraisal"] = (appraisals[-1].on, sum(1 + len(a.photos) for a in appraisals), "")
    if objection := application.objections.first():
        found["objection"] = (objection.received_on, application.objections.count(), "")
    return found


def _since(application: Application) -> Sheets:
    """What came after a grant, each with its own file: changes, reviews, the end. And whether a member of staff has declared a near relative here."""
    found: Sheets = {}
    if DeclaredRelative.objects.filter(digest__in=family_digests(application)).exists():
        found["relative"] = (None, 1, "")
    if application.kind != "new" or application.state != "granted":
        return found
    later = Application.objects.filter(applicant=application.applicant_id, matter=application.matter, applied_on__gte=application.applied_on)
    for kind, number, decided_on in later.exclude(kind="new").exclude(decided_on=None).order_by("pk").values_list("kind", "number", "decided_on"):
        first, pages, note = found.get(kind, (decided_on, 0, ""))
        found[kind] = (first, pages + 1, f"{note} {number}".strip())
    return found


def _from_office(application: Application) -> Sheets:
    """What the office issued: the notice with both proofs, the approval form, the letter with its delivery."""
    about, found = f"applications.application:{application.pk}", {}
    notice = Notice.objects.filter(about=about, kind="opinion").order_by("-pk").first()
    if notice and notice.removed_on:
        found["notice"] = (notice.since, 1 + bool(notice.posted_proof) + bool(notice.removed_proof), notice.number)
    if decision := application.decisions.order_by("-pk").first():
        found["approval"] = (decision.decided_on, 2, "")
        letter = Letter.objects.filter(about=about, kind=decision.outcome).order_by("-pk").first()
        if letter and letter.delivered_on:
            found["decision"] = (letter.delivered_on, 2, letter.number)
    return found
