"""The lines money is paid for and their components, in words. Payments knows no matter: start-up hands the words in (config/apps.py)."""

Pair = tuple[str, str]
_lines: dict[str, Pair] = {}
_components: dict[tuple[str, str], Pair] = {}


def install(lines: dict[str, Pair], components: dict[tuple[str, str], Pair] | None = None) -> None:
    """`components` by (line, component)."""
    _lines.clear()
    _lines.update(lines)
    _components.clear()
    _components.update(components or {})


def label(line: str) -> Pair:
    """The words of a line; its key when nobody gave any."""
    return _lines.get(line, (line, line))


def component_label(line: str, component: str) -> Pair:
    """The words of a component; those of its line when nobody gave any."""
    return _components.get((line, component), label(line))


def all_lines() -> list[tuple[str, Pair]]:
    return list(_lines.items())
