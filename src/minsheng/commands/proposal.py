"""The figures of a what-if, from `--set name=value`."""

from __future__ import annotations

from typing import Any

import click

from minsheng.rules.engine.problems import UnknownName

from .shared import Session


def changes(law: Any, settings: tuple[str, ...], session: Session) -> dict[str, Any]:
    """Figure -> its value in its unit, from `name=value`, `name.option=value` or `name.age=value`; other options and ages keep their value under `law`."""
    out: dict[str, Any] = {}
    for text in settings:
        path, _, value = text.partition("=")
        name, *keys = path.strip().split(".")
        if not value.strip():
            raise click.UsageError(
                session.pick(f"--set {text}：写成 名称=数值，例如 dibao_standard=1600", f"--set {text}: write name=value, such as dibao_standard=1600")
            )
        if name not in law.book.figures:
            near = law.book.nearest(name)
            raise UnknownName(f"没有叫“{name}”的标准{f'，是不是 {near}？' if near else ''} / no figure is called {name}{f'; perhaps {near}' if near else ''}")
        figure = law.book.figures[name]
        out[name] = _with(figure, out.get(name) or _today(figure, law), keys, _number(figure, value.strip(), session), session)
    return out


def _number(figure: Any, value: str, session: Session) -> Any:
    try:
        return value if figure.money else int(value)
    except ValueError:
        raise click.UsageError(session.pick(f"{figure.name} 应是整数，不能是“{value}”", f"{figure.name} is a whole number, not {value}")) from None


def _today(figure: Any, law: Any) -> Any:
    """The value under a law, in the shape of a figures file."""
    entry = law.values[figure.name].entry
    cells = {k: {lo: _plain(figure, v) for lo, v in bands} for k, bands in ((entry.cells if entry else None) or {}).items()}
    shaped = {k: v if figure.bands else next(iter(v.values())) for k, v in cells.items()}
    return shaped if figure.by else shaped.get("", {})


def _plain(figure: Any, value: int) -> Any:
    return f"{value // 100}.{value % 100:02d}" if figure.money else value


def _with(figure: Any, value: Any, keys: list[str], number: Any, session: Session) -> Any:
    """The value with one option or band replaced."""
    wanted = [*(["|".join(figure.by)] if figure.by else []), *(["70"] if figure.bands else [])]
    if len(keys) != len(wanted) or (figure.by and keys[0] not in figure.by) or (figure.bands and not keys[-1].isdigit()):
        shape = ".".join([figure.name, *wanted])
        raise click.UsageError(session.pick(f"{figure.name} 要写成 {shape}=数值", f"write {shape}=value"))
    if not keys:
        return number
    steps: list[Any] = [*keys[:-1], int(keys[-1]) if figure.bands else keys[-1]]
    if len(steps) == 1:
        return {**value, steps[0]: number}
    return {**value, steps[0]: {**value.get(steps[0], {}), steps[1]: number}}
