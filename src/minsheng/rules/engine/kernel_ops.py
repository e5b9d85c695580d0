"""Arithmetic of the compiled kernel on what a value can still be: (lo, hi, missing, missing_more), four int64. The same meaning as
intervals.py and trace.py, which the equivalence tests hold it to. While one value is left, nothing is missing."""

from __future__ import annotations

from numba import njit

from . import functions as f

FIGURE = 1 << 62  # in the second word: some figure is not confirmed
FAR = 2**62

inline = njit(cache=True, error_model="numpy", inline="never")
age_, months_between_, month_start_ = inline(f.age_), inline(f.months_between_), inline(f.month_start_)


@inline
def month_length_(y, m):
    if m == 2:
        return 29 if (y % 4 == 0 and y % 100 != 0) or y % 400 == 0 else 28
    return 30 if m == 4 or m == 6 or m == 9 or m == 11 else 31


@inline
def month_end_(d):
    return d // 100 * 100 + month_length_(d // 10000, d // 100 % 100)


@inline
def add_months_(d, n):
    months = d // 10000 * 12 + d // 100 % 100 - 1 + n
    y, m = months // 12, months % 12 + 1
    return y * 10000 + m * 100 + min(d % 100, month_length_(y, m))


@inline
def add_years_(d, n):
    return add_months_(d, 12 * n)


@inline
def round_up_(num, den, step):
    return -((-num) // (den * step)) * step


@inline
def round_down_(num, den, step):
    return num // (den * step) * step


@inline
def round_half_up_(num, den, step):
    return (2 * num + den * step) // (2 * den * step) * step


@inline
def look(F, p, at, bands, key):
    """The value of the band in which the key lies: lower bounds at F[p, at:], values behind them; below the first 0."""
    value = 0
    for b in range(bands):
        if key >= F[p, at + b]:
            value = F[p, at + bands + b]
    return value


@inline
def opened(lo, hi, m, w):
    if lo == hi:
        return lo, hi, 0, 0
    return lo, hi, m, w


@inline
def exactly(v):
    return v, v, 0, 0


@inline
def known(v, mark, lo, hi, m, w):
    """A fact: its value, or its whole range and its own bit."""
    if v == mark:
        return lo, hi, m, w
    return v, v, 0, 0


@inline
def cell(lo, hi):
    """A figure: unconfirmed while lo and hi differ."""
    return opened(lo, hi, 0, FIGURE)


@inline
def look_i(FL, FH, p, at, stride, bands, choice, key):
    """A look-up with option and number that may still be open."""
    lo, hi = FAR, -FAR
    w = choice[3] | key[3]
    for option in range(choice[0], choice[1] + 1):
        base = at + option * stride
        unknown = FL[p, base + bands] != FH[p, base + bands]
        if unknown:
            w |= FIGURE
        if key[0] < FL[p, base]:
            lo, hi = min(lo, 0), max(hi, 0)
        for b in range(bands):
            below_next = b + 1 == bands or key[0] < FL[p, base + b + 1]
            if FL[p, base + b] <= key[1] and below_next:
                lo, hi = min(lo, FL[p, base + bands + b]), max(hi, FH[p, base + bands + b])
    return opened(lo, hi, choice[2] | key[2], w)


@inline
def not_(a):
    return 1 - a[1], 1 - a[0], a[2], a[3]


@inline
def and_(a, b):
    return opened(a[0] & b[0], a[1] & b[1], a[2] | b[2], a[3] | b[3])


@inline
def or_(a, b):
    return opened(a[0] | b[0], a[1] | b[1], a[2] | b[2], a[3] | b[3])


@inline
def lt(a, b):
    return opened(int(a[1] < b[0]), int(a[0] < b[1]), a[2] | b[2], a[3] | b[3])


@inline
def le(a, b):
    return opened(int(a[1] <= b[0]), int(a[0] <= b[1]), a[2] | b[2], a[3] | b[3])


@inline
def eq(a, b):
    same = a[0] == a[1] and b[0] == b[1] and a[0] == b[0]
    return opened(int(same), int(a[0] <= b[1] and b[0] <= a[1]), a[2] | b[2], a[3] | b[3])


@inline
def in_(a, options):
    """`options`: a tuple of different constants."""
    inside = 0
    for o in options:
        if a[0] <= o <= a[1]:
            inside += 1
    return opened(int(inside == a[1] - a[0] + 1), int(inside > 0), a[2], a[3])


@inline
def add(a, b):
    return opened(a[0] + b[0], a[1] + b[1], a[2] | b[2], a[3] | b[3])


@inline
def sub(a, b):
    return opened(a[0] - b[1], a[1] - b[0], a[2] | b[2], a[3] | b[3])


@inline
def mul(a, b):
    c, d, e, g = a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]
    return opened(min(c, d, e, g), max(c, d, e, g), a[2] | b[2], a[3] | b[3])


