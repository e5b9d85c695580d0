"""Who lives with whom: kinds of households, the part each member plays, and ages that fit together.

The shares follow the order of magnitude of Guangdong's cities (many living alone, one or two children, some three generations).
They are made up for demonstration and are no statistics.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .dice import Array, Dice

HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD = range(5)


@dataclass(frozen=True)
class Kind:
    """A kind of household: its weight, the parts of its members, and the age of its head from youngest to oldest."""

    weight: float
    parts: tuple[int, ...]
    ages: tuple[int, int]


KINDS = {
    "young_single": Kind(17, (HEAD,), (19, 45)),
    "middle_single": Kind(5, (HEAD,), (46, 59)),
    "old_single": Kind(6, (HEAD,), (60, 101)),
    "couple": Kind(12, (HEAD, SPOUSE), (24, 59)),
    "old_couple": Kind(8, (HEAD, SPOUSE), (60, 92)),
    "one_child": Kind(20, (HEAD, SPOUSE, CHILD), (25, 54)),
    "two_children": Kind(13, (HEAD, SPOUSE, CHILD, CHILD), (27, 52)),
    "with_grandmother": Kind(7, (HEAD, SPOUSE, CHILD, PARENT), (28, 52)),
    "three_generations": Kind(4, (HEAD, SPOUSE, CHILD, CHILD, PARENT, PARENT), (28, 50)),
    "lone_parent": Kind(3, (HEAD, CHILD), (24, 54)),
    "lone_parent_two": Kind(1, (HEAD, CHILD, CHILD), (27, 50)),
    "grandparent_alone": Kind(0.8, (HEAD, GRANDCHILD), (56, 78)),
    "grandparents": Kind(0.7, (HEAD, SPOUSE, GRANDCHILD), (55, 76)),
    "old_with_grown_child": Kind(2, (HEAD, CHILD), (62, 90)),
    "large": Kind(0.5, (HEAD, SPOUSE, CHILD, CHILD, CHILD, CHILD, PARENT, PARENT), (32, 50)),
}
NAMES = list(KINDS)
AVERAGE = sum(k.weight * len(k.parts) for k in KINDS.values()) / sum(k.weight for k in KINDS.values())


@dataclass(frozen=True)
class Homes:
    """`kind` a household; `home`, `part`, `age` (whole years) a person, households contiguous, the head first."""

    kind: Array
    home: Array
    part: Array
    age: Array

    def among(self, *names: str) -> Array:
        """Persons whose household is of one of these kinds."""
        return np.isin(self.kind, [NAMES.index(n) for n in names])[self.home]


def draw_homes(persons: int, seed: int) -> Homes:
    """Households for exactly that many persons; the last one is cut to fit."""
    dice = Dice(int(persons / AVERAGE * 1.05) + 50, seed, 1, {})
    kind = dice.pick(range(len(NAMES)), [k.weight for k in KINDS.values()])
    size = np.array([len(k.parts) for k in KINDS.values()])[kind]
    while size.sum() < persons:  # the margin above makes this all but impossible
        kind, size = np.tile(kind, 2), np.tile(size, 2)
    homes = int(np.searchsorted(np.cumsum(size), persons)) + 1
    kind, size = kind[:homes], size[:homes]
    home = np.repeat(np.arange(homes), size)[:persons]
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    nth = np.arange(persons) - first[home]
    parts = np.array([list(k.parts) + [HEAD] * (8 - len(k.parts)) for k in KINDS.values()])
    part = parts[kind[home], nth]
    return Homes(kind, home, part, _ages(kind, home, part, nth, Dice(persons, seed, 2, {})))


def _ages(kind: Array, home: Array, part: Array, nth: Array, dice: Dice) -> Array:
    span = np.array([k.ages for k in KINDS.values()])[kind[home]]
    luck = dice.rng.random(dice.n)
    luck = np.where(span[:, 0] >= 60, luck**1.8, luck)  # fewer of the very old
    own = span[:, 0] + (luck * (span[:, 1] - span[:, 0] + 1)).astype(np.int64)
    head = own[nth == 0][home]
    spouse = np.maximum(head + dice.between(-5, 3), 20)
    child = np.maximum(head - dice.between(21, 36) - nth // 3 * 2, 0)
    parent = np.minimum(head + dice.between(21, 34), 104)
    return np.select([part == HEAD, part == SPOUSE, part == CHILD, part == PARENT], [head, spouse, child, parent], dice.between(2, 16))
