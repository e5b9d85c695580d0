"""Answers brought as a file: kept as they came, shown row by row, then taken. Their form: docs/operators/messages.md."""

import io
import re
from datetime import date, time

from minsheng.accounts.access import allowed
from minsheng.base import files
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.files_kinds import XLSX
from minsheng.notices.messages.weighing import STEP, Given, Row, take_some, weigh
from minsheng.notices.models import AnswerFile
from minsheng.places.models import Place

COLUMNS = {
    "phone": ("手机号", "手机号码", "号码", "电话", "phone", "mobile"),
    "text": ("回复内容", "回复", "内容", "上行内容", "answer", "reply"),
    "time": ("回复时间", "时间", "接收时间", "time"),
    "ref": ("编号", "id"),
}
NEEDED = ("phone", "text", "time")
WHEN = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?")
LARGE = STEP  # rows to deal with: from here on it is a job


@action
def load(*, upload, place: Place, by: Actor, on: date) -> AnswerFile:
    """Keep a file of answers, to be looked at and taken. The same file again is the one that is there. Raises Refused when it cannot be read."""
    allowed(by, "notices.send", place)
    stored = files.store(upload=upload, by=by, on=on, place=place)
    if there := AnswerFile.objects.filter(place=place, digest=stored.sm3).first():
        return there
    made = AnswerFile(place=place, file=stored, digest=stored.sm3, loaded_by_id=by.user, loaded_on=on)
    read(made)
    made.save()
    record(by=by, on=on, act="notices.load_answers", subject=made, place=place, sm3=stored.sm3)
    return made


def read(found: AnswerFile) -> list[Given]:
    """The rows as they stand. Raises Refused, about the field "file", when it is no table with the needed columns."""
    from minsheng.registry.imports.reading import roster  # here, so that pages which read no tables do not load the array code

    upload = io.BytesIO(files.read(found.file))
    upload.name = "answers.xlsx" if found.file.mime == XLSX else "answers.csv"
    frame = roster(upload).sheet.frame
    names = {column.strip().lower(): column for column in frame.columns}
    places = {key: next((names[n] for n in known if n in names), None) for key, known in COLUMNS.items()}
    if missing := [COLUMNS[key][0] for key in NEEDED if places[key] is None]:
        raise Refused(
            f"读不懂这个文件：第一行缺少“{'”“'.join(missing)}”。要有“手机号”“回复”“时间”三列，可以有“编号”。",
            f"This file cannot be read: its first line lacks {', '.join(missing)}. It needs 手机号, 回复 and 时间, and may have 编号.",
            field="file",
        )
    cells = {key: [str(v or "").strip() for v in frame[column]] if column else [""] * len(frame) for key, column in places.items()}
    rows = zip(cells["phone"], cells["text"], cells["time"], cells["ref"], strict=True)
    return [Given(at, phone, text, *when(moment), ref) for at, (phone, text, moment, ref) in enumerate(rows, 2) if phone or text]


def when(text: str) -> tuple[date | None, time | None]:
    """2025-10-09 14:30, with seconds or without a time of day; also 2025/10/9, 20251009 and 2025年10月9日."""
    found = WHEN.fullmatch(text)
    try:
        year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups()) if found else [None] * 6
        return (date(year, month, day), time(hour, minute, second or 0) if hour is not None else None) if found else (None, None)
    except ValueError:
        return None, None


def preview(found: AnswerFile, by: Actor, on: date) -> list[Row]:
    """What each row would do now."""
    return weigh(read(found), by, on)


def take(*, found: AnswerFile, by: Actor, on: date) -> None:
    """Everything that fits, in small transactions: killed, it is taken again and finds what is left."""
    while take_next(found=found, by=by, on=on):
        pass


@action
def take_next(*, found: AnswerFile, by: Actor, on: date) -> int:
    """The next answers that are not taken yet; how many are left after them."""
    allowed(by, "notices.send", locked(found).place)
    left = take_some(preview(found, by, on), way="file", file=found, by=by, on=on)
    if not left and found.taken_on is None:
        found.taken_on = on
        found.save(update_fields=["taken_on"])
        record(by=by, on=on, act="notices.take_answers", subject=found, place=found.place)
    return left