@inline
def floordiv(a, b):
    low = b[1] if a[0] >= 0 else b[0]
    high = b[0] if a[1] >= 0 else b[1]
    return opened(a[0] // low, a[1] // high, a[2] | b[2], a[3] | b[3])


@inline
def min2(a, b):
    return opened(min(a[0], b[0]), min(a[1], b[1]), a[2] | b[2], a[3] | b[3])


@inline
def max2(a, b):
    return opened(max(a[0], b[0]), max(a[1], b[1]), a[2] | b[2], a[3] | b[3])


@inline
def if_(c, a, b):
    if c[0] == c[1]:
        return a if c[0] else b
    return opened(min(a[0], b[0]), max(a[1], b[1]), a[2] | b[2] | c[2], a[3] | b[3] | c[3])


@inline
def perhaps(where, a):
    """What one member adds to a sum."""
    if where[1] == 0:
        return 0, 0, 0, 0
    if where[0] == 1:
        return a
    return opened(min(0, a[0]), max(0, a[1]), a[2] | where[2], a[3] | where[3])


@inline
def masks(lo, hi, a, b):
    return opened(lo, hi, a[2] | b[2], a[3] | b[3])


@inline
def round_up_i(num, den, step):
    low, high = den[1] if num[0] >= 0 else den[0], den[0] if num[1] >= 0 else den[1]
    m, w = num[2] | den[2] | step[2], num[3] | den[3] | step[3]
    if step[0] == step[1]:
        return opened(round_up_(num[0], low, step[0]), round_up_(num[1], high, step[0]), m, w)
    return opened(round_up_(num[0], low, 1) - step[1], round_up_(num[1], high, 1) + step[1], m, w)


@inline
def round_down_i(num, den, step):
    low, high = den[1] if num[0] >= 0 else den[0], den[0] if num[1] >= 0 else den[1]
    m, w = num[2] | den[2] | step[2], num[3] | den[3] | step[3]
    if step[0] == step[1]:
        return opened(round_down_(num[0], low, step[0]), round_down_(num[1], high, step[0]), m, w)
    return opened(round_down_(num[0], low, 1) - step[1], round_down_(num[1], high, 1) + step[1], m, w)


@inline
def round_half_up_i(num, den, step):
    low, high = den[1] if num[0] >= 0 else den[0], den[0] if num[1] >= 0 else den[1]
    m, w = num[2] | den[2] | step[2], num[3] | den[3] | step[3]
    if step[0] == step[1]:
        return opened(round_half_up_(num[0], low, step[0]), round_half_up_(num[1], high, step[0]), m, w)
    return opened(round_half_up_(num[0], low, 1) - step[1], round_half_up_(num[1], high, 1) + step[1], m, w)


@inline
def status_of(elig, amount, has_amount, finding):
    """The code of answers.Status, in its order: no yes depends standard_not_confirmed amount_not_confirmed amount_depends."""
    if elig[1] == 0 and not finding:
        return 0
    m, w = elig[2], elig[3]
    if has_amount and elig[1] != 0:
        m, w = m | amount[2], w | amount[3]
    facts = m != 0 or (w & ~FIGURE) != 0
    if elig[0] != elig[1]:
        return 2 if facts else 3
    if finding or not has_amount or amount[0] == amount[1]:
        return 1
    return 5 if facts else 4
