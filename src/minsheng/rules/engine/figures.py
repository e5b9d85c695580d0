"""Dated figures: in force from, known from, placed, with bands and options. Read from YAML; nothing here is law."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .problems import BookError, UnknownName
from .types import Bool, Months, Type, day, fen, yuan

CONFIRMED_GRADES = ("A", "A-", "B", "office")
SHOWN_GRADES = ("B-", "D", "demonstration")
FOREVER = 99991231
KINDS: dict[str, Type] = {"是否": Bool(), "月份": Months()}  # units that are no number: yes or no, months of the year. Only for figures that no rule reads

# What a value rests on, and the level from which an evaluation may use it: money is paid at level PAYABLE only, answers are
# given at STRICT, and INDICATIVE also takes the last confirmed value and what no document confirms.
PAYABLE, STRICT, INDICATIVE, NEVER_USED = 0, 1, 2, 3
CONFIRMED, OFFICE, DEMONSTRATION, LAST_CONFIRMED, UNDOCUMENTED, NOT_FOUND = (
    "confirmed", "office", "demonstration", "last_confirmed", "undocumented", "not_found",
)  # fmt: skip
LEVEL = {CONFIRMED: PAYABLE, OFFICE: PAYABLE, DEMONSTRATION: STRICT, LAST_CONFIRMED: INDICATIVE, UNDOCUMENTED: INDICATIVE, NOT_FOUND: NEVER_USED}


QUALIFIERS = {"约": "about", "近": "nearly", "逾": "over", "超过": "more than", "以上": "or more", "不低于": "at least", "最高": "at most"}


@dataclass(frozen=True)
class Entry:
    """One value of one figure at one place. `cells`: {choice key or "": [(lower bound, value), …]}; None = not found."""

    in_force: int
    known: int
    known_seen: bool
    cells: dict[str, list[tuple[int, int]]] | None
    source: str
    grade: str
    confirmed_through: int
    overlay: str = ""
    qualifier: str = ""  # how exactly the document says it (QUALIFIERS); it is reckoned with as it stands


@dataclass
class Figure:
    name: str
    zh: str
    en: str
    unit: str
    lo: int
    hi: int
    by: list[str] | None
    bands: tuple[str, str] | None
    where: str
    series: dict[str, list[Entry]] = field(default_factory=dict)  # place code → entries, oldest first
    clause: str = ""
    for_office: bool = False  # no rule reads it: the platform does, as how long a step may take
    options: Any = None  # the Choice it is looked up by, set when the book is linked
    kind: Type | None = None  # what a value is when it is no number (KINDS)

    @property
    def money(self) -> bool:
        return self.unit.startswith("元")

    def show(self, value: int, lang: str = "zh") -> str:
        if self.kind:
            return self.kind.show(value, lang)
        return yuan(value) if self.money else f"{value:,}"


@dataclass(frozen=True)
class Value:
    """What a figure is for one place and day: its entry, how it may be used, and where it was set."""

    figure: Figure
    entry: Entry | None
    standing: str
    place: str

    def cell(self, key: str, level: int) -> list[tuple[int, int]] | None:
        """[(lower bound, value)] of one option at one level of use, or None while it is unknown."""
        if self.entry is None or self.entry.cells is None or level < LEVEL[self.standing]:
            return None
        return self.entry.cells.get(key)


class UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML that refuses the same key twice, instead of silently keeping the last."""


