"""The last payroll of the system before: the file itself, or only its count and sum."""

from dataclasses import dataclass, field

import polars as pl

from minsheng.base.crypto import digest
from minsheng.base.errors import Refused
from minsheng.base.jobs.pieces import Pieces
from minsheng.benefits.opening.columns import AMOUNT, PAYROLL, understand
from minsheng.benefits.opening.lines import document
from minsheng.benefits.opening.reconciling import summed
from minsheng.registry.imports import AT_ONCE, cells, reading
from minsheng.registry.imports.lines import CHUNK
from minsheng.registry.imports.reading import Roster
from minsheng.registry.models import ListFile
from minsheng.roster.cells import read_cells
from minsheng.roster.reading import ROW
from minsheng.rules.engine.types import UNKNOWN, Money

MOST = Money(0, 10_000_000)  # yuan, of one line
NAMED = 5  # rows that a refusal names


@dataclass(frozen=True)
class Payroll:
    """How many people were paid and how much in all, in fen. `by_person` {digest of the document: fen}; empty when only count and sum are known.

    `row_of` is where each stands in the file.
    """

    rows: int
    fen: int
    by_person: dict[str, int] = field(default_factory=dict)
    row_of: dict[str, int] = field(default_factory=dict)

    @property
    def compared(self) -> bool:
        return bool(self.by_person)


@dataclass(frozen=True)
class Given:
    """What was brought: the file, its count and its sum as somebody has said them; None for what was not."""

    rows: int | None
    fen: int | None
    file: Roster | None = None

    @property
    def long(self) -> bool:
        return self.file is not None and self.file.rows > AT_ONCE


def given(upload, rows: int | None, fen: int | None) -> Given:
    """The file is enough; else count and sum. Its columns are understood at once, its rows in `counted`. Raises Refused."""
    if upload is None and (rows is None or fen is None):
        field_ = "payroll_rows" if rows is None else "payroll_fen"
        raise Refused("请填上次发放的人数和总额，或者上传发放表。", "Give the count and the sum of the last payroll, or upload it.", field=field_)
    if upload is not None and 0 in (rows, fen):
        raise Refused(
            "传了发放表，人数和总额就不会是 0：请改正，或者不填。",
            "With a payroll its count and sum are not 0: mend them, or leave them empty.",
            field="payroll_rows",
        )
    if upload is None:
        return Given(rows, fen)
    try:
        file = reading.roster(upload)
    except Refused as no:
        raise Refused(no.zh, no.en, field="payroll") from no
    _headings(file)
    return Given(rows, fen, file)


def keep(found: Given) -> ListFile | None:
    """For the job that compares, sealed; nothing where only count and sum are known."""
    return reading.keep(found.file) if found.file else None


def again(rows: int, fen: int, file: ListFile | None) -> Given:
    """As it was kept: with a file, 0 stands for what nobody has said."""
    return Given(rows or None, fen or None, reading.again(file)) if file else Given(rows, fen)


def counted(found: Given) -> Pieces[Payroll]:
    """All that is known of it, a piece at a time. Where count and sum were said as well, they must be the file's. Raises Refused."""
    if found.file is None:
        assert found.rows is not None and found.fen is not None
        return Payroll(found.rows, found.fen)
    known, frame = _headings(found.file), found.file.sheet.frame
    rows: list[tuple[str, int, int]] = []
    wrong: list[int] = []
    for start in range(0, len(frame), CHUNK):
        _read(frame.slice(start, CHUNK), known, found.file.sheet.excel, rows, wrong)
        yield 0
    if wrong or not rows:
        raise _unreadable(wrong)
    by_person = {who: amount for who, amount in summed((who, amount) for who, amount, _ in rows).items() if amount}
    made = Payroll(len(by_person), sum(by_person.values()), by_person, {who: number for who, _, number in reversed(rows)})
    _as_said(made, found)
    return made


def _as_said(made: Payroll, found: Given) -> None:
    if found.rows is not None and found.rows != made.rows:
        raise Refused(
            f"发放表里有 {made.rows} 人，与填的 {found.rows} 人不同。", f"The payroll has {made.rows} people, not {found.rows}.", field="payroll_rows"
        )
    if found.fen is not None and found.fen != made.fen:
        raise Refused(
            f"发放表合计 {made.fen / 100:,.2f} 元，与填的不同。", f"The payroll's sum is {made.fen / 100:,.2f} yuan, not the one given.", field="payroll_fen"
        )


def _headings(file: Roster) -> dict[str, str]:
    return understand(file.sheet.headings, PAYROLL, [c.key for c in PAYROLL], "payroll").known


def _read(frame: pl.DataFrame, known: dict[str, str], excel: bool, rows: list[tuple[str, int, int]], wrong: list[int]) -> None:
    """Some rows: (digest of the document, fen, row of the file), or the row where one cannot be read."""
    got = read_cells(frame.get_column(known[AMOUNT.key]), MOST, excel)
    for number, text, value in zip(frame.get_column(ROW), cells.texts(frame, known["document"]), got.values, strict=True):
        amount = None if value is None or value == UNKNOWN else value
        if not text and value is None:
            continue
        try:
            if not text or amount is None:
                raise Refused("", "")
            rows.append((digest("document", document(text)), amount, number))
        except Refused:
            wrong.append(number)


def _unreadable(wrong: list[int]) -> Refused:
    if not wrong:
        return Refused("发放表里没有人。", "There is nobody in the payroll.", field="payroll")
    first = "、".join(map(str, wrong[:NAMED]))
    return Refused(
        f"发放表有 {len(wrong)} 行读不出证件号码或金额：第 {first} 行{'等' if len(wrong) > NAMED else ''}。合计行请删去。",
        f"{len(wrong)} rows of the payroll have no readable document or amount: {first.replace('、', ', ')}{' and others' if len(wrong) > NAMED else ''}. Delete the row of the total.",
        field="payroll",
    )
