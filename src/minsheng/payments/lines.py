"""The lines money is paid for, in words. Payments knows no matter: start-up hands the words in (config/apps.py)."""

Pair = tuple[str, str]
_lines: dict[str, Pair] = {}


def install(lines: dict[str, Pair]) -> None:
    _lines.clear()
    _lines.update(lines)


def label(line: str) -> Pair:
    """The words of a line; its key when nobody gave any."""
    return _lines.get(line, (line, line))


def all_lines() -> list[tuple[str, Pair]]:
    return list(_lines.items())
