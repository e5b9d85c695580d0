"""Read a roster file as it stands: every row, with its number in the file. Nothing is judged here."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from .encoding import to_utf8
from .problems import RosterError, problem

ROW = "_row"  # the number of the row as Excel shows it: the heading is row 1
SHEETS = {"persons": ("人员", "persons", "名册"), "households": ("家庭", "households", "户")}


@dataclass(frozen=True)
class Sheet:
    """A table as read. `frame` has ROW and the columns of the file; `too_long` are rows with more cells than headings."""

    frame: pl.DataFrame
    source: str
    excel: bool = False
    too_long: list[int] = field(default_factory=list)
    encoding: str = "utf-8"

    @property
    def headings(self) -> list[str]:
        return [c for c in self.frame.columns if c != ROW]


def read(path: Path, sheet: str = "persons") -> Sheet:
    """Read CSV, TSV, Excel or Parquet. Raises RosterError where the file as a whole cannot be used."""
    readers = {".csv": _csv, ".tsv": _csv, ".txt": _csv, ".xlsx": _excel, ".xls": _excel, ".xlsm": _excel, ".ods": _excel, ".parquet": _parquet}
    if path.suffix.lower() not in readers:
        raise _bad(path, "不认识这种文件", "this kind of file is not known", "请用 .csv、.xlsx 或 .parquet", "use .csv, .xlsx or .parquet")
    if not path.is_file():
        raise _bad(path, "找不到这个文件", "there is no such file", "请检查文件名和所在文件夹", "check the name and the folder")
    if path.stat().st_size == 0:
        raise _empty(path)
    found = readers[path.suffix.lower()](path, sheet)
    if found.frame.is_empty():
        raise _bad(path, "只有标题行，没有数据", "it has headings but no rows", "请从第 2 行起，每人一行", "write one row a person from row 2 on")
    return found


def _csv(path: Path, _sheet: str) -> Sheet:
    raw, encoding = to_utf8(path.read_bytes(), path.name)
    if not raw.strip(b"\xef\xbb\xbf \t\r\n,;"):
        raise _empty(path)
    comma = _separator(raw)
    _refuse_repeated(_first_row(raw, comma), path)
    too_long: list[int] = []
    try:
        frame = _polars(raw, comma)
    except pl.exceptions.ComputeError:
        too_long = _find_too_long(raw, comma, path)
        frame = _polars(raw, comma, truncate_ragged_lines=True)
    return Sheet(_numbered(frame), path.name, too_long=too_long, encoding=encoding)


def _polars(raw: bytes, comma: str, **more) -> pl.DataFrame:
    return pl.read_csv(io.BytesIO(raw), infer_schema=False, separator=comma, **more)


def _separator(raw: bytes) -> str:
    head = raw[: raw.find(b"\n") if b"\n" in raw else len(raw)].decode()
    return max(",\t;", key=head.count)


def _first_row(raw: bytes, comma: str) -> list[str]:
    return next(csv.reader(io.StringIO(raw[:100_000].decode(errors="ignore").lstrip("\ufeff")), delimiter=comma))


def _refuse_repeated(headings: list[str], path: Path) -> None:
    for heading in headings:
        if heading.strip() and headings.count(heading) > 1:
            raise _bad(path, f"列名“{heading}”出现了两次", f"heading “{heading}” stands twice", "请只留一列，或改名", "keep one of them or rename it")


def _find_too_long(raw: bytes, comma: str, path: Path) -> list[int]:
    """The slow walk over a file that the fast reader refused: which rows have too many cells, or where a quote stays open."""
    csv.field_size_limit(max(csv.field_size_limit(), len(raw) + 1))  # of the whole process: never made smaller
    lines = csv.reader(io.TextIOWrapper(io.BytesIO(raw), "utf-8", newline=""), delimiter=comma, strict=True)
    width, found, number = len(next(lines)), [], 1
    try:
        for number, row in enumerate(lines, 2):
            if len(row) > width:
                found.append(number)
    except csv.Error:
        raise _bad(
            path,
            f"第 {number + 1} 行的引号没有成对，后面的行都读不出来",
            f"a quote opened in row {number + 1} is never closed",
            "请补上或删去那个引号",
            "close or remove that quote",
        ) from None
    return found


def _excel(path: Path, sheet: str) -> Sheet:
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        name = _pick(book.sheet_names, sheet)
        table = book.load_sheet(name, header_row=0, dtypes="string")
    except fastexcel.FastExcelError as error:
        raise _bad(
            path,
            "Excel 文件打不开，可能已损坏、加了密码，或者是空的",
            f"Excel cannot open it: {str(error).splitlines()[0]}",
            "请在 Excel 里打开、另存一份再试",
            "open it in Excel, save a copy, try again",
        ) from None
    frame = table.to_polars()
    if not frame.columns:
        raise _empty(path)
    _refuse_repeated(frame.columns, path)
    return Sheet(_numbered(frame), f"{path.name}[{name}]", excel=True)


def _pick(names: list[str], sheet: str) -> str:
    wanted = [n for n in names if n.strip().lower() in SHEETS[sheet]]
    return wanted[0] if wanted else names[0]


def has_households_sheet(path: Path) -> bool:
    """Has this workbook a sheet of households beside the sheet of persons?"""
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".xls", ".ods") or not path.is_file() or not path.stat().st_size:
        return False
    import fastexcel

    try:
        names = {n.strip().lower() for n in fastexcel.read_excel(path).sheet_names}
    except fastexcel.FastExcelError:
        return False  # reading the persons says what is wrong
    return bool(names & set(SHEETS["households"])) and bool(names & set(SHEETS["persons"]))


def _parquet(path: Path, _sheet: str) -> Sheet:
    try:
        return Sheet(_numbered(pl.read_parquet(path)), path.name)
    except (pl.exceptions.PolarsError, OSError):
        raise _bad(path, "不是完整的 Parquet 文件", "it is not a whole Parquet file", "请重新导出", "export it again") from None


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_row_index(ROW, offset=2).with_columns(pl.col(ROW).cast(pl.Int64))


def _empty(path: Path) -> RosterError:
    return _bad(
        path,
        "文件是空的",
        "the file is empty",
        "请用 minsheng sweep --template 名册.xlsx 得到空白模板",
        "minsheng sweep --template roster.xlsx writes an empty template",
    )


def _bad(path: Path, *words: str) -> RosterError:
    return RosterError([problem(path.name, *words)])
