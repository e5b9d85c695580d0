"""The lines of any list that comes as a file: walked over, each gathers what is wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from minsheng.base.errors import Refused
from minsheng.registry.imports import cells
from minsheng.roster.reading import ROW


@dataclass(slots=True)
class Listed:
    """A line. `problems` keep it out, `doubts` are shown; both [[column, zh, en]]."""

    problems: list[cells.Problem] = field(default_factory=list, kw_only=True)
    doubts: list[cells.Problem] = field(default_factory=list, kw_only=True)

    @property
    def state(self) -> str:
        return "bad" if self.problems else "doubtful" if self.doubts else "good"

    def wrong(self, key: str, zh: str, en: str) -> None:
        self.problems.append([key, zh, en])

    def doubt(self, key: str, zh: str, en: str) -> None:
        self.doubts.append([key, zh, en])

    def ask(self, key: str, read: Callable, *given) -> Any:
        """What `read` makes of it; None, and the reason among the problems, where it refuses."""
        try:
            return read(*given)
        except Refused as no:
            self.problems.append(cells.problem(key, no))
            return None

    def too_long(self) -> None:
        self.wrong("", "这一行的格子比标题多，列对不上：检查多出来的逗号。", "The row has more cells than there are headings: look for a stray comma.")


def walked(frame: pl.DataFrame, known: dict[str, str], keys: tuple[str, ...]) -> Iterator[tuple[int, int, dict[str, str]]]:
    """(place in the frame, row as a spreadsheet counts it, {key: plain text}) of every row. `known` {key: heading of the file}."""
    columns = [cells.texts(frame, known.get(key)) for key in keys]
    for i, (number, *given) in enumerate(zip(frame.get_column(ROW), *columns, strict=True)):
        yield i, number, dict(zip(keys, given, strict=True))
