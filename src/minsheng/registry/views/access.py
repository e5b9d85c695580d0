"""Online access of one person: opened at the counter with a slip to take home, a new code, taken away."""

from django.contrib import messages
from django.shortcuts import redirect, render

from minsheng.accounts.access import needs
from minsheng.accounts.residents import CODE_DAYS
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.texts import here
from minsheng.base.ui import Confirm, confirm_page, confirmed, refuse
from minsheng.registry import access as accesses
from minsheng.registry import actions
from minsheng.registry.forms_access import CloseForm, SeenForm
from minsheng.registry.models import Account, Person
from minsheng.registry.views.finding import find


@needs("registry.access")
def access(request, pk: int):
    """Open it, or give a new code: both after a look at the document, both answered by the slip."""
    found, day = find(request, pk, "registry.access"), today()
    held = accesses.open_of(found)
    form = SeenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _slip(request, found, *_given(request, found, held, form.cleaned_data["number"]))
        except (NotAllowed, AlreadyDone):
            raise
        except Refused as no:
            refuse(form, no)
    looked(by=request.by, on=day, subject=found, purpose="registry.access", place=found.place)
    before = accesses.latest_of(found)
    context = {"person": found, "held": held, "before": before, "why": before and Account.WHY.get(before.why), "form": form, "days": CODE_DAYS}
    return render(request, "registry/access.html", context, status=422 if form.errors else 200)


def _given(request, person: Person, held: Account | None, number: str) -> tuple[Account, str]:
    """What was asked for is what the page showed: who asks for a new code does not open an access that somebody has just taken away."""
    if request.POST.get("act") == "code" and held:
        return held, actions.new_code(account=held, number=number, by=request.by, on=today())
    return actions.open_access(person=person, number=number, by=request.by, on=today())


def _slip(request, person: Person, account: Account, code: str):
    """The code stands on this page and nowhere else; no browser keeps it."""
    account.user.refresh_from_db()
    context = {"person": person, "user": account.user, "code": code, "site": request.build_absolute_uri("/accounts/login/"), "on": today()}
    response = render(request, "registry/slip.html", context)
    response["Cache-Control"] = "no-store"
    return response


@needs("registry.access")
def close(request, pk: int):
    """Take it away, with the reason."""
    found = find(request, pk, "registry.access")
    held = accesses.open_of(found)
    if held is None:
        return redirect("desk-person-access", pk=found.pk)
    form = CloseForm(request.POST if confirmed(request) else None)
    if confirmed(request) and form.is_valid():
        actions.close_access(account=held, why=form.cleaned_data["why"], by=request.by, on=today())
        messages.success(request, here("网上账号已停用", "Online access is taken away"))
        return redirect("desk-person", pk=found.pk)
    looked(by=request.by, on=today(), subject=found, purpose="registry.access", place=found.place)
    what = [("马上不能登录，已登录的也会退出。本人在网上办过的事都留着，窗口照常办理。", "Signing in stops at once, also where it is open. What was done online stays; the counter is open as before.")]  # fmt: skip
    said = (f"停用{found.name}的网上账号", f"Take away the online access of {found.name}")
    return confirm_page(request, Confirm(said, ("停用", "Take it away"), f"/desk/people/{found.pk}/access/", what, danger=True, form=form))
