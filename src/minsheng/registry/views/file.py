"""A person's file: facts with their sources on the left, the line of life in the middle, what can be done on the right."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from minsheng.accounts.access import may, needs
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import PURPOSES, Event, refuse
from minsheng.registry import actions, forms, panels, queries
from minsheng.registry.access import open_of
from minsheng.registry.events import line_of_life
from minsheng.registry.views import showing
from minsheng.registry.views.changes import offered
from minsheng.registry.views.finding import find


@needs("registry.see")
def person(request, pk: int):
    found, day = find(request, pk), today()
    looked(by=request.by, on=day, subject=found, purpose="registry.file", place=found.place)
    home, may_edit = queries.home_of(found), may(request.by, "registry.edit", found.place)
    context = {
        "person": found, "age": queries.age_on(found, day), "facts": showing.facts(found, found, day), "home_facts": showing.facts(found, home, day) if home else [], "home": home,
        "members": showing.members(home, day) if home else [], "kin": showing.kin(found, day), "events": [Event(e.words, f"{e.on:%Y-%m-%d} {e.by_name}") for e in line_of_life(found)],
        "identity": showing.identity_lines(found), "accounts": showing.accounts(found), "consents": showing.consents(found), "authorities": showing.authorities(found, day),
        "access": open_of(found), "may_access": may(request.by, "registry.access", found.place), "panels": panels.shown(request, found), "may_edit": may_edit, "may_approve": may(request.by, "registry.approve_account", found.place),
        "may_apply": may(request.by, "applications.take_in", found.place) and not found.died_on, "changes": offered(found) if may_edit else [],
    }  # fmt: skip
    return render(request, "registry/person.html", context)


@require_POST
@needs("registry.unmask")
def reveal(request, pk: int):
    """Document numbers, phones and address in full, for a stated purpose that is recorded."""
    found = find(request, pk, "registry.unmask")
    purpose = request.POST.get("purpose", "")
    if purpose not in PURPOSES:
        raise Refused("请选择查看的用途。", "Choose what you need it for.", field="purpose")
    looked(by=request.by, on=today(), subject=found, purpose=f"reveal.{purpose}", fields=["documents", "phones", "address"], place=found.place)
    response = render(request, "registry/reveal.html", {"person": found, "secret": queries.opened(found), "purpose": PURPOSES[purpose]})
    response["Cache-Control"] = "no-store"
    return response


@needs("registry.edit")
def new(request):
    """Open a file: the document first, so that nobody gets two."""
    form = forms.PersonForm(
        request.POST if request.method == "POST" else None, by=request.by, initial={"kind": "resident", "number": request.GET.get("number", "")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.open_file(name=data["name"], place=data["place"], birth_date=data["birth_date"], sex=int(data["sex"] or 0), documents=[(data["kind"], data["number"])] if data["kind"] else [],
                                     phones=[data["phone"]] if data["phone"] else [], address=data["address"], by=request.by, on=today())  # fmt: skip
            messages.success(request, here("已建档", "File opened"))
            return redirect("desk-person", pk=made.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "registry/new.html", {"form": form}, status=422 if form.errors else 200)
