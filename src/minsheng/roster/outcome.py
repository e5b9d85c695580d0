"""From a roster to a folder of results: decide, and write everything or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minsheng.rules.engine import ENGINE
from minsheng.rules.engine.problems import MinshengRulesError, UnknownName

from . import results
from .columns import columns_of
from .findings import ZH
from .population import to_population
from .roster import Roster
from .writing import all_or_nothing, digest, write_csv, write_excel, write_receipt

ERRORS_EN = {"source": "file", "row": "row", "household_id": "household", "column": "column", "cell": "cell"}
WITHHELD_ZH = {"household_id": "户编号", "reason": "原因", "reason_en": "reason", "persons": "人数"}


@dataclass(frozen=True)
class Task:
    """What is asked of a sweep. `on` and `known` as yyyymmdd."""

    roster: Path
    households: Path | None
    place: str | None
    on: int
    known: int
    figures: str | None
    benefits: tuple[str, ...]
    formats: tuple[str, ...]
    lang: str

    def about(self, book: Any) -> dict[str, Any]:
        """Everything the result depends on: the same task over the same book gives the same files."""
        shipped = {n: digest(f / "figures.yaml") for n, f in book.folders.items() if (f / "figures.yaml").exists()}
        return {
            "work": "sweep", "engine": ENGINE, "rules": book.hash, "book_figures": shipped, "place": self.place, "on": self.on, "known": self.known,
            "roster": digest(self.roster) if self.roster.is_file() else None,
            "households": digest(self.households) if self.households and self.households.is_file() else None,
            "figures": digest(Path(self.figures)) if self.figures else None,
            "benefits": list(self.benefits), "formats": sorted(self.formats), "lang": self.lang,
        }  # fmt: skip


def check_benefits(book: Any, keys: tuple[str, ...]) -> None:
    """Raises UnknownName for a benefit that is not in the book."""
    for key in keys:
        if key not in book.benefits:
            raise UnknownName(f"没有叫“{key}”的待遇，见 minsheng rules list / no benefit is called {key}; see minsheng rules list")


def decide(book: Any, read: Roster, task: Task, overlay: Any, engine: str = "local") -> Any:
    """Sweep the good rows. Returns an empty result where no household is left to decide."""
    if read.households.is_empty():
        return {}
    sweep = _engine(engine)
    return sweep(book, to_population(read, columns_of(book)), on=task.on, known=task.known, figures=overlay, benefits=list(task.benefits) or None)


def _engine(name: str) -> Any:
    if name == "local":
        from minsheng.rules.engine.batch import sweep

        return sweep
    try:
        import pyspark  # noqa: F401  asked for here, so that its absence is told before the work begins

        from .on_spark import sweep as on_spark
    except ImportError:
        raise MinshengRulesError(
            "这台机器上没有 Spark，请先装 minsheng[spark]，或去掉 --engine spark / Spark is not installed here: install minsheng[spark]"
        ) from None
    return on_spark


def write(book: Any, read: Roster, found: Any, task: Task, about: dict[str, Any], out: Path) -> None:
    """Write results, summary, errors, withheld households and the receipt into `out`."""
    whom = results.subjects(read, book)
    tables = {name: results.wide(whom[name], name, found, book, task.lang) for name in whom}
    entitled = results.entitled(whom, found, book, task.lang)
    summary = results.summary(whom, found, book, task.lang)
    errors = read.errors.rename(ZH if task.lang != "en" else ERRORS_EN, strict=False)
    withheld = read.withheld.rename(WITHHELD_ZH) if task.lang != "en" else read.withheld
    with all_or_nothing(out) as folder:
        for name, frame in tables.items():
            frame.write_parquet(folder / f"{name}.parquet")
        people = {name: results.for_people(frame, book, task.lang) for name, frame in {**tables, "entitled": entitled, "summary": summary}.items()}
        write_csv(people["entitled"], folder / "entitled.csv")
        write_csv(people["summary"], folder / "summary.csv")
        write_csv(errors, folder / "errors.csv")
        write_csv(withheld, folder / "withheld.csv")
        if len(errors):
            write_excel({"错误": errors, "暂不判断": withheld}, folder / "errors.xlsx")
        if "csv" in task.formats:
            for name in tables:
                write_csv(people[name], folder / f"{name}.csv")
        if "xlsx" in task.formats:
            write_excel(
                {"汇总": people["summary"], "可以领": people["entitled"], "家庭": people["households"], "个人": people["persons"]}, folder / "results.xlsx"
            )
        write_receipt(folder, about)
