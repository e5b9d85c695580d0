"""What the lines say together, and what the files here say of them: who they are about, and whether they receive it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minsheng.benefits.models import Award
from minsheng.benefits.opening.reconciling import differences, summed
from minsheng.matters.declare import Matter
from minsheng.places.models import Place
from minsheng.registry.models import Document, Membership

if TYPE_CHECKING:  # they bring array code with them
    from minsheng.benefits.opening.lines import Line
    from minsheng.benefits.opening.payroll import Payroll

ASKED = 500  # values in one question
UNKNOWN_HERE = ("没有这个证件的档案，请先导入居民名册或建档。", "No file has this document: bring in the roster first, or open a file.")
ELSEWHERE = ("这个证件的档案在别处，请联系上级办理迁移。", "The file with this document is kept elsewhere: ask the office above to move it here.")


@dataclass(frozen=True)
class Found:
    """A file: the person, where it is kept, the household."""

    pk: int
    name: str
    path: str
    died_on: date | None
    home: int | None


def number_awards(lines: list[Line]) -> int:
    """Each recipient's lines get the number of the award they belong to, in the order of their first lines. How many there are."""
    known: dict[str, int] = {}
    for line in lines:
        if line.digest:
            line.award_no = known.setdefault(line.digest, len(known) + 1)
    return len(known)


def judge_together(lines: list[Line]) -> None:
    """The same line twice; members without a recipient; two names or two accounts for one document."""
    own: dict[str, Line] = {line.digest: line for line in reversed(lines) if line.digest and not line.member}
    first: dict[tuple[str, str], Line] = {}
    for line in lines:
        if not line.digest:
            continue
        before = first.setdefault((line.digest, line.member_digest), line)
        if before is not line:
            line.repeated = True
            line.wrong("document", f"与第 {before.number} 行重复。", f"The same as row {before.number}.")
        head = own.get(line.digest)
        if head is None:
            line.wrong("document", "缺少领取人自己的那一行。", "The recipient's own line is missing.")
        elif head is not line:
            _with_head(line, head)


def _with_head(line: Line, head: Line) -> None:
    if line.name and head.name and line.name != head.name:
        line.wrong("name", f"第 {head.number} 行是同一个证件号码，姓名却不同。", f"Row {head.number} has the same document and another name.")
    if line.account and line.account != head.account:
        line.wrong("account", "账户请只写在领取人那一行。", "The account is written on the recipient's line only.")


def judge_people(lines: list[Line], matter: Matter, place: Place) -> dict[str, Found]:
    """Who the lines are about, filled in; {digest: file} of everybody who was found in the place."""
    known = files({d for line in lines for d in (line.digest, line.member_digest) if d})
    here = {d: found for d, found in known.items() if found.path.startswith(place.path)}
    for line in lines:
        for key, one in (("document", line.digest), ("member", line.member_digest)):
            if one and one not in here:
                line.wrong(key, *(ELSEWHERE if one in known else UNKNOWN_HERE))
        if found := here.get(line.digest):
            line.person = found.pk
            _person(line, found, matter)
        if member := here.get(line.member_digest):
            line.member_id = member.pk
            if member.died_on:
                line.doubt(
                    "member",
                    f"档案里 {member.died_on} 已去世：接入后请办理变更。",
                    f"Died on {member.died_on} by the file: open a change once it is taken over.",
                )
            if found and member.home != found.home:
                line.wrong("member", "此人不在领取人的家庭里，请先更新家庭成员。", "Not of the recipient's household: bring the household up to date first.")
    return here


def _person(line: Line, found: Found, matter: Matter) -> None:
    if line.name and line.name != found.name:
        line.wrong("name", f"档案里的姓名是“{found.name}”。", "The file has another name: compare it with the document.")
    if matter.unit == "household" and found.home is None:
        line.wrong("document", "此人还没有家庭，请先在档案里登记家庭成员。", "There is no household yet: form one on the person's page.")
    if found.died_on and not line.member:
        line.doubt(
            "document",
            f"档案里 {found.died_on} 已去世：接入后先暂停，等工作人员核实。",
            f"Died on {found.died_on} by the file: held once it is taken over, until an officer has looked.",
        )


