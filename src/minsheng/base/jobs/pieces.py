"""A list judged a piece at a time between the steps of a job, each piece in about a second. Nothing is written before all of it is judged.

What was read stays in the process that read it: when that is killed, another reads the list again.
"""

from collections.abc import Callable, Generator
from typing import Generic, TypeVar
from uuid import UUID

Found = TypeVar("Found")
Pieces = Generator[int, None, Found]  # yields how many lines are done, returns what was found


class Judging(Generic[Found]):
    """One list. `done` counts its lines; `found` is None until it is judged."""

    def __init__(self, pieces: Pieces[Found]):
        self._pieces = pieces
        self.done = 0
        self.found: Found | None = None

    def go_on(self) -> None:
        """The next piece."""
        try:
            self.done = next(self._pieces)
        except StopIteration as end:
            self.found = end.value
        except BaseException:
            forget()  # a generator that has failed is not gone on with
            raise


_here: dict[UUID, Judging] = {}  # one at most


def judging(file: UUID, begin: Callable[[], Pieces[Found]]) -> Judging[Found]:
    """What this process has of a list; begun where it has nothing."""
    if file not in _here:
        forget()
        _here[file] = Judging(begin())
    return _here[file]


def read_so_far(file: UUID | None) -> int:
    """Lines, for the progress."""
    found = _here.get(file) if file else None
    return found.done if found else 0


def forget() -> None:
    """The list is written down, or given up."""
    _here.clear()


def at_once(pieces: Pieces[Found]) -> Found:
    """All of it."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return end.value
