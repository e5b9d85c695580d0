"""What holds between the lines of a roster: one head a household, one community, nobody twice, the household's facts on the head's line.

The other members of a household are loaded although one of its lines is wrong; nobody of it is when the head's line is.
"""

from collections.abc import Callable
from itertools import count

from minsheng.registry.imports.lines import Line
from minsheng.rules import book

HEAD_OUT = ("户主这一行没有导入，所以这一户都不导入。", "The head's row is left out, and with it the whole household.")
HEAD_HERE = (
    "户主已经建档，这一户不再新建。请在户主的档案里添加这位家庭成员。",
    "The head has a file already, so no household is made: add this member on the head's page.",
)


def by_household(lines: list[Line]) -> dict[str, list[Line]]:
    """The lines of each household, in the order of their first lines; those without a number are left out."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.home:
            found.setdefault(line.home, []).append(line)
    return found


def numbered(homes: dict[str, list[Line]]) -> dict[str, int]:
    """{household number of the file: 1, 2, 3 …}"""
    return dict(zip(homes, count(1)))


def judge_twice(lines: list[Line]) -> None:
    """The same document twice: the later line is wrong; where the names differ, both are, for nobody knows whose number it is."""
    first: dict[object, Line] = {}
    for line in lines:
        key = line.digest or (line.home, line.name, line.born)
        before = first.setdefault(key, line)
        if before is line or not (line.digest or line.name):
            continue
        column = "number" if line.digest else "name"
        line.wrong(column, f"与第 {before.number} 行是同一个人。", f"The same person as in row {before.number}.")
        if before.name != line.name:
            before.wrong(column, f"第 {line.number} 行是同一个证件号码，姓名却不同。", f"Row {line.number} has the same document and another name.")


def judge(home: list[Line], place_of: Callable[[str], int]) -> None:
    """One household. `place_of(words)` gives the community or raises Refused."""
    heads = [line for line in home if line.head]
    if len(heads) != 1 or len(home) > (most := book.load().facts["dwellings"].entity.most):
        _refuse_all(home, heads, most if len(heads) == 1 else 0)
        return
    head = heads[0]
    head.place = head.ask("place", place_of, head.community) or 0
    for line in home:
        if line is not head:
            _with_head(line, head, place_of)
    if head.problems:
        for line in home:
            if line is not head and not line.problems:
                line.wrong("relation", *(HEAD_HERE if head.doubled else HEAD_OUT))


def _refuse_all(home: list[Line], heads: list[Line], most: int) -> None:
    """No head, two heads, or so many that the number must be wrong."""
    rows = "、".join(str(line.number) for line in heads[:5])
    if most:
        words = (f"这一户超过 {most} 人，不同的户不要用同一个编号。", f"More than {most} members: different households need different numbers.")
    elif heads:
        words = (f"这一户有 {len(heads)} 个户主：第 {rows} 行。", f"This household has {len(heads)} heads: rows {rows.replace('、', ', ')}.")
    else:
        words = ("这一户没有户主：请在户主那一行的“与户主关系”写“户主”。", "This household has no head: write “head” as one member's relation.")
    for line in home:
        line.wrong("relation", *words)


def _with_head(line: Line, head: Line, place_of: Callable[[str], int]) -> None:
    """A member's line may leave empty what the head's says, and must not contradict it."""
    line.place = head.place
    if line.community and line.community != head.community:
        place = line.ask("place", place_of, line.community)
        if place and head.place and place != head.place:
            line.wrong("place", "同一户的社区要一样，写在户主那一行就行。", "One household lives in one community: the head's row is enough.")
    for key, value in line.home_facts.items():
        if head.home_facts.get(key) != value:
            line.wrong(key, "这是全家的情况，请只写在户主那一行。", "This is about the whole household: write it on the head's row only.")
