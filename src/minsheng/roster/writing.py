"""Write result folders so that nothing half-done is ever seen: first beside, then moved into place in one go."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import polars as pl

EXCEL_ROWS = 1_048_575  # data rows of a sheet below its heading
RECEIPT = "receipt.json"


@contextmanager
def all_or_nothing(out: Path) -> Iterator[Path]:
    """A folder to write into; its files move to `out` when the block ends well, the receipt last. On an error nothing changes."""
    partial = out / ".partial"
    shutil.rmtree(partial, ignore_errors=True)  # of a run that was cut off
    partial.mkdir(parents=True)
    try:
        yield partial
        for file in sorted(partial.iterdir(), key=lambda f: (f.name == RECEIPT, f.name)):
            file.replace(out / file.name)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_receipt(folder: Path, about: dict) -> None:
    """Keep what the result rests on, with the hash of every file written."""
    files = {f.name: digest(f) for f in sorted(folder.iterdir())}
    text = json.dumps({**about, "files": files}, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    (folder / RECEIPT).write_text(text + "\n", encoding="utf-8")


def already_done(out: Path, about: dict) -> bool:
    """Is the very same work already there, every file whole?"""
    try:
        receipt = json.loads((out / RECEIPT).read_text(encoding="utf-8"))
        files = receipt.pop("files")
        same = receipt == json.loads(json.dumps(about, default=str))
        return same and all(digest(out / name) == value for name, value in files.items())
    except (OSError, ValueError, KeyError, AttributeError):
        return False


def digest(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """CSV with the mark that lets Excel see it is UTF-8. Texts that Excel would run as a formula are disarmed."""
    disarmed(frame).write_csv(path, include_bom=True)


def disarmed(frame: pl.DataFrame) -> pl.DataFrame:
    text = pl.col(pl.String)
    return frame.with_columns(pl.when(text.str.contains(r"^[=+@\t]|^-[^0-9*]")).then(pl.lit("'") + text).otherwise(text).name.keep())


def write_excel(frames: dict[str, pl.DataFrame], path: Path) -> None:
    """One sheet a table; a table longer than a sheet goes on in the next. The same tables give the same bytes."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # the file's own date would make every run differ
        for name, frame in frames.items():
            for i, start in enumerate(range(0, max(1, len(frame)), EXCEL_ROWS)):
                _sheet(book, name if i == 0 else f"{name} {i + 1}", frame.slice(start, EXCEL_ROWS))


def _sheet(book, name: str, frame: pl.DataFrame) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    formats = {pl.String: book.add_format({"num_format": "@"}), pl.Date: book.add_format({"num_format": "yyyy-mm-dd"})}
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, frame.width - 1), 16)
    sheet.write_row(0, 0, frame.columns, head)
    cells = [formats.get(t.base_type()) for t in frame.dtypes]
    for r, row in enumerate(frame.iter_rows(), 1):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value, cells[c])
