"""What happened in a case, in the words and rows its page shows. Sealed texts are opened here, for whoever may see the case."""

from types import SimpleNamespace

from minsheng.accounts.models import User
from minsheng.applications import forms_survey, index, showing
from minsheng.applications.models import Appeal, Application, Appraisal, Check, Decision, Found, Judged, Visit
from minsheng.applications.papers import how_given, missing, people
from minsheng.applications.sources import SOURCES
from minsheng.applications.way import matter_of
from minsheng.base.audit import name_of
from minsheng.base.calendar import add_days
from minsheng.base.crypto import open_sealed
from minsheng.base.models import AuditEntry, StoredFile
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here, pick
from minsheng.notices.actions import reached_on
from minsheng.notices.models import Letter, Notice


def checks(case: Application) -> list:
    """Reports, the newest first. Of each the lines to look at (`rows`: what differs, then what is not answered, then what was never declared) and those that `agree`."""
    return [_report(report) for report in case.checks.prefetch_related("found__person").order_by("-pk")]


def _report(report: Check):
    lines = sorted((_line(f, report) for f in report.found.all()), key=lambda line: line.order)
    return SimpleNamespace(
        number=report.number, reported_on=report.reported_on, conclusion_words=pick(Check.CONCLUSIONS[report.conclusion]) if report.conclusion else "",
        rows=[line for line in lines if not line.agrees], agree=[line for line in lines if line.agrees],
    )  # fmt: skip


def _line(f: Found, report: Check):
    return SimpleNamespace(
        pk=f.pk, source=SOURCES[f.source].label, name=f.person.name if f.person else "", label=showing.label(f.key), declared=showing.value(f.key, f.declared),
        value=showing.value(f.key, f.value), answered=f.answered, differs=f.differs, explained=f.explained, open=report.reported_on is None, agrees=_agrees(f),
        found=f.value is not None, order=(not f.differs, f.answered),
    )  # fmt: skip


NOTHING = (None, False, 0, "none")


def _agrees(f: Found) -> bool:
    """What was declared was found; and what was said not to be there was not."""
    if not f.answered or f.differs:
        return False
    return f.declared is not None if f.value is not None else f.declared in NOTHING


def papers(case: Application) -> list:
    """One entry a kind of paper that was brought: how it came and when, and its files with what a browser can show: a picture, or a PDF to open."""
    labels = {m.key: m.label for m in matter_of(case).materials}
    brought = list(case.papers.filter(state="given").select_related("taken_by").order_by("key", "pk"))
    pictures = _pictures([p.file for p in brought])
    out: dict[str, SimpleNamespace] = {}
    for p in brought:
        entry = out.setdefault(p.key, SimpleNamespace(label=labels.get(p.key, (p.key, p.key)), how=[], files=[], on=p.added_on))
        entry.on = max(entry.on, p.added_on)
        if (how := (how_given(p), p.taken_by.name if p.taken_by else "", p.added_on)) not in entry.how:
            entry.how.append(how)
        if p.file:
            entry.files.append(SimpleNamespace(file=p.file, picture=str(p.file) in pictures))
    return list(out.values())


def asked_for(case: Application, brought: list):
    """Before acceptance, after the list of what is missing was given: its letter, what has come, what is still missing, the day for the badge. Else None."""
    if not case.corrected or case.state not in ("submitted", "correction"):
        return None
    letter = Letter.objects.filter(about=f"applications.application:{case.pk}", kind="correction").order_by("-pk").first()
    lacking = [m.label for m in missing(case)]
    asked_on, came_on = letter.issued_on if letter else "", max((p.on for p in brought), default="")
    complete = case.state == "submitted" and bool(brought)
    badge = came_on if complete else here(f"{asked_on} 告知", f"asked {asked_on}")
    return SimpleNamespace(letter=letter, came=brought, missing=lacking, complete=complete, badge=badge)


def visits(case: Application) -> list:
    """Visits, the newest first, each with who has looked at its photographs."""
    rows = list(case.visits.select_related("first", "second").order_by("-pk"))
    seen = looks(rows)
    return [_visit(v, seen.get(v.pk, [])) for v in rows]


