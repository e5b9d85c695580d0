"""Arithmetic on what a value can still be: (lo, hi). A condition is (0, 0) no, (0, 1) unknown, (1, 1) yes. Sound, not tight:
correlations between two uses of one unknown are ignored, so a possible result is never left out."""

from __future__ import annotations

from collections.abc import Callable

from .functions import FUNCTIONS, ROUNDINGS

Span = tuple[int, ...]  # (lo, hi), or a longer tuple that begins so


def _equal(a: Span, b: Span) -> tuple[int, int]:
    return int(a[0] == a[1] == b[0] == b[1]), int(a[0] <= b[1] and b[0] <= a[1])


def _unequal(a: Span, b: Span) -> tuple[int, int]:
    lo, hi = _equal(a, b)
    return 1 - hi, 1 - lo


def _times(a: Span, b: Span) -> tuple[int, int]:
    corners = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return min(corners), max(corners)


def _divided(a: Span, b: Span) -> tuple[int, int]:
    """Floor; the divisor is proved to be at least 1."""
    return a[0] // (b[1] if a[0] >= 0 else b[0]), a[1] // (b[0] if a[1] >= 0 else b[1])


# a op b as (certainly, possibly)
COMPARE: dict[str, Callable[[Span, Span], tuple[int, int]]] = {
    "<": lambda a, b: (int(a[1] < b[0]), int(a[0] < b[1])),
    "<=": lambda a, b: (int(a[1] <= b[0]), int(a[0] <= b[1])),
    ">": lambda a, b: (int(a[0] > b[1]), int(a[1] > b[0])),
    ">=": lambda a, b: (int(a[0] >= b[1]), int(a[1] >= b[0])),
    "==": _equal,
    "!=": _unequal,
}
ARITH: dict[str, Callable[[Span, Span], tuple[int, int]]] = {
    "+": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "-": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "*": _times,
    "//": _divided,
}


def call(name: str, args: list[Span]) -> tuple[int, int]:
    """A function of days; each argument moves the result one way only."""
    fn, _, ways = FUNCTIONS[name]
    lo = fn(*(a[0] if up > 0 else a[1] for a, up in zip(args, ways, strict=True)))
    hi = fn(*(a[1] if up > 0 else a[0] for a, up in zip(args, ways, strict=True)))
    return lo, hi


def rounded(name: str, num: Span, den: Span, step: Span) -> tuple[int, int]:
    """Exact where the step is known; an unknown step moves the result by less than its largest."""
    fn = ROUNDINGS[name]
    low, high = (den[1] if num[0] >= 0 else den[0]), (den[0] if num[1] >= 0 else den[1])
    if step[0] == step[1]:
        return fn(num[0], low, step[0]), fn(num[1], high, step[0])
    return fn(num[0], low, 1) - step[1], fn(num[1], high, 1) + step[1]


def lookup(cells: list[tuple[int, int]], key: Span) -> Span:
    """The value of the band in which the key lies; below the first band 0."""
    values = [0] if not cells or key[0] < cells[0][0] else []
    for i, (lower, value) in enumerate(cells):
        upper = cells[i + 1][0] if i + 1 < len(cells) else None
        if lower <= key[1] and (upper is None or key[0] < upper):
            values.append(value)
    return min(values), max(values)
