"""A reported death: confirmed, after what that means was shown; or refuted."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.rehearsal import rehearsed
from minsheng.base.texts import here
from minsheng.base.ui import Confirm, confirm_page, confirmed, refuse
from minsheng.benefits import actions
from minsheng.benefits.actions.deaths import goes_on, month_to_end
from minsheng.benefits.ending import over
from minsheng.benefits.forms_deaths import ConfirmDeathForm, RefuteDeathForm
from minsheng.benefits.models import Finding
from minsheng.benefits.terms import month_of_death
from minsheng.benefits.words import asked_back, kept_back, label_of


def find(request, pk: int) -> Finding:
    found = get_object_or_404(Finding.objects.select_related("person__place", "award__place", "award__household", "award__opening"), pk=pk)
    allowed(request.by, "benefits.change", found.person.place)
    return found


def forms_of(request, found: Finding, data=None) -> dict:
    """For the page of an open finding: its forms, what holds now, and by which rule."""
    ends, rule = not goes_on(found.award, found.person, today()), month_of_death(found.benefit, found.award.place, found.day, known=today())
    return {
        "confirm": ConfirmDeathForm(data if data and "evidence" in data else None, finding=found, ends=ends),
        "refute": RefuteDeathForm(data if data and "why" in data else None),
        "ends": ends,
        "rule": rule,
        "held": found.award.holds.filter(reason="death", released_on=None).first(),
    }


@needs("benefits.change")
def confirm(request, pk: int):
    """What was said is checked first; then shown what it means for the money; then done."""
    found = find(request, pk)
    if request.method != "POST" or found.kind != "death" or found.state != "open":
        return redirect("desk-finding", pk=pk)
    context = forms_of(request, found, request.POST)
    form = context["confirm"]
    if form.is_valid():
        said = {
            "evidence": form.cleaned_data["evidence"],
            "died_on": form.cleaned_data["died_on"],
            "from_month": form.from_month,
            "by": request.by,
            "on": today(),
        }
        try:
            if not confirmed(request):
                rehearsed(actions.confirm_death, finding=found, **said)
                return _shown(request, find(request, pk), form, context["ends"])
            actions.confirm_death(finding=found, **said)
            messages.success(request, here("已确认去世", "The death is confirmed"))
            return redirect("desk-award", pk=found.award_id)
        except Refused as no:
            refuse(form, no)
    return _again(request, found, context)


def _shown(request, found: Finding, form: ConfirmDeathForm, ends: bool):
    died_on, label = form.cleaned_data["died_on"], label_of(found.benefit)
    what = [(f"{found.person.name}于 {died_on} 去世。", f"{found.person.name} died on {died_on}.")]
    if ends:
        month = month_to_end(found, died_on, form.from_month, today())
        money = over(found.award, month)
        what += [
            (f"{label[0]}从 {month:%Y-%m} 起停发；以前应发没有发的照发，打到家属的账户。", f"The {label[1]} ends from {month:%Y-%m}; what was due before and not paid goes to a relative's account."),
            *kept_back(money),
            *asked_back(money, ("家属", "the family")),
        ]  # fmt: skip
    else:
        what.append((f"这一户还有人，{label[0]}不停：请办变更。", f"Others live on in the household: the {label[1]} does not end; open a change."))
    return confirm_page(request, Confirm(
        ("确认去世", "Confirm the death"), what=what, button=("确认", "Confirm"), cancel=f"/desk/benefits/findings/{found.pk}/",
        hidden={name: request.POST[name] for name in form.fields if name in request.POST}, danger=True,
    ))  # fmt: skip


@needs("benefits.change")
def refute(request, pk: int):
    found = find(request, pk)
    if request.method != "POST" or found.kind != "death" or found.state != "open":
        return redirect("desk-finding", pk=pk)
    context = forms_of(request, found, request.POST)
    form = context["refute"]
    if form.is_valid():
        try:
            actions.refute_death(finding=found, why=form.cleaned_data["why"], by=request.by, on=today())
            messages.success(request, here("已排除，恢复发放并补发", "Refuted: paid again, with arrears"))
            return redirect("desk-award", pk=found.award_id)
        except Refused as no:
            refuse(form, no)
    return _again(request, found, context)


def _again(request, found: Finding, context: dict):
    """The finding's page with what is wrong."""
    label, kind = label_of(found.benefit), Finding.KINDS[found.kind]
    return render(
        request, "benefits/finding.html", {"found": found, "label": label, "kind": kind, "tone": "danger", "death": context, "may_close": True}, status=422
    )
