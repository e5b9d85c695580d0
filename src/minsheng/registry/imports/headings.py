"""Which column of a file is which, whatever it is a list of. Light: nothing here reads files."""

from collections.abc import Callable

from minsheng.base.errors import Refused
from minsheng.roster.listed import Column

LONGEST_HEADING, MOST_UNUSED = 40, 30


def understood(
    headings: list[str], meaning: Callable[[str], str | None], needed: list[Column], file: str, ignored: Callable[[str], bool] = lambda heading: False
) -> tuple[dict[str, str], list[str]]:
    """({key: heading of the file}, headings that mean nothing here). Raises Refused, about the form field `file`, where one is missing or stands twice."""
    known: dict[str, str] = {}
    unused = []
    for heading in headings:
        key = meaning(heading)
        if key in known:
            raise Refused(f"“{known[key]}”和“{heading}”是同一项，请只留一列。", f"“{known[key]}” and “{heading}” are the same column: keep one.", field=file)
        if key:
            known[key] = heading
        elif not ignored(heading):
            unused.append(heading[:LONGEST_HEADING])
    if missing := [c for c in needed if c.key not in known]:
        zh, en = "、".join(c.zh for c in missing), ", ".join(c.en for c in missing)
        raise Refused(f"第一行缺少这些列名：{zh}。请用模板的列名。", f"These headings are missing in row 1: {en}. Use those of the template.", field=file)
    return known, unused[:MOST_UNUSED]
