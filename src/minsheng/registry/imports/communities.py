"""Which community is meant by the words of a roster: only those within the place that is imported for."""

import re
from collections.abc import Callable

from minsheng.base.errors import Refused
from minsheng.places.models import Place
from minsheng.places.queries import below

ENDINGS = re.compile(r"(社区)?(居民委员会|村民委员会|居委会|村委会|工作站|社区)$")


def finder(place: Place) -> Callable[[str], int]:
    """find(words) gives the id of a community of the place, by its name, its name without 居委会, or 街道/社区. It raises Refused.

    Nothing has to be written where the place is a community itself.
    """
    rows = list(below(place, "community").values_list("pk", "name", "parent__name"))
    known: dict[str, set[int]] = {}
    for pk, name, street in rows:
        for word in {name, _short(name)}:
            known.setdefault(word, set()).add(pk)
            known.setdefault(f"{street}/{word}", set()).add(pk)

    def find(words: str) -> int:
        if not words and len(rows) == 1:
            return rows[0][0]
        found = known.get(words) or known.get("/".join(_short(part) if i else part for i, part in enumerate(words.split("/")))) or known.get(_short(words))
        if not words:
            raise Refused("请在户主那一行填社区。", "Enter the community on the head's row.")
        if not found:
            raise Refused(f"{place.name}没有这个社区，请写全称。", "There is no such community in your place: write its full name.")
        if len(found) > 1:
            raise Refused("有几个社区叫这个名字，请写成 街道/社区。", "Several communities have this name: write street/community.")
        return next(iter(found))

    return find


def _short(name: str) -> str:
    return ENDINGS.sub("", name) or name
