"""What the parts of a page are filled with. A text is a (zh, en) pair, a plain text or safe HTML; see docs/ui.md."""

from dataclasses import dataclass
from typing import Any

Text = Any

PURPOSES = {
    "review": ("办理办件", "Handling an application"),
    "contact": ("联系本人或家人", "Contacting the person or family"),
    "correct": ("更正信息", "Correcting what is recorded"),
    "audit": ("检查、审计", "Inspection or audit"),
}
"""Why somebody looks at what is masked: the `purpose` that the reveal form posts."""


@dataclass(frozen=True)
class Stat:
    """A figure of the day and the way to what is behind it."""

    title: Text
    number: Text
    small: Text = ""
    href: str = ""
    current: bool = False
    danger: bool = False


@dataclass(frozen=True)
class Step:
    """state: done, current, late or future."""

    title: Text
    small: Text = ""
    state: str = "future"
    href: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened. kind: act, amber, danger or plain."""

    title: Text
    small: Text = ""
    kind: str = "act"


@dataclass(frozen=True)
class FactLine:
    """What is known, from where and when. `note`: what is missing and whether it matters. `reveal`: where to ask for what is masked."""

    label: Text
    value: Text
    source: Text = ""
    note: Text = ""
    reveal: str = ""


@dataclass(frozen=True)
class Tab:
    label: Text
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Answer:
    """One line of "check your answers"."""

    label: Text
    value: Text
    href: str = ""


@dataclass(frozen=True)
class Task:
    """One line of a task list. state: done, doing, todo or waiting (cannot be started yet)."""

    title: Text
    href: str = ""
    state: str = "todo"
    small: Text = ""
