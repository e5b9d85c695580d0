"""Taking in at the counter: choose the matter for a person, ask only what is not known, sign, send."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, needs
from minsheng.applications import actions, kinds, papers
from minsheng.applications.asking import form_for, given, sections
from minsheng.applications.forms_kinds import prospect
from minsheng.applications.models import Application
from minsheng.applications.views.filling import sheet_for
from minsheng.applications.views.finding import find
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.matters import catalogue
from minsheng.registry.models import Person
from minsheng.registry.queries import home_of
from minsheng.registry.signing import signers


@needs("applications.take_in")
def begin(request, person: int):
    """Which matter, for whom: the household is the one the person lives in."""
    who = get_object_or_404(Person, pk=person)
    allowed(request.by, "applications.take_in", who.place)
    if request.method == "POST" and request.POST.get("matter"):
        home = who.memberships.filter(until=None).select_related("household").first()
        try:
            case = actions.draft(
                matter=request.POST["matter"], applicant=who, household=home and home.household, place=who.place, channel="counter", by=request.by, on=today()
            )
            return redirect("desk-intake", pk=case.pk)
        except (AlreadyDone, Refused) as no:
            messages.error(request, str(no))
    looked(by=request.by, on=today(), subject=who, purpose="applications.begin", place=who.place)
    running = Application.objects.filter(applicant=who).exclude(state="draft").order_by("-pk")[:10]
    context = {
        "person": who,
        "prospects": [(p, prospect(p)) for p in kinds.prospects(who, home_of(who), today())],
        "running": [(case, catalogue.get(case.matter).label, Application.STATES[case.state]) for case in running],
    }
    return render(request, "applications/begin.html", context)


@needs("applications.take_in")
def intake(request, pk: int):
    """One page for the officer: all questions that the file does not answer yet, then the signatures, then send."""
    case = find(request, pk, "applications.take_in")
    if case.state != "draft":
        return redirect("desk-case", pk=pk)
    form, sheet = form_for(case, today(), request.POST or None), sheet_for(request, case)
    if request.method == "POST" and all([form.is_valid(), sheet is None or sheet.is_valid()]):
        try:
            actions.answer(application=case, answers=given(form), by=request.by, on=today())
            if sheet:
                actions.fill_sheet(application=case, given=sheet.given(), by=request.by, on=today())
            _sign(request, case)
            if "send" in request.POST:
                actions.submit(application=case, by=request.by, on=today())
                messages.success(request, here(f"已提交，编号 {case.number}", f"Sent: number {case.number}"))
                return redirect("desk-case", pk=pk)
            messages.success(request, here("已保存", "Kept"))
            return redirect("desk-intake", pk=pk)
        except Refused as no:
            refuse(sheet if sheet and no.field in sheet.fields else form, no)
    context = {
        "case": case,
        "form": form,
        "sheet": sheet,
        "sections": sections(case, form, today()),
        "unsigned": papers.unsigned(case, today()),
        "family": papers.people(case, today()),
    }
    return render(request, "applications/intake.html", context, status=422 if form.errors or sheet and sheet.errors else 200)


def _sign(request, case: Application) -> None:
    """Record the signatures ticked on the page: each adult's own, a guardian's for a minor."""
    for person in papers.unsigned(case, today()):
        signer = request.POST.get(f"signed-{person.pk}", "")
        if signer.isascii() and signer.isdigit() and len(signer) < 19:
            by_whom = get_object_or_404(Person, pk=signer)
            actions.sign(application=case, people=[person], signed_by=by_whom, manner="paper", by=request.by, on=today())


@needs("applications.take_in")
def signatures(request, pk: int):
    """A case that came online: who has signed the letter, and the paper ones that are brought to the counter."""
    case = find(request, pk, "applications.take_in")
    if request.method == "POST":
        _sign(request, case)
        messages.success(request, here("已登记签名", "The signatures are kept"))
        return redirect("desk-case", pk=pk)
    day = today()
    looked(by=request.by, on=day, subject=case.applicant, purpose="applications.signatures", place=case.place)
    rows = [{"person": p, "signed": row, "signers": signers(p, day)} for p, row in papers.signatures(case, day)]
    return render(request, "applications/signatures.html", {"case": case, "rows": rows, "lacking": {p.pk for p in papers.unsigned(case, day)}})
