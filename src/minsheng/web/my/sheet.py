"""The application form from a phone: the one question that has to be answered, and what else may be said, one thing a page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from minsheng.accounts.access import own_file
from minsheng.applications import actions, papers, sheet_kept
from minsheng.applications.forms_sheet import SheetForm
from minsheng.applications.models import Application
from minsheng.applications.sheet import Part, used_by
from minsheng.applications.sheet_people import MOST_SUPPORTERS
from minsheng.applications.way import matter_of
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.web.my.apply import mine
from minsheng.web.my.sheet_tasks import address, optional


def _draft(request, pk: int) -> Application:
    found = mine(request, pk)
    if not used_by(matter_of(found)):
        raise Http404
    return found


@own_file
def more(request, pk: int):
    """Everything that may be left out, and the relatives who owe support and live elsewhere."""
    found, day = _draft(request, pk), today()
    if found.state != "draft":
        return redirect("my-case", pk=pk)
    rows = [
        {"name": one.get("name", ""), "href": address(found, "supporter", n)} for n, one in enumerate(sheet_kept.supporters(sheet_kept.current(found)))
    ]  # fmt: skip
    supporters = "supporter" in sheet_kept.asked(found, day)
    add = address(found, "supporter", len(rows)) if supporters and len(rows) < MOST_SUPPORTERS else ""
    return render(request, "web/my/more.html", {"case": found, "tasks": optional(found, day), "supporters": rows, "add": add})


@own_file
def part(request, pk: int, key: str, who: int):
    """One part of the form: about the household (`who` 0), a member, or the n-th supporter."""
    found, day = _draft(request, pk), today()
    wanted = sheet_kept.asked(found, day).get(key)
    if wanted is None or not _about(found, wanted, who, day):
        raise Http404
    if found.state != "draft":
        return redirect("my-case", pk=pk)
    form = SheetForm(request.POST if request.method == "POST" else None, case=found, on=day, parts={key: wanted},
                     member=who if wanted.of == "member" else None, supporter=who if wanted.of == "supporter" else None)  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            actions.fill_sheet(application=found, given=_given(request, form, wanted, who), by=request.by, on=day)
            return redirect("my-case" if wanted.needed else "my-more", pk=pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "web/my/more_part.html", _context(found, form, wanted, who, day), status=422 if form.errors else 200)


def _about(case: Application, wanted: Part, who: int, day) -> bool:
    """Whether the address names somebody of this case."""
    if wanted.of == "member":
        return who in {p.pk for p in papers.people(case, day)}
    if wanted.of == "supporter":
        return who <= min(len(sheet_kept.supporters(sheet_kept.current(case))), MOST_SUPPORTERS - 1)
    return who == 0


def _given(request, form: SheetForm, wanted: Part, who: int) -> dict:
    given = form.given()
    if wanted.of == "supporter" and "remove" in request.POST:
        given["supporters"] = [one for n, one in enumerate(given["supporters"]) if n != who]
        messages.success(request, here("已去掉", "Taken off"))
    return given


def _context(case: Application, form: SheetForm, wanted: Part, who: int, day) -> dict:
    name = next((p.name for p in papers.people(case, day) if p.pk == who), "") if wanted.of == "member" else ""
    kept = wanted.of == "supporter" and who < len(sheet_kept.supporters(sheet_kept.current(case)))
    return {"case": case, "form": form, "part": wanted, "name": name, "removable": kept}