def looks(rows: list[Visit]) -> dict[int, list[str]]:
    """{visit: ["name 2025-10-28", ...]} of everybody who opened a photograph, the latest first, once a day."""
    entries = AuditEntry.objects.filter(act="file.looked", subject__in=[name_of(v) for v in rows if v.photos], user_id__isnull=False)
    found = list(entries.order_by("-on").values_list("subject", "user_id", "on").distinct()[:MOST_LOOKS]) if rows else []
    names = dict(User.objects.filter(pk__in={user for _, user, _ in found}).values_list("pk", "name"))
    out: dict[int, list[str]] = {}
    for subject, user, on in found:
        out.setdefault(int(subject.split(":")[1]), []).append(f"{names.get(user, '—')} {on}")
    return out


MOST_LOOKS = 60


def _visit(visit: Visit, seen: list[str]):
    sealed = open_sealed(bytes(visit.sealed), f"applications.visit:{visit.task_id}") if visit.sealed else {}
    rows = [
        (("调查人", "Visitors"), chinese(f"{visit.first.name}、{visit.second.name}")),
        (("见面方式", "How met"), Visit.MET[visit.met]),
        (("实际人口", "People found"), visit.members_found if visit.members_found is not None else "—"),
        *([(("下次上门", "Next try"), visit.next_on)] if visit.next_on else []),
        (("结论", "Result"), Visit.RESULTS.get(visit.result, ("—", "—"))),
        *((chinese(indicator), chinese(option)) for indicator, option in index.told(visit.index_table)),
        *([(("评估增减（元/月）", "Adjustment, yuan a month"), f"{visit.index_table['fen'] / 100:,.2f}")] if visit.index_table.get("fen") is not None else []),
        *(((zh, en), chinese(visit.form[key])) for key, zh, en in FORM if visit.form.get(key)),
        *((label, value if isinstance(value, tuple) else chinese(value)) for label, value in forms_survey.told(visit.form)),
        *(((zh, en), chinese(sealed[key])) for key, zh, en in TEXTS if sealed.get(key)),
    ]
    return SimpleNamespace(pk=visit.pk, on=visit.on, rows=rows, photos=visit.photos, seen=seen)


FORM = (("area", "面积（平方米）", "Area, m²"), ("bills", "水电燃气话费", "Bills"), ("appliances", "家电家具、交通工具", "Appliances and vehicles"))
TEXTS = (("neighbours", "走访邻居", "Neighbours"), ("notes", "所见所闻", "What was seen and heard"), *forms_survey.TEXTS)


def appraisals(case: Application) -> list:
    """Appraisals, the newest first; who was there and what was said is opened here."""
    held = list(case.appraisals.select_related("recorded_by").order_by("-pk"))
    pictures = _pictures([photo for a in held for photo in a.photos])
    return [_appraisal(a, open_sealed(bytes(a.sealed), f"applications.appraisal:{case.pk}"), pictures) for a in held]


def _appraisal(a: Appraisal, minutes: dict, pictures: set[str]):
    votes = here(f"同意 {a.agree}，不同意 {a.against}，弃权 {a.abstain}", f"{a.agree} for, {a.against} against, {a.abstain} abstained")
    rows = [
        (("为什么评议", "Why it was held"), Appraisal.GROUNDS[a.ground]),
        *([(("本地文件", "Local document"), chinese(a.document))] if a.document else []),
        (("应到、实到", "Invited, present"), here(f"{a.invited} 人、{a.present} 人", f"{a.invited}, {a.present}")),
        (("表决", "Votes"), votes + (here("（无记名）", " (without names)") if a.secret else "")),
        (("结论（供参考）", "Conclusion (advice)"), Appraisal.RESULTS[a.result]),
        *((label, chinese(minutes[key])) for key, label in MINUTES if minutes.get(key)),
        (("登记", "Recorded"), chinese(f"{a.recorded_by.name} {a.recorded_on}")),
    ]
    return SimpleNamespace(on=a.on, rows=rows, votes=votes, files=[SimpleNamespace(file=photo, picture=photo in pictures) for photo in a.photos])


def judged(case: Application) -> list:
    """What two officers found, the newest first."""
    return [one_judged(case, row) for row in case.judged.select_related("first", "second").order_by("-pk")]


