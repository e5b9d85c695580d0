"""List against payroll, to the fen: plain arithmetic, no database.

Both are {who: fen a month}. What agrees is left out.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """What the list and the payroll have for one person, in fen; None where they do not have the person at all."""

    listed: int | None
    paid: int | None

    @property
    def fen(self) -> int:
        """Above zero: the list has more than was paid."""
        return (self.listed or 0) - (self.paid or 0)


def summed(rows: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """Several lines about one person are one sum."""
    found: dict[Hashable, int] = {}
    for who, fen in rows:
        found[who] = found.get(who, 0) + fen
    return found


def differences(listed: Mapping[Hashable, int], paid: Mapping[Hashable, int]) -> dict[Hashable, Difference]:
    """Everybody about whom the two do not say the same."""
    found = {who: Difference(listed.get(who), paid.get(who)) for who in listed.keys() | paid.keys()}
    return {who: d for who, d in found.items() if d.listed != d.paid}
