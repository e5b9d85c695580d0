"""What narrows a list. The state stands in the URL, numbers of persons sealed (`typed`); values that are not offered are left alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from minsheng.base.ui import typed
from minsheng.base.ui.paging import State

Rows = Any


EXPIRED = ("（请重新输入）", "(type it again)")


@dataclass(frozen=True)
class Search:
    """A text; `apply(rows, text)` looks for it."""

    key: str
    label: Any
    apply: Callable[[Rows, str], Rows]
    hint: Any = ""
    kind = "search"

    def text(self, state: State, request) -> str | None:
        """What was typed; None when it is no longer to be had."""
        return typed.read(request, state.get(self.key, typed.LONGEST * 10))

    def to_seal(self, state: State) -> bool:
        """What may be a person's number stands in the address: typed there by hand, or left from another time."""
        return typed.is_number(state.get(self.key))

    def control(self, state: State, request) -> dict:
        return {"value": self.text(state, request) or ""}

    def narrow(self, rows: Rows, state: State, request) -> Rows:
        text = self.text(state, request)
        if text is None:
            return rows.none() if isinstance(rows, QuerySet) else []
        return self.apply(rows, text) if text else rows

    def chips(self, state: State, request) -> list[tuple[Any, str]]:
        """[(what is set, the address without it)]"""
        text = self.text(state, request)
        return [(EXPIRED if text is None else text, state.address(drop=[self.key]))] if text != "" else []

    def kept(self, state: State, request) -> dict[str, str]:
        """A text may name somebody: it is never kept."""
        return {}

    @property
    def keys(self) -> list[str]:
        return [self.key]


@dataclass(frozen=True)
class Choice:
    """One of the options, [(value, text)] or a function of the request that gives them; compares `field`, or `apply(rows, value)` narrows."""

    key: str
    label: Any
    options: Any
    field: str = ""
    apply: Callable[[Rows, str], Rows] | None = None
    kind = "choice"

    def offered(self, request) -> list[tuple[str, Any]]:
        return [(str(value), words) for value, words in (self.options(request) if callable(self.options) else self.options)]

    def control(self, state: State, request) -> dict:
        return {"value": state.get(self.key), "options": self.offered(request)}

    def narrow(self, rows: Rows, state: State, request) -> Rows:
        value = state.get(self.key)
        if value not in dict(self.offered(request)):
            return rows
        return self.apply(rows, value) if self.apply else rows.filter(**{self.field: value})

    def chips(self, state: State, request) -> list[tuple[Any, str]]:
        words = dict(self.offered(request)).get(state.get(self.key))
        return [(words, state.address(drop=[self.key]))] if words else []

    def kept(self, state: State, request) -> dict[str, str]:
        """{parameter: value} of what is set, to be found again under a name."""
        return {self.key: value} if (value := state.get(self.key)) in dict(self.offered(request)) else {}

    @property
    def keys(self) -> list[str]:
        return [self.key]


@dataclass(frozen=True)
class Flag:
    """Yes or nothing; `apply(rows)` narrows."""

    key: str
    label: Any
    apply: Callable[[Rows], Rows]
    kind = "flag"

    def control(self, state: State, request) -> dict:
        return {"value": state.get(self.key)}

    def narrow(self, rows: Rows, state: State, request) -> Rows:
        return self.apply(rows) if state.get(self.key) == "1" else rows

    def chips(self, state: State, request) -> list[tuple[Any, str]]:
        return [(self.label, state.address(drop=[self.key]))] if state.get(self.key) == "1" else []

    def kept(self, state: State, request) -> dict[str, str]:
        return {self.key: "1"} if state.get(self.key) == "1" else {}

    @property
    def keys(self) -> list[str]:
        return [self.key]


@dataclass(frozen=True)
class Dates:
    """From one day to another, both counted."""

    key: str
    label: Any
    field: str
    kind = "dates"

    def control(self, state: State, request) -> dict:
        start, end = self._days(state)
        return {"start": start or "", "end": end or "", "start_key": self.keys[0], "end_key": self.keys[1]}

    def narrow(self, rows: Rows, state: State, request) -> Rows:
        start, end = self._days(state)
        rows = rows.filter(**{f"{self.field}__gte": start}) if start else rows
        return rows.filter(**{f"{self.field}__lte": end}) if end else rows

    def chips(self, state: State, request) -> list[tuple[Any, str]]:
        start, end = self._days(state)
        return [(f"{start or ''} – {end or ''}", state.address(drop=self.keys))] if start or end else []

    def kept(self, state: State, request) -> dict[str, str]:
        return {key: day.isoformat() for key, day in zip(self.keys, self._days(state), strict=True) if day}

    @property
    def keys(self) -> list[str]:
        return [f"{self.key}_from", f"{self.key}_to"]

    def _days(self, state: State) -> list[date | None]:
        return [_day(state.get(key)) for key in self.keys]


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