def _mapping(loader: Any, node: Any) -> dict:
    seen: dict = {}
    for k, v in node.value:
        key = loader.construct_object(k, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", k.start_mark)
        seen[key] = loader.construct_object(v, deep=True)
    return seen


# YAML 1.2: only true and false are booleans, so that `on:` is a key and `yes` a word (facts read it as they like)
UniqueKeys.yaml_implicit_resolvers = {
    char: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or char in "tTfF"]
    for char, found in UniqueKeys.yaml_implicit_resolvers.items()
}
UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises BookError with file and line."""
    return parse_yaml(path.read_text(encoding="utf-8"), short(path))


def parse_yaml(text: str, where: str) -> Any:
    """YAML or JSON as this project reads it. Raises BookError with place and line."""
    try:
        return yaml.load(text, UniqueKeys)
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        raise BookError(f"{where}:{mark.line + 1 if mark else 1}", f"not readable YAML: {getattr(e, 'problem', e)}") from None
    except ValueError as e:  # an unquoted day that does not exist
        raise BookError(where, f"not readable YAML: {e}", "days that exist, such as 2025-01-01") from None


def short(path: Path) -> str:
    return "/".join(path.parts[-3:])


@cache
def month_last(text: str) -> int:
    year, month = int(text[:4]), int(text[5:7])
    return year * 10000 + month * 100 + calendar.monthrange(year, month)[1]


class Reader:
    """One figures.yaml. Every refusal names file, figure, place and what to write."""

    def __init__(self, path: Path, places: Any, overlay: dict | None = None):
        self.path, self.places, self.overlay = path, places, overlay or {}

    def fail(self, name: str, what: str, instead: str) -> BookError:
        return BookError(f"{short(self.path)}: {name}", what, instead)

    def figure(self, name: str, raw: dict, known: Figure | None = None) -> Figure:
        try:
            label = raw.get("label") or {}
            if known is None and not (label.get("zh") and label.get("en") and raw.get("unit")):
                raise self.fail(name, "label or unit is missing", "label: {zh: …, en: …} and unit: …")
            kind = KINDS.get(raw.get("unit", ""))
            lo, hi = (kind.lo, kind.hi) if kind else raw.get("range", (0, 1_000_000))
            if lo > hi:
                raise ValueError("range")
            if kind and raw.get("for_office") is not True:
                raise self.fail(name, f"a rule cannot read {raw['unit']}", "for_office: true")
            money = str(raw.get("unit", "")).startswith("元")
            by = [str(k) for k in raw["by"]] if raw.get("by") else None
            bands = (raw["bands"]["zh"], raw["bands"]["en"]) if raw.get("bands") else None
            made = known or Figure(
                name, label["zh"], label["en"], "" if kind else raw["unit"], lo * (100 if money else 1), hi * (100 if money else 1), by, bands,
                short(self.path), clause=str(raw.get("clause", "")), for_office=raw.get("for_office", False) is True, kind=kind,
            )  # fmt: skip
            out = Figure(**{**made.__dict__, "series": {}})
            for place, entries in (raw.get("values") or {}).items():
                code = self.places.find(place).code
                through = self.through(name, raw.get("confirmed_through"), place)
                out.series[code] = sorted((self.entry(out, e, through) for e in entries), key=lambda e: (e.in_force, e.known))
                self.twice(name, place, out.series[code])
            return out
        except UnknownName as e:
            raise self.fail(name, str(e), "a place of the book") from None
        except (KeyError, TypeError, AttributeError, ValueError) as e:
            raise self.fail(name, f"not the form of a figure ({e!r})", "see docs/engine.md, section 3") from None

    def twice(self, name: str, place: str, entries: list[Entry]) -> None:
        for a, b in zip(entries, entries[1:], strict=False):
            if (a.in_force, a.known) == (b.in_force, b.known):
                raise self.fail(name, f"{place}: two entries from {a.in_force}", "one entry a day, or different `known` days")

    def through(self, name: str, raw: Any, place: str) -> int:
        if isinstance(raw, dict):
            raw = raw.get(place)
        if self.overlay and raw is None or raw == "until_replaced":
            return FOREVER
        if raw is None:
            raise self.fail(name, f"confirmed_through is missing for {place}", "a month (2025-12) or until_replaced")
        try:
            return month_last(str(raw))
        except ValueError:
            raise self.fail(name, f"confirmed_through {raw!r} is no month", "a month (2025-12) or until_replaced") from None

    def entry(self, figure: Figure, raw: dict, through: int) -> Entry:
        if missing := [k for k in ("in_force", "value", "source") if k not in raw]:
            raise self.fail(figure.name, f"an entry has no {missing[0]}", "{in_force: …, known: …, value: …, source: …, grade: …}")
        grade = self.overlay.get("kind") or str(raw.get("grade", ""))
        cells = None if raw["value"] == "unknown" else self.cells(figure, raw["value"])
        if grade not in CONFIRMED_GRADES + SHOWN_GRADES and cells is not None:
            raise self.fail(figure.name, f"grade {grade!r} cannot be shipped", "A, A-, B (confirmed), B-, D (shown as not confirmed)")
        in_force = self.day(figure.name, raw["in_force"])
        known = self.day(figure.name, raw["known"]) if raw.get("known") else in_force
        if (qualifier := str(raw.get("qualifier", ""))) and qualifier not in QUALIFIERS:
            raise self.fail(figure.name, f"qualifier {qualifier!r} is none that is known", "one of " + " ".join(QUALIFIERS))
        return Entry(in_force, known, bool(raw.get("known")), cells, str(raw["source"]), grade, through, self.overlay.get("name", ""), qualifier)

    def day(self, name: str, raw: Any) -> int:
        try:
            return day(raw)
        except ValueError as e:
            raise self.fail(name, f"{raw!r} {e.args[0][1]}", "a day such as 2025-01-01") from None

    def cells(self, figure: Figure, value: Any) -> dict[str, list[tuple[int, int]]]:
        keys = figure.by or [""]
        parts = value if figure.by else {"": value}
        if not isinstance(parts, dict) or (unknown := [k for k in parts if k not in keys]):
            raise self.fail(
                figure.name, f"value {value!r} does not fit", f"one value for each of {keys}" + (f", not {unknown}" if isinstance(parts, dict) else "")
            )
        return {k: self.bands(figure, v) for k, v in parts.items() if v != "unknown"}

    def bands(self, figure: Figure, value: Any) -> list[tuple[int, int]]:
        if figure.bands is None:
            return [(-(2**62), self.number(figure, value))]
        if not isinstance(value, dict) or not all(type(k) is int for k in value):
            raise self.fail(figure.name, f"value {value!r} has no bands", "{70: 200, 80: 300}")
        return sorted((k, self.number(figure, v)) for k, v in value.items())

    def number(self, figure: Figure, value: Any) -> int:
        if figure.kind:
            return self.of_kind(figure, value)
        try:
            number = fen(value) if figure.money else int(value)
        except (ValueError, TypeError, OverflowError):
            raise self.fail(figure.name, f"{value!r} is not a number", "a number in the unit of the figure") from None
        if isinstance(value, bool) or (not figure.money and number != value):
            raise self.fail(figure.name, f"{value!r} is not a whole number", "whole numbers; per cent as 150")
        if not figure.lo <= number <= figure.hi:
            raise self.fail(figure.name, f"{value} is outside its range", "a wider `range:`, if the value is right")
        return number

    def of_kind(self, figure: Figure, value: Any) -> int:
        assert figure.kind is not None
        try:
            return figure.kind.read(value)
        except ValueError as e:
            raise self.fail(figure.name, f"{value!r} {e.args[0][1]}", "true or false; a list of months as [5, 11]") from None


def load(path: Path, places: Any) -> dict[str, Figure]:
    """The figures of one file."""
    reader, raw = Reader(path, places), read_yaml(path) or {}
    if not isinstance(raw, dict):
        raise BookError(short(path), "not a mapping of figures", "name: {label: …, unit: …, values: …}")
    return {name: reader.figure(name, body or {}) for name, body in raw.items()}


def load_overlay(path: Path, places: Any, figures: dict[str, Figure]) -> dict[str, Figure]:
    """An office's own figures, or a demonstration set, over those of the book. Raises BookError, also for a name not in the book."""
    raw = read_yaml(path) or {}
    head = raw.pop("overlay", None) if isinstance(raw, dict) else None
    if not isinstance(head, dict) or head.get("kind") not in ("office", "demonstration") or not head.get("name"):
        raise BookError(short(path), "the head of the overlay is missing", "overlay: {name: …, kind: office | demonstration, by: …}")
    reader = Reader(path, places, head)
    for name in raw:
        if name not in figures:
            raise BookError(short(path), f"no figure is called {name}", "a name from `minsheng rules list`")
    return {name: reader.figure(name, body or {}, figures[name]) for name, body in raw.items()}


def choose(figure: Figure, over: Figure | None, path: list[str], on: int, known: int) -> Value:
    """The entry for a place and day: nearest place upwards; an overlay before the book, unless the book has a later one in force."""
    for code in path:
        found = [e for f in (over, figure) if f for e in f.series.get(code, []) if e.in_force <= on and e.known <= known]
        if not found:
            continue
        found.sort(key=lambda e: (e.in_force, bool(e.overlay), e.known))
        best, earlier = found[-1], [e for e in found if e.cells is not None]
        if best.cells is None and earlier:  # changed, the new value not found: the last one seen is indicative
            return Value(figure, earlier[-1], LAST_CONFIRMED, code)
        return Value(figure, best, standing(best, on), code)
    return Value(figure, None, NOT_FOUND, "")


def standing(entry: Entry, on: int) -> str:
    if entry.cells is None:
        return NOT_FOUND
    if entry.grade in ("office", "demonstration"):
        return entry.grade
    if entry.grade not in CONFIRMED_GRADES:
        return UNDOCUMENTED
    return CONFIRMED if on <= entry.confirmed_through else LAST_CONFIRMED
