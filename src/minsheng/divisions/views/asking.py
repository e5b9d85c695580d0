"""A form, what it will do, then the doing: shared by every change of the tree."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render

from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Confirm, confirm_page, confirmed, refuse


@dataclass(frozen=True)
class Change:
    """`run(data)` does it; `what(data)` says in (zh, en) lines what it will do; `affected(data)` names whom."""

    title: tuple[str, str]
    button: tuple[str, str]
    run: Callable[[dict], Any]
    what: Callable[[dict], list[tuple[str, str]]]
    back: str
    affected: Callable[[dict], list[Affected]] = lambda data: []
    danger: bool = False
    hint: tuple[str, str] = ("", "")


def ask(request, form, change: Change):
    """The form; after it the confirm page, which a rehearsal has shown to be possible; after that the change."""
    if form.is_bound and form.is_valid():
        try:
            if confirmed(request):
                change.run(form.cleaned_data)
                messages.success(request, here("已办好", "Done"))
                return redirect(change.back)
            said = _rehearse(change, form.cleaned_data)
            hidden = {name: request.POST.getlist(name) for name in form.fields if name in request.POST}
            return confirm_page(request, Confirm(change.title, change.button, change.back, *said, hidden=hidden, danger=change.danger))
        except NotAllowed:
            raise
        except Refused as no:
            refuse(form, no)
    context = {"form": form, "change": change}
    return render(request, "divisions/change.html", context, status=422 if form.errors else 200)


class _Undone(Exception):
    pass


def _rehearse(change: Change, data: dict) -> tuple[list, list]:
    """Say what it will do, do it and undo it: what is refused is refused before somebody confirms it."""
    said = change.what(data), change.affected(data)
    try:
        with transaction.atomic():
            change.run(data)
            raise _Undone
    except _Undone:
        return said
