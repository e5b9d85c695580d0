"""The bank's answer: read, compared line by line with what went out, shown before it is taken. Its form: docs/operators/bank-file.md."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from minsheng.base.errors import Refused
from minsheng.base.jobs.pieces import Pieces, at_once
from minsheng.payments.entering import waiting
from minsheng.payments.models import Batch, Payment

Pair = tuple[str, str]
WORDS = {"paid": {"成功", "已入账", "已到账", "paid", "ACSC", "ACCC"}, "returned": {"失败", "退回", "退汇", "returned", "RJCT"}}
COLUMNS = {
    "batch": ("批次号", "batch"),
    "number": ("序号", "number"),
    "fen": ("金额", "amount"),
    "status": ("结果", "状态", "status"),
    "reason": ("原因", "reason"),
    "on": ("日期", "入账日期", "date"),
}
KNOWN = {"paid": ("paid",), "returned": ("returned", "replaced", "given_back")}  # states of a payment that say so already
NEEDED = ("number", "fen", "status")
LARGE = 5_000  # lines: from here on it is taken by a job
CHUNK = 20_000  # lines read between two steps of a job: about a third of a second


@dataclass(frozen=True)
class Line:
    """One line of the result: which payment, paid or returned, why, when."""

    number: int
    fen: int
    status: str
    reason: str
    on: date


@dataclass
class Preview:
    """What the file says. `lines` fit and are new; `late` of them were paid and come back now; `known` were taken before; `problems` [(line of the file, (zh, en))];
    `waiting`: how many payments neither this file nor an earlier one has told of."""

    lines: list[Line] = field(default_factory=list)
    late: list[Line] = field(default_factory=list)
    known: int = 0
    problems: list[tuple[int, Pair]] = field(default_factory=list)
    waiting: int = 0

    @property
    def paid(self) -> list[Line]:
        return [line for line in self.lines if line.status == "paid"]

    @property
    def returned(self) -> list[Line]:
        return [line for line in self.lines if line.status == "returned"]


class Wrong(Exception):
    """What does not fit in one line, in both languages."""


def large(content: bytes) -> bool:
    """Whether it is a job's work, without reading it."""
    return content.count(b"\n") > LARGE


def read(batch: Batch, content: bytes, on: date) -> Preview:
    """Compare a result file with a batch; `on` is the day of lines that name none. Raises Refused when it is no table with the needed columns."""
    return at_once(compared(batch, content, on))


def compared(batch: Batch, content: bytes, on: date) -> Pieces[Preview]:
    """The same a piece at a time."""
    states = {n: (fen, state) for n, fen, state in batch.payments.filter(state__in=Payment.OUT).values_list("number", "fen", "state")}
    entered = set(waiting("late", payment__batch=batch).values_list("payment__number", flat=True))
    preview, seen = Preview(), set()
    for n, (at, row) in enumerate(rows(content), 1):
        if n % CHUNK == 0:
            yield n
        try:
            line = _line(row, batch.number, states, seen, on)
        except Wrong as wrong:
            preview.problems.append((at, wrong.args))
            continue
        seen.add(line.number)
        if states[line.number][1] in KNOWN[line.status] or line.status == "returned" and line.number in entered:
            preview.known += 1
            continue
        preview.lines.append(line)
        if states[line.number][1] == "paid":
            preview.late.append(line)
    preview.waiting = sum(state == "sent" for n, (_, state) in states.items() if n not in seen)
    return preview


def rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """(line of the file, its cells by the keys of COLUMNS), blank lines left out. Raises Refused at once when it is not such a table."""
    table = _table(content)
    titles = [title.strip() for title in next(table, [])]
    places = {key: next((i for i, title in enumerate(titles) if title in names), None) for key, names in COLUMNS.items()}
    missing = [COLUMNS[key][0] for key in NEEDED if places[key] is None]
    if missing:
        raise Refused(
            f"读不懂这个文件：第一行缺少“{'”“'.join(missing)}”。要有“序号”“金额”“结果”三列，可以有“原因”“日期”“批次号”。",
            f"This file cannot be read: its first line lacks {', '.join(missing)}. It needs 序号, 金额 and 结果, and may have 原因, 日期 and 批次号.",
            field="file",
        )

    def cells() -> Iterator[tuple[int, dict[str, str]]]:
        for row in table:
            if any(cell.strip() for cell in row):
                yield table.line_num, {key: row[i].strip() if i is not None and i < len(row) else "" for key, i in places.items()}

    return cells()


def _table(content: bytes):
    """A reader of which the whole has been read once: a file that breaks off in the middle is refused before anything is kept of it."""
    text = _text(content)
    try:
        for _ in csv.reader(io.StringIO(text, newline="")):
            pass
    except csv.Error as wrong:
        raise Refused(
            "读不懂这个文件：它不是 CSV 表格。请在银行程序里导出为 CSV。", "This is no CSV table: export it as CSV from the bank's program.", field="file"
        ) from wrong
    return csv.reader(io.StringIO(text, newline=""))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _line(row: dict[str, str], batch: str, states: dict[int, tuple[int, str]], seen: set[int], on: date) -> Line:
    """Raises Wrong."""
    number = int(row["number"]) if re.fullmatch(r"[0-9]{1,9}", row["number"]) else None
    if row["batch"] and row["batch"] != batch:
        raise Wrong(f"属于另一批：{row['batch']}", f"belongs to another batch: {row['batch']}")
    if number not in states:
        raise Wrong(f"没有序号为“{row['number']}”的发放", f"no payment has the number “{row['number']}”")
    if number in seen:
        raise Wrong(f"序号 {number} 出现了两次", f"number {number} occurs twice")
    fen, state = states[number]
    if _fen(row["fen"]) != fen:
        raise Wrong(f"序号 {number} 的金额是“{row['fen']}”，应为 {fen / 100:.2f}", f"number {number} says “{row['fen']}”, it should be {fen / 100:.2f}")
    status = next((s for s, words in WORDS.items() if row["status"] in words), None)
    if status is None:
        raise Wrong(f"结果“{row['status']}”不认识，应为“成功”或“失败”", f"the result “{row['status']}” is not known: 成功 or 失败")
    day = _day(row["on"]) if row["on"] else on
    if day is None:
        raise Wrong(f"日期“{row['on']}”不对，应写成 2025-10-20 的样子", f"the date “{row['on']}” is wrong: write it like 2025-10-20")
    if status == "paid" and state in KNOWN["returned"]:
        raise Wrong(*_settled(number, state))
    return Line(number, fen, status, row["reason"], day)


def _settled(number: int, state: str) -> Pair:
    zh, en = Payment.STATES[state]
    return f"序号 {number} 早先登记为“{zh}”，不会再改", f"number {number} was recorded as “{en.lower()}” before, which stands"


def _fen(text: str) -> int | None:
    found = re.fullmatch(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?", text.replace(",", ""))
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


def _day(text: str) -> date | None:
    """2025-10-20, 2025/10/20, 2025年10月20日, 20251020."""
    found = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?", text) if not text.isdecimal() else re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
