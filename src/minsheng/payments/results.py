"""The bank's answer: read, compared line by line with what went out, shown before it is taken."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date

from minsheng.base.errors import Refused
from minsheng.payments.models import Batch

WORDS = {"paid": {"成功", "已入账", "paid", "ACSC", "0"}, "returned": {"失败", "退回", "returned", "RJCT", "1"}}
COLUMNS = {
    "number": ("序号", "number"),
    "fen": ("金额", "amount"),
    "status": ("结果", "状态", "status"),
    "reason": ("原因", "reason"),
    "on": ("日期", "入账日期", "date"),
}


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
    """What the file says. `problems` [(line of the file, (zh, en))]; `lines` are those that fit; `waiting` how many payments it does not mention."""

    lines: list[Line] = field(default_factory=list)
    problems: list[tuple[int, tuple[str, str]]] = field(default_factory=list)
    waiting: int = 0

    @property
    def paid(self) -> list[Line]:
        return [line for line in self.lines if line.status == "paid"]

    @property
    def returned(self) -> list[Line]:
        return [line for line in self.lines if line.status == "returned"]


def read(batch: Batch, content: bytes, on: date) -> Preview:
    """Compare a result file with a batch. Raises Refused when it is no table with the needed columns."""
    text = content.decode("utf-8-sig" if content[:3] == b"\xef\xbb\xbf" or _is_utf8(content) else "gb18030", errors="replace")
    rows = list(csv.DictReader(io.StringIO(text)))
    heads = {key: next((h for h in (rows[0] if rows else {}) if h and h.strip() in names), None) for key, names in COLUMNS.items()}
    if not rows or not heads["number"] or not heads["status"]:
        raise Refused(
            "读不懂这个文件：要有“序号”“金额”“结果”三列（可以有“原因”“日期”）。",
            "This file cannot be read: it needs the columns 序号, 金额 and 结果 (and may have 原因 and 日期).",
            field="file",
        )
    expected = {p.number: p for p in batch.payments.exclude(state__in=["held", "dropped"])}
    preview, seen = Preview(), set()
    for at, row in enumerate(rows, 2):
        _one(preview, expected, seen, at, {k: (row.get(h) or "").strip() if h else "" for k, h in heads.items()}, on)
    preview.waiting = sum(1 for n, p in expected.items() if n not in seen and p.state == "sent")
    return preview


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _one(preview: Preview, expected: dict, seen: set, at: int, row: dict, on: date) -> None:
    number = int(row["number"]) if row["number"].isdecimal() else None
    payment = expected.get(number)
    if payment is None:
        preview.problems.append((at, (f"没有序号为 {row['number']} 的发放", f"no payment has the number {row['number']}")))
        return
    if number in seen:
        preview.problems.append((at, (f"序号 {number} 出现了两次", f"number {number} occurs twice")))
        return
    status = next((s for s, words in WORDS.items() if row["status"] in words), None)
    if status is None:
        preview.problems.append((at, (f"结果“{row['status']}”不认识，应为“成功”或“失败”", f"the result {row['status']} is not known: 成功 or 失败")))
        return
    fen = _fen(row["fen"])
    if fen is not None and fen != payment.fen:
        wanted = f"{payment.fen / 100:.2f}"
        preview.problems.append((at, (f"序号 {number} 的金额是 {row['fen']}，应为 {wanted}", f"number {number} says {row['fen']}, it should be {wanted}")))
        return
    seen.add(number)
    preview.lines.append(Line(number, payment.fen, status, row["reason"][:100], _day(row["on"]) or on))


def _fen(text: str) -> int | None:
    found = re.fullmatch(r"(\d+)(?:\.(\d{1,2}))?", text.replace(",", ""))
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


def _day(text: str) -> date | None:
    digits = re.sub(r"\D", "", text)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) >= 8 else None
    except ValueError:
        return None
