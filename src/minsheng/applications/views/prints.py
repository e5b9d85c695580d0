"""Paper: letters, the approval form, the catalogue of a file; and stored photographs, for whoever may see the case."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.applications import actions, route
from minsheng.applications.approval import paper
from minsheng.applications.catalogue import sheets
from minsheng.applications.explain import reasons_of
from minsheng.applications.models import Application, Found
from minsheng.applications.views.finding import find
from minsheng.applications.way import matter_of
from minsheng.base import files
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import Refused
from minsheng.base.models import StoredFile
from minsheng.base.texts import language
from minsheng.notices.models import Letter


@needs("applications.see")
def letter(request, pk: int):
    """A letter as sent, for print."""
    found = get_object_or_404(Letter.objects.select_related("person", "place"), pk=pk)
    allowed(request.by, "applications.see", found.place)
    looked(by=request.by, on=today(), subject=found.person, purpose="applications.review", fields=["letter"])
    return render(request, "applications/letter.html", letter_context(found))


def letter_context(found: Letter) -> dict:
    body = open_sealed(bytes(found.sealed), f"notices.letter:{found.number}")
    return {"letter": found, "title": Letter.KINDS[found.kind], "paragraphs": body["en" if language() == "en" else "zh"]}


@needs("applications.see")
def catalogue(request, pk: int):
    """一户一档: cover, catalogue with what is missing, back cover."""
    case = find(request, pk)
    found, matter = sheets(case), matter_of(case)
    pages = sum(s.pages or 0 for s in found) if all(s.pages is not None for s in found) else None
    head = case.household.head if case.household else case.applicant
    looked(by=request.by, on=today(), subject=head, purpose="applications.print", fields=["catalogue"], place=case.place)
    context = {
        "case": case,
        "matter": matter,
        "sheets": found,
        "pages": pages,
        "head": head,
        "kind": Application.KINDS[case.kind],
        "until": case.filed_on or case.decided_on,
    }
    return render(request, "applications/catalogue.html", context)


@needs("applications.see")
def approval(request, pk: int):
    """审核确认表, amounts in figures and capitals: before the decision with what was prepared last."""
    case, day = find(request, pk), today()
    full = any(may(request.by, permission, case.place) for permission in ("applications.take_in", "applications.decide"))
    words = {step.key: step.label for step in route.steps_of(case)}
    shown = paper(case, full)
    for line in shown["members"]:
        looked(
            by=request.by, on=day, subject=line.person, purpose="applications.review", fields=["approval", *(["documents"] if full else [])], place=case.place
        )
    steps = [(words.get(t.step, (t.step, t.step)), t) for t in case.tasks.filter(state="done").select_related("done_by").order_by("pk")]
    context = {"case": case, "matter": matter_of(case), "tasks": steps, "reasons": reasons_of(shown["assessment"]), **shown}
    return render(request, "applications/approval.html", context)


@needs("applications.see")
def stored(request, pk: int, file: str):
    """A photograph or scan of the case; with ?small as the page of the case shows it. Both are looks, and kept as such."""
    case = find(request, pk)
    visit = next((v for v in case.visits.all() if str(file) in v.photos), None)
    rulings = {str(a.ruling) for d in case.decisions.all() for a in d.appeals.all() if a.ruling}
    others = {str(p.file) for p in case.papers.all() if p.file} | {photo for a in case.appraisals.all() for photo in a.photos} | rulings
    if visit is None and str(file) not in others:
        raise Http404
    small = "small" in request.GET
    looked(
        by=request.by, on=today(), subject=visit or case.applicant, purpose="applications.review", fields=["thumbnail" if small else "file"], place=case.place
    )
    kept = get_object_or_404(StoredFile, pk=file)
    return files.small(kept) if small and kept.mime == "image/jpeg" else files.served(request, kept)


@needs("applications.check")
def explain(request, pk: int):
    """Keep the explanation of one difference of a check."""
    line = get_object_or_404(Found.objects.select_related("check_report__application__place"), pk=pk)
    case = line.check_report.application
    allowed(request.by, "applications.check", case.place)
    if request.method == "POST":
        try:
            actions.explain(found=line, words=request.POST.get("words", "")[:300], by=request.by, on=today())
        except Refused as no:
            messages.error(request, str(no))
    return redirect("desk-case", pk=case.pk)
