"""`minsheng rules check`: what is missing, doubled or left open in a book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .declare import NEVER, Rule
from .figures import FOREVER, Entry, Figure
from .types import Date


@dataclass(frozen=True)
class Finding:
    """`kind`: overlap, gap, unconfirmed, clause, unused, case."""

    kind: str
    where: str
    zh: str
    en: str


def check(book: Any) -> list[Finding]:
    out: list[Finding] = []
    for rule in book.rules.values():
        out += rule_findings(rule)
    for figure in book.figures.values():
        out += figure_findings(book, figure)
    read = {n for r in book.rules for n in book.reach(r)}
    for name in [*(n for n, f in book.figures.items() if not f.for_office), *book.facts]:
        if name not in read:
            out.append(Finding("unused", name, "没有规则用到", "no rule reads it"))
    for b in book.benefits.values():
        if not (book.folders.get(b.folder) and (book.folders[b.folder] / "cases.yaml").exists()):
            out.append(Finding("case", b.key, "没有算例", "has no worked cases"))
    return out


def show(d: int) -> str:
    return Date().show(d)


def rule_findings(rule: Rule) -> list[Finding]:
    out = []
    by_place: dict[str, list[Any]] = {}
    for v in rule.versions:
        by_place.setdefault(v.place_code, []).append(v)
        if v.clause in ("", "—") and rule.unit == "" and v.grade != "—":
            out.append(Finding("clause", v.where, f"“{v.zh}”没有写依据", f"{v.en} names no clause"))
    for versions in by_place.values():
        versions.sort(key=lambda v: v.since)
        for a, b in zip(versions, versions[1:], strict=False):
            if a.since == b.since:
                out.append(Finding("overlap", b.where, f"“{b.zh}”同一天起有两个版本", f"two versions of {b.en} from the same day"))
            elif a.until != NEVER and a.until < b.since:
                out.append(
                    Finding(
                        "gap",
                        b.where,
                        f"“{b.zh}”从 {show(a.until)} 到 {show(b.since)} 没有规定",
                        f"{b.en}: none in force from {show(a.until)} to {show(b.since)}",
                    )
                )
    return out


def figure_findings(book: Any, figure: Figure) -> list[Finding]:
    out = []
    for code, entries in figure.series.items():
        place = book.places.title(code)
        where = f"{figure.where} {figure.name} {place}"
        for a, b in zip(entries, entries[1:], strict=False):
            if a.in_force == b.in_force:
                out.append(
                    Finding("overlap", where, f"{show(a.in_force)} 起有两个值（先后得知）", f"two values from {show(a.in_force)}, known at different times")
                )
        for e in entries:
            out += entry_findings(figure, e, where)
        last = entries[-1]
        if last.confirmed_through != FOREVER:
            out.append(
                Finding("unconfirmed", where, f"{show(last.confirmed_through)} 以后的值还没有确认", f"nothing confirmed after {show(last.confirmed_through)}")
            )
    if not figure.series:
        out.append(Finding("unconfirmed", f"{figure.where} {figure.name}", "没有任何地方的值", "no value anywhere"))
    return out


def entry_findings(figure: Figure, e: Entry, where: str) -> list[Finding]:
    since = show(e.in_force)
    if e.cells is None:
        return [Finding("gap", where, f"{since} 起的值没有找到", f"the value from {since} was not found")]
    out = [Finding("gap", where, f"{since} 起缺 {k}", f"{k} is missing from {since}") for k in figure.by or [""] if k not in e.cells]
    if e.grade in ("B-", "D"):
        out.append(Finding("unconfirmed", where, f"{since} 起的值依据等级为 {e.grade}，没有文件确认", f"grade {e.grade} from {since}: no document confirms it"))
    if not e.known_seen:
        out.append(Finding("unconfirmed", where, f"{since} 的公布日期没有见到", f"when the value of {since} was published was not seen"))
    return out


def changes(book: Any, first: int, last: int, place: str | None = None) -> list[Finding]:
    """Rules and figures that begin to hold, end or change between two days (yyyymmdd), at any place or one."""
    within = book.places.path(book.places.find(place).code) if place else None
    out = []
    for rule in book.rules.values():
        for v in rule.versions:
            if within is None or v.place_code in within:
                if first < v.since <= last:
                    out.append(Finding("rule", v.where, f"{show(v.since)} 起：{v.zh}（{v.place}）", f"from {show(v.since)}: {v.en} ({v.place})"))
                if first < v.until <= last:
                    out.append(Finding("rule", v.where, f"{show(v.until)} 止：{v.zh}（{v.place}）", f"until {show(v.until)}: {v.en} ({v.place})"))
    for figure in book.figures.values():
        for code, entries in figure.series.items():
            if within is None or code in within:
                out += [figure_change(book, figure, code, entries, i) for i, e in enumerate(entries) if first < e.in_force <= last]
    return out


def figure_change(book: Any, figure: Figure, code: str, entries: list[Entry], i: int) -> Finding:
    def value(e: Entry) -> str:
        return "?" if e.cells is None else "；".join("/".join(figure.show(v) for _, v in cells) for cells in e.cells.values())

    old, new = value(entries[i - 1]) if i else "—", value(entries[i])
    text = f"{book.places.title(code)} {show(entries[i].in_force)}：{{}} {old} → {new} {figure.unit}"
    return Finding("figure", figure.name, text.format(figure.zh), text.format(figure.en))