def one_judged(case: Application, row: Judged):
    """The findings about each person, who found them and on what they rest."""
    names = {str(p.pk): p.name for p in people(case, row.on)}
    rows = [
        *(
            (tuple(f"{names[subject]}{colon}{text}" if subject in names else text for colon, text in zip(("：", ": "), showing.label(key), strict=True)), showing.value(key, value))
            for subject, facts in row.answers.items()
            for key, value in facts.items()
        ),
        (("认定方式", "How it was found"), pick(Judged.MANNERS[row.manner])),
        (("依据", "What it rests on"), chinese(row.evidence)),
        (("本人或照料人", "The person or the carer"), pick(Judged.SAYS[row.says])),
        (("认定人", "Officers"), chinese(f"{row.first.name}、{row.second.name}")),
    ]  # fmt: skip
    return SimpleNamespace(pk=row.pk, on=row.on, rows=rows)


MINUTES = (
    ("venue", ("地点", "Where")),
    ("host", ("主持、记录", "Led and written by")),
    ("people", ("参会人员", "Who was there")),
    ("said", ("陈述和讨论", "What was said")),
)


def _pictures(ids: list) -> set[str]:
    """Which of these stored files a browser shows as a picture."""
    return {str(pk) for pk in StoredFile.objects.filter(pk__in=ids, mime="image/jpeg").values_list("pk", flat=True)}


def objections(case: Application) -> list:
    return [
        SimpleNamespace(
            received_on=o.received_on, finding=o.finding, state=o.state, text=open_sealed(bytes(o.sealed), f"applications.objection:{case.pk}").get("text", "")
        )
        for o in case.objections.order_by("pk")
    ]


def notices(about: str) -> list[Notice]:
    """Everything that hung on the board about a case, each with the `words` of its kind."""
    found = list(Notice.objects.filter(about=about).order_by("pk"))
    for notice in found:
        notice.words = Notice.KINDS[notice.kind]
    return found


def telling(letter: Letter | None):
    """How the letter about what is intended has fared: when it came or was tried, and the last day for an answer. None where none was written."""
    if letter is None:
        return None
    reached = reached_on(letter)
    tries = [(a.on, ATTEMPTED[a.how]) for a in letter.attempts.order_by("on")]
    last = add_days(reached, letter.answer_days).day if reached and letter.answer_days else None
    return SimpleNamespace(letter=letter, tries=tries, last=last)


ATTEMPTED = {
    "visit": ("上门没有见到", "nobody met at the door"),
    "post": ("邮寄被退回", "sent back by the post"),
    "phone": ("电话没有打通", "no answer on the telephone"),
}


def hearings(case: Application) -> list:
    return [
        SimpleNamespace(on=h.on, considered=h.considered, said=open_sealed(bytes(h.sealed), f"applications.hearing:{case.pk}").get("said", ""))
        for h in case.hearings.order_by("pk")
    ]


def decisions(case: Application) -> list:
    """Decisions, the newest first, each with the reviews asked for against it."""
    found = list(case.decisions.select_related("decided_by", "authority", "delegation").prefetch_related("appeals").order_by("-pk"))
    pictures = _pictures([a.ruling for decision in found for a in decision.appeals.all() if a.ruling])
    for decision in found:
        decision.reviews = [_appeal(a, pictures) for a in decision.appeals.all()]
        decision.words = Decision.OUTCOMES[decision.outcome]
        decision.share_words = pick(Decision.SHARES[decision.share]) if decision.share else ""
    return found


def _appeal(appeal: Appeal, pictures: set[str]):
    grounds = open_sealed(bytes(appeal.sealed), f"applications.appeal:{appeal.decision_id}").get("grounds", "")
    ruling = [SimpleNamespace(file=str(appeal.ruling), picture=str(appeal.ruling) in pictures)] if appeal.ruling else []
    return SimpleNamespace(
        body=appeal.body, received_on=appeal.received_on, state=Appeal.STATES[appeal.state], answered_on=appeal.answered_on, grounds=grounds, ruling=ruling, label=("复议文书", "Ruling"), returned_why=appeal.returned_why
    )  # fmt: skip
