"""Before something happens: what it will do, whom it touches, then yes or no."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render


@dataclass(frozen=True)
class Affected:
    """One of those it touches; with a `problem` it is left out, and says why."""

    label: Any
    small: Any = ""
    fen: int | None = None
    problem: Any = ""


@dataclass(frozen=True)
class Confirm:
    """hidden: {name: value or list of values}, posted again with `confirmed`. `form`: what is still to be said, filled in on the same page."""

    title: Any
    button: Any
    cancel: str
    what: list = ()
    affected: list[Affected] = ()
    action: str = ""
    hidden: dict = field(default_factory=dict)
    danger: bool = False
    form: Any = None

    @property
    def fields(self) -> list[tuple[str, Any]]:
        return [(name, one) for name, value in self.hidden.items() for one in (value if isinstance(value, list | tuple) else [value])]

    @property
    def touched(self) -> list[Affected]:
        return [one for one in self.affected if not one.problem]

    @property
    def left_out(self) -> list[Affected]:
        return [one for one in self.affected if one.problem]

    @property
    def total(self) -> int | None:
        amounts = [one.fen for one in self.touched if one.fen is not None]
        return sum(amounts) if amounts else None

    @property
    def possible(self) -> bool:
        return bool(self.touched) or not self.affected


def confirm_page(request, confirm: Confirm, context: dict | None = None) -> HttpResponse:
    status = 422 if confirm.form is not None and confirm.form.errors else 200
    return render(request, "base/confirm.html", {**(context or {}), "confirm": confirm}, status=status)


def confirmed(request) -> bool:
    """Whether this post comes from the confirm page."""
    return request.method == "POST" and request.POST.get("confirmed") == "1"
