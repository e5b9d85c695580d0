"""The heads of the chain in a file outside the database: one line of JSON a block, only ever appended to.

Copy it to where the database's administrators cannot write, or publish it: whoever holds a copy can tell whether anything before it was changed.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from minsheng.base.models import AuditBlock


class HeadsDiffer(Exception):
    """The file belongs to another chain than the database. Nothing is appended: `minsheng audit verify` tells what is wrong."""


def path() -> Path:
    """MINSHENG_AUDIT_HEADS, else `audit/heads.jsonl` under MINSHENG_VAR."""
    return Path(os.environ.get("MINSHENG_AUDIT_HEADS") or settings.VAR / "audit" / "heads.jsonl")


def export() -> int:
    """Append the heads that the file lacks (also those a crash kept from it) and wait until they are on the disk. Raises HeadsDiffer."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as out:
        fcntl.flock(out, fcntl.LOCK_EX)  # one sealer at a time
        last = _last(out)
        if last and not AuditBlock.objects.filter(number=last["number"], head=last["head"]).exists():
            raise HeadsDiffer(f"{file}: head {last['number']} is not the database's")
        missing = AuditBlock.objects.filter(number__gt=last["number"] if last else 0).order_by("number")
        lines = [_line(block) for block in missing.defer("pointers").iterator()]
        out.write(b"".join(lines))
        out.flush()
        os.fsync(out.fileno())
    return len(lines)


def _line(block: AuditBlock) -> bytes:
    line = {"number": block.number, "count": block.count, "head": block.head, "sealed_at": block.sealed_at.isoformat()}
    return json.dumps(line).encode() + b"\n"


def _last(file) -> dict | None:
    """The last whole line; a piece of a line after it, left by a crash, is cut off."""
    start = max(0, file.seek(0, os.SEEK_END) - 4096)
    file.seek(start)
    tail = file.read()
    whole = tail.rfind(b"\n") + 1
    file.truncate(start + whole)
    lines = tail[:whole].splitlines()
    return json.loads(lines[-1]) if lines else None


def read(file: Path) -> Iterator[tuple[int, str]]:
    """(number, head) of every line. ValueError, naming the line, for what is not one."""
    with file.open(encoding="utf-8") as lines:
        for position, line in enumerate(lines, 1):
            try:
                told = json.loads(line)
                yield int(told["number"]), str(told["head"])
            except (ValueError, KeyError, TypeError):
                zh, en = f"链头文件第 {position} 行读不懂：{file}", f"line {position} of the heads file cannot be read: {file}"
                raise ValueError((zh, en)) from None
