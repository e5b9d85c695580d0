"""Was anything changed? Every block is computed again from its entries, and compared with the heads that left the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from minsheng.base.audit import chain, heads, triggers
from minsheng.base.models import AuditBlock, AuditEntry

MOST = 200  # findings that are told one by one
LATE = timedelta(minutes=10)  # by then an entry is sealed and a head exported, or nobody is doing it


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `what`: entry_changed, entry_missing, entry_added, block_changed, block_missing, chain_broken, head_differs, ..."""

    what: str
    zh: str
    en: str
    block: int | None = None
    entry: int | None = None


@dataclass
class Report:
    """What was checked and what was found."""

    blocks: int = 0
    entries: int = 0
    exported: int = 0  # heads in the file
    waiting: int = 0  # entries not sealed yet: nothing wrong for some seconds
    findings: list[Finding] = field(default_factory=list)
    more: int = 0  # findings beyond the first 200

    @property
    def intact(self) -> bool:
        return not self.findings

    def add(self, finding: Finding) -> None:
        if len(self.findings) < MOST:
            self.findings.append(finding)
        else:
            self.more += 1


def verify(heads_file: Path | None = None) -> Report:
    """Read the whole trail. With `heads_file`, a copy kept elsewhere, compare with that; it may be older than the last block.
    Without one, compare with this machine's own file, which must not lag behind."""
    exported, twice = _told(_exported(heads_file))
    report, newest = Report(exported=len(exported)), max(exported, default=0)
    must_be_there = None if heads_file else timezone.now() - LATE
    last = AuditBlock(number=0, head=chain.START)
    for block in AuditBlock.objects.order_by("number").iterator():
        for finding in (*_link(last, block), *_content(block), *_left(block, exported.get(block.number), newest, must_be_there)):
            report.add(finding)
        report.blocks, report.entries, last = report.blocks + 1, report.entries + block.count, block
    for finding in (*twice, *_beyond(last, exported), *_loose(), *_waiting(report)):
        report.add(finding)
    return report


def _exported(heads_file: Path | None) -> Iterator[tuple[int, str]]:
    """A file that was named must be there; one of our own may not exist yet."""
    file = heads_file or heads.path()
    return heads.read(file) if heads_file or file.exists() else iter(())


def _told(lines: Iterable[tuple[int, str]]) -> tuple[dict[int, str], list[Finding]]:
    """{number: head}, the first that was told of each: whoever can only append to the file cannot take back what it says. What is told again and differs."""
    first: dict[int, str] = {}
    twice = []
    for number, head in lines:
        if first.setdefault(number, head) != head:
            twice.append(
                Finding("head_told_twice", f"链头文件里第 {number} 块有两个不同的链头", f"the heads file has two different heads of block {number}", number)
            )
    return first, twice


def _link(last: AuditBlock, block: AuditBlock) -> Iterator[Finding]:
    number = block.number
    for gone in range(last.number + 1, number):
        yield Finding("block_missing", f"第 {gone} 块不见了", f"block {gone} is missing", gone)
    if number == last.number + 1 and block.previous != last.head:
        yield Finding("chain_broken", f"第 {number} 块接不上第 {last.number} 块", f"block {number} does not follow from block {last.number}", number)
    if block.head != chain.head(block.previous, number, block.count, block.entries_digest):
        yield Finding("block_changed", f"第 {number} 块的链头算不出来，块被改过", f"block {number} was changed: its head cannot be computed", number)


def _content(block: AuditBlock) -> Iterator[Finding]:
    """The entries of a block against its digest; where they disagree, against the pointers, which say which ones."""
    number = block.number
    digests = {entry.id: chain.digest(entry) for entry in AuditEntry.objects.filter(block_id=block.pk).order_by("id").iterator()}
    if chain.digest_of_all(digests.values()) == block.entries_digest and len(digests) == block.count:
        return
    sealed, told = chain.read_pointers(bytes(block.pointers)), 0
    for entry in sorted(sealed.keys() | digests.keys()):
        if entry not in digests:
            told, what = told + 1, ("entry_missing", f"记录 {entry} 不见了", f"entry {entry} is missing")
        elif entry not in sealed:
            told, what = told + 1, ("entry_added", f"记录 {entry} 是封存后加进来的", f"entry {entry} was added after sealing")
        elif digests[entry][:8] != sealed[entry]:
            told, what = told + 1, ("entry_changed", f"记录 {entry} 被改过", f"entry {entry} was changed")
        else:
            continue
        yield Finding(what[0], f"第 {number} 块：{what[1]}", f"block {number}: {what[2]}", number, entry)
    if not told:
        text = f"第 {number} 块的内容和摘要对不上，看不出是哪条记录", f"block {number} does not agree with its digest; which entry it is cannot be told"
        yield Finding("block_changed", *text, number)


def _left(block: AuditBlock, exported: str | None, newest: int, must_be_there: datetime | None) -> Iterator[Finding]:
    """Against the head that has left the database: it must be in the file if later ones are, or if the block is old enough for our own file."""
    number = block.number
    if exported is None and (number < newest or must_be_there and block.sealed_at < must_be_there):
        yield Finding("head_missing", f"导出的链头里没有第 {number} 块", f"head {number} is not among the exported ones", number)
    elif exported is not None and exported != block.head:
        yield Finding("head_differs", f"第 {number} 块的链头和导出的不同", f"head {number} differs from the exported one", number)


def _beyond(last: AuditBlock, exported: dict[int, str]) -> Iterator[Finding]:
    for number in sorted(number for number in exported if number > last.number):
        yield Finding("block_missing", f"第 {number} 块已经导出过，数据库里没有", f"block {number} was exported and is not in the database", number)


def _loose() -> Iterator[Finding]:
    lost = AuditEntry.objects.filter(block_id__isnull=False, block__number__isnull=True).count()
    if lost:
        yield Finding("block_missing", f"{lost} 条记录所属的块不见了", f"{lost} entries belong to a block that is gone")
    for name in triggers.missing(connection):
        yield Finding("trigger_missing", f"数据库里防改动的触发器 {name} 不见了", f"the database's trigger {name} is missing")


def _waiting(report: Report) -> Iterator[Finding]:
    waiting = AuditEntry.objects.filter(block=None)
    report.waiting = waiting.count()
    late = waiting.filter(at__lt=timezone.now() - LATE).count()
    if late:
        minutes = LATE.seconds // 60
        zh = f"{late} 条记录超过 {minutes} 分钟还没有封存：后台任务在运行吗？"
        yield Finding("not_sealed", zh, f"{late} entries older than {minutes} minutes are not sealed: is a worker running?")
