"""The last payroll of the system before: the file itself, or only its count and sum."""

import json
from dataclasses import dataclass, field

from minsheng.base.crypto import digest
from minsheng.base.errors import Refused
from minsheng.benefits.opening.columns import AMOUNT, PAYROLL, understand
from minsheng.benefits.opening.lines import document
from minsheng.benefits.opening.reconciling import summed
from minsheng.registry.imports import cells, reading
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


def keep(paid: Payroll) -> ListFile | None:
    """For the job that compares: document numbers stand there as digests. Nothing where only count and sum are known."""
    if not paid.compared:
        return None
    return reading.put("payroll", json.dumps([paid.by_person, paid.row_of]).encode())


def again(rows: int, fen: int, file: ListFile | None) -> Payroll:
    return Payroll(rows, fen, *json.loads(reading.content(file))) if file else Payroll(rows, fen)


def payroll(upload, rows: int | None, fen: int | None) -> Payroll:
    """What is known of it. The file is enough; where count and sum are given as well, they must be the file's. Raises Refused."""
    if upload is None:
        if rows is None or fen is None:
            field_ = "payroll_rows" if rows is None else "payroll_fen"
            raise Refused("请填上次发放的人数和总额，或者上传发放表。", "Give the count and the sum of the last payroll, or upload it.", field=field_)
        return Payroll(rows, fen)
    found = _read(upload)
    if rows is not None and rows != found.rows:
        raise Refused(f"发放表里有 {found.rows} 人，与填的 {rows} 人不同。", f"The payroll has {found.rows} people, not {rows}.", field="payroll_rows")
    if fen is not None and fen != found.fen:
        raise Refused(
            f"发放表合计 {found.fen / 100:,.2f} 元，与填的不同。", f"The payroll's sum is {found.fen / 100:,.2f} yuan, not the one given.", field="payroll_fen"
        )
    return found


def _read(upload) -> Payroll:
    try:
        sheet = reading.roster(upload).sheet
    except Refused as no:
        raise Refused(no.zh, no.en, field="payroll") from no
    known = understand(sheet.headings, PAYROLL, [c.key for c in PAYROLL], "payroll").known
    got = read_cells(sheet.frame.get_column(known[AMOUNT.key]), MOST, sheet.excel)
    rows, wrong = [], []
    for number, text, value in zip(sheet.frame.get_column(ROW), cells.texts(sheet.frame, known["document"]), got.values, strict=True):
        amount = None if value is None or value == UNKNOWN else value
        if not text and value is None:
            continue
        try:
            if not text or amount is None:
                raise Refused("", "")
            rows.append((digest("document", document(text)), amount, number))
        except Refused:
            wrong.append(number)
    if wrong or not rows:
        raise _unreadable(wrong)
    by_person = {who: amount for who, amount in summed((who, amount) for who, amount, _ in rows).items() if amount}
    return Payroll(len(by_person), sum(by_person.values()), by_person, {who: number for who, _, number in reversed(rows)})


def _unreadable(wrong: list[int]) -> Refused:
    if not wrong:
        return Refused("发放表里没有人。", "There is nobody in the payroll.", field="payroll")
    first = "、".join(map(str, wrong[:NAMED]))
    return Refused(
        f"发放表有 {len(wrong)} 行读不出证件号码或金额：第 {first} 行{'等' if len(wrong) > NAMED else ''}。合计行请删去。",
        f"{len(wrong)} rows of the payroll have no readable document or amount: {first.replace('、', ', ')}{' and others' if len(wrong) > NAMED else ''}. Delete the row of the total.",
        field="payroll",
    )