def judge_awards(lines: list[Line], here: dict[str, Found], matter: Matter) -> None:
    """Nobody receives the same twice: by an award that is here, or by another line of the list for the same household."""
    people, homes = receiving(matter.benefit, {f.pk for f in here.values()}, {f.home for f in here.values() if f.home})
    first: dict[int, Line] = {}
    for line in lines:
        found = here.get(line.digest)
        if found is None or line.member:
            continue
        if found.pk in people or (matter.unit == "household" and found.home in homes):
            line.wrong("document", "已经在领这一项待遇，不能再接入一次。", "This is received here already and cannot be taken over once more.")
        if matter.unit != "household" or found.home is None:
            continue
        before = first.setdefault(found.home, line)
        if before is not line and before.digest != line.digest:
            line.wrong(
                "document", f"与第 {before.number} 行是同一户，一户只有一份。", f"The same household as in row {before.number}: there is one award a household."
            )


def judge_payroll(lines: list[Line], payroll: Payroll) -> list[list[int]]:
    """Compare person by person, to the fen; [[row of the payroll, fen]] of those who were paid and are not on the list."""
    if not payroll.compared:
        return []
    found = differences(summed((line.digest, line.fen) for line in lines if line.digest and not line.repeated), payroll.by_person)
    seen: set[str] = set()
    for line in lines:
        if not line.digest or line.digest in seen:
            continue
        seen.add(line.digest)
        line.paid = payroll.by_person.get(line.digest)
        if line.digest in found:
            line.wrong("", *_differs(found[line.digest].listed or 0, line.paid))
    return sorted([payroll.row_of[who], d.paid or 0] for who, d in found.items() if d.listed is None)


def _differs(listed: int, paid: int | None) -> tuple[str, str]:
    if paid is None:
        return "上次发放里没有此人。", "Not in the last payroll."
    more = listed - paid
    a, b, c = (f"{fen / 100:,.2f}" for fen in (listed, paid, abs(more)))
    return (
        f"名单是每月 {a} 元，上次发放了 {b} 元，{'多' if more > 0 else '少'} {c} 元。",
        f"The list has {a} yuan a month, the last payroll {b}: {c} {'more' if more > 0 else 'less'}.",
    )


def files(digests: Iterable[str]) -> dict[str, Found]:
    """{digest: file} of the documents that are in one."""
    found: dict[str, Found] = {}
    for some in in_sets(sorted(digests)):
        rows = Document.objects.filter(digest__in=some, current=True, person__merged_into=None)
        for one, pk, name, path, died_on in rows.values_list("digest", "person", "person__name", "person__place__path", "person__died_on"):
            found[one] = Found(pk, name, path, died_on, None)
    homes = dict(households(f.pk for f in found.values()))
    return {one: Found(f.pk, f.name, f.path, f.died_on, homes.get(f.pk)) for one, f in found.items()}


def receiving(benefit: str, people: Iterable[int], homes: Iterable[int]) -> tuple[set[int], set[int]]:
    """Which of these people and households have a running award of the benefit."""
    rows = Award.objects.filter(benefit=benefit).exclude(state="stopped")
    persons = {pk for some in in_sets(sorted(people)) for pk in rows.filter(person__in=some).values_list("person", flat=True)}
    return persons, {pk for some in in_sets(sorted(homes)) for pk in rows.filter(household__in=some).values_list("household", flat=True)}


def households(people: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(person, household) of those who live in one."""
    for some in in_sets(sorted(set(people))):
        yield from Membership.objects.filter(until=None, person__in=some).values_list("person", "household")


def in_sets(values: list) -> Iterator[list]:
    for start in range(0, len(values), ASKED):
        yield values[start : start + ASKED]
