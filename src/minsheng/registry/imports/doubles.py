"""Who of a roster is here already: asked in large sets, never one by one."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from minsheng.base.actor import Actor
from minsheng.registry.imports.lines import Line
from minsheng.registry.models import Document, Person

ASKED = 5_000  # values in one question; SQLite takes 32,766
HERE = ("这个证件已经建档", "There is a file with this document")
ELSEWHERE = ("这个证件已在别处建档，请联系上级办理迁移。", "There is a file with this document elsewhere: ask the office above to move it here.")
SAME_BIRTHDAY = (
    "已有同名、同一天出生的人，证件不同：很可能是两个人，导入后请到“查重”核对。",
    "Somebody with this name and birthday is here under another document: probably two people; look under “Doubles” after the import.",
)
NO_PROOF = (
    "已有同名、同一天出生的人，这一行又没有证件号码，分不清是不是同一个人。",
    "Somebody with this name and birthday is here, and this row has no document to tell them apart.",
)


def mark(lines: list[Line], by: Actor) -> Iterator[None]:
    """Keep out who is here already; show who may be. In pieces: a few questions each."""
    known: dict[str, tuple[str, str]] = {}
    for some in _in_sets(sorted({line.digest for line in lines if line.digest})):
        known |= documents(some)
        yield
    people: set[tuple[date, str]] = set()
    for days in _in_sets(sorted({(line.born, line.name) for line in lines if line.born and line.name})):
        people |= _here(days)
        yield
    for line in lines:
        if line.digest in known:
            double(line, known[line.digest], by)
        elif line.born and (line.born, line.name) in people:
            if line.document:
                line.doubt("name", *SAME_BIRTHDAY)
            else:
                line.doubled = True
                line.wrong("name", *NO_PROOF)


def double(line: Line, where: tuple[str, str], by: Actor) -> None:
    """Kept out, saying as much as the reader may know. `where`: path and name of the place that keeps the file."""
    line.doubled = True
    path, place = where
    line.wrong("number", *((f"{HERE[0]}：{place}。", f"{HERE[1]}: {place}.") if by.covers(path) else ELSEWHERE))


def documents(digests: Iterable[str]) -> dict[str, tuple[str, str]]:
    """{digest: (path, name of the place)} of those that are in a file."""
    found: dict[str, tuple[str, str]] = {}
    for some in _in_sets(sorted(digests)):
        rows = Document.objects.filter(digest__in=some, current=True).values_list("digest", "person__place__path", "person__place__name")
        found |= {digest: (path, name) for digest, path, name in rows}
    return found


def _here(wanted: list[tuple[date, str]]) -> set[tuple[date, str]]:
    """Which of these there are here. They come in the order of birthdays, so that each question is about few days."""
    rows = Person.objects.filter(merged_into=None, birth_date__in={born for born, _ in wanted}, name__in={name for _, name in wanted})
    return set(rows.values_list("birth_date", "name")) & set(wanted)


def _in_sets(values: list) -> Iterator[list]:
    rest = iter(values)
    while some := list(islice(rest, ASKED // 2)):
        yield some
