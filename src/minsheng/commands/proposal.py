"""Figures replaced for a what-if: from `--set name=value`, as an overlay that never pays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from minsheng.rules.engine.figures import Reader
from minsheng.rules.engine.problems import UnknownName

from .shared import Session, iso

HEAD = {"name": "what if", "kind": "demonstration", "by": "--set"}


def proposed(book: Any, settings: tuple[str, ...], places: list[str], on: int, known: int, over: dict[str, Any] | None, session: Session) -> dict[str, Any]:
    """The overlay with every `name=value`, `name.option=value` or `name.age=value` in force from `on` at these places."""
    out = dict(over or {})
    for text in settings:
        path, equals, value = text.partition("=")
        name, *keys = path.strip().split(".")
        if not equals or not value.strip():
            raise click.UsageError(session.pick(f"--set {text}：写成 名称=数值，例如 dibao_standard=1600", f"--set {text}: write name=value, such as dibao_standard=1600"))
        if name not in book.figures:
            raise UnknownName(f"没有叫“{name}”的标准，最接近的是 {book.nearest(name) or '—'} / no figure is called {name}; perhaps {book.nearest(name) or '—'}")
        out[name] = _one(book, name, keys, value.strip(), places, on, known, out, session)
    return out


def _one(book: Any, name: str, keys: list[str], value: str, places: list[str], on: int, known: int, over: dict[str, Any], session: Session) -> Any:
    figure = book.figures[name]
    entries = {}
    for place in places:
        entry = book.at(place, on, known, figures=over or None).values[name].entry
        number = value if figure.money else _whole(value, name, session)
        body = {"in_force": iso(on), "known": iso(min(on, known)), "source": "--set", "value": _with(figure, entry, keys, number, session)}
        entries[place] = [body]
    return Reader(Path("--set"), book.places, HEAD).figure(name, {"values": entries}, figure)


def _whole(value: str, name: str, session: Session) -> int:
    try:
        return int(value)
    except ValueError:
        raise click.UsageError(session.pick(f"--set {name}={value}：应填整数", f"--set {name}={value}: a whole number is needed")) from None


def _with(figure: Any, entry: Any, keys: list[str], number: Any, session: Session) -> Any:
    """Today's value of a figure with one of its cells replaced."""
    wanted = (figure.by is not None) + (figure.bands is not None)
    if len(keys) != wanted:
        shape = ".".join([figure.name, *(["|".join(figure.by)] if figure.by else []), *(["70"] if figure.bands else [])])
        raise click.UsageError(session.pick(f"{figure.name} 要写成 {shape}=数值", f"write {shape}=value"))
    if not wanted:
        return number
    cells = {k: {lo: _plain(figure, v) for lo, v in bands} for k, bands in ((entry.cells if entry else None) or {}).items()}
    option = keys[0] if figure.by else ""
    band = _whole(keys[-1], figure.name, session) if figure.bands else None
    cells.setdefault(option, {})[band if figure.bands else next(iter(cells[option]), -(2**62))] = number
    shaped = {k: v if figure.bands else next(iter(v.values())) for k, v in cells.items()}
    return shaped if figure.by else shaped[""]


def _plain(figure: Any, value: int) -> Any:
    return f"{value // 100}.{value % 100:02d}" if figure.money else value
