"""What is in the book, as lines for the terminal."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from minsheng.rules.engine import UnknownName, read_out
from minsheng.rules.engine.figures import FOREVER

from .shared import Session, iso


def listed(book: Any, what: str, session: Session) -> Iterator[str]:
    """Keys with labels, one a line."""
    if what == "places":
        yield from (f"{p.code}  {'/'.join(reversed(book.places.names(p.code)[:-1])) or p.name}" for p in book.places.by_code.values())
        return
    for key, thing in getattr(book, what).items():
        extra = f"  {thing.unit}" if getattr(thing, "unit", "") else ""
        yield f"{key:<34} {session.pick(thing.zh, thing.en)}{extra}"


def shown(book: Any, key: str, law: Any, session: Session) -> Iterator[str]:
    """One benefit, rule or figure in full. Raises UnknownName with the nearest name."""
    if key in book.benefits:
        yield from _benefit(book, book.benefits[key], law, session)
    elif key in book.rules:
        yield from _rule(book, key, law, session)
    elif key in book.figures:
        yield from figure(book, book.figures[key], law, session)
    elif key in book.facts:
        f = book.facts[key]
        yield f"{key}  {session.pick(f.zh, f.en)}  {f.unit}"
        yield from (session.pick(*pair) for pair in (f.ask, f.why, f.hint) if pair)
    else:
        near = next(iter(difflib.get_close_matches(key, [*book.benefits, *book.names], 1)), "")
        raise UnknownName(f"规则书里没有“{key}”{f'，是不是 {near}？' if near else ''} / nothing is called {key}{f'; perhaps {near}' if near else ''}")


def _benefit(book: Any, b: Any, law: Any, session: Session) -> Iterator[str]:
    yield f"{session.pick(b.zh, b.en)}  [{b.key}]"
    for title, pair in ((("", ""), b.summary), (("怎么办：", "How: "), b.how), (("谁决定：", "Decided by: "), b.decides)):
        if any(pair):
            yield session.pick(*title) + session.pick(*pair)
    if b.bring:
        yield session.pick("要带：", "Bring: ") + session.pick("、", ", ").join(session.pick(*p) for p in b.bring)
    read: set[str] = set()
    for name in filter(None, (b.eligible, b.amount)):
        yield ""
        yield from _rule(book, name, law, session, figures=False)
        read |= book.reach(name)
    used = [f for n, f in book.figures.items() if n in read]
    if used:
        yield ""
        yield session.pick("标准：", "Figures:")
        for f in used:
            yield f"  {_today(f, law, session)}"


def _rule(book: Any, name: str, law: Any, session: Session, figures: bool = True) -> Iterator[str]:
    version = book.rule(name, law)
    since = iso(version.since) if version.since else session.pick("一直", "always")
    yield read_out(version, law, session.lang)
    yield session.pick(
        f"  依据：{version.clause}（等级 {version.grade}），{version.place}，自 {since}",
        f"  Clause: {version.clause} (grade {version.grade}), {version.place}, since {since}",
    )
    if law.versions[name] is None:
        yield session.pick("  此时此地没有这项规定。", "  Not in force here and then.")
    if figures:
        for n in version.params:
            if n in book.figures:
                yield f"  {_today(book.figures[n], law, session)}"


def _today(f: Any, law: Any, session: Session) -> str:
    from minsheng.rules.engine.reasons import use

    from .tell import figure_line

    return figure_line(use(law, f), session.lang)


def figure(book: Any, f: Any, law: Any, session: Session) -> Iterator[str]:
    """A figure with its whole history, place by place."""
    yield f"{session.pick(f.zh, f.en)}  [{f.name}]  {f.unit}"
    yield session.pick("当天：", "That day: ") + _today(f, law, session)
    for code, entries in f.series.items():
        yield book.places.title(code)
        for e in reversed(entries):
            known = iso(e.known) if e.known_seen else session.pick("未见公布日期", "publication not seen")
            through = (
                "" if e.confirmed_through == FOREVER else session.pick(f"，确认到 {iso(e.confirmed_through)}", f", confirmed to {iso(e.confirmed_through)}")
            )
            yield f"  {iso(e.in_force)}  {_cells(f, e, session)}  （{known}；{e.source}；{e.grade}{through}）"


def _cells(f: Any, e: Any, session: Session) -> str:
    if e.cells is None:
        return session.pick("没有找到", "not found")
    parts = []
    for key, bands in e.cells.items():
        values = "，".join(f.show(v, session.lang) if lo < -(2**60) else f"{lo}: {f.show(v, session.lang)}" for lo, v in bands)
        parts.append(f"{key} {values}".strip())
    return "；".join(parts)
