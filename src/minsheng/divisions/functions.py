"""What departments do (职能), what kinds of departments there are, and what published reforms say about who does what: read once from data/functions.yaml."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

Pair = tuple[str, str]
FILE = Path(__file__).parent / "data" / "functions.yaml"

OF_LINE = {  # the function that a business line belongs to: the one place that says so
    "assistance": "assistance", "elderly": "elderly", "children": "children", "disability": "disability", "marriage": "marriage", "funeral": "funeral", "charity": "charity",
    "volunteering": "volunteering", "organisations": "organisations", "governance": "governance", "social_work": "social_work",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A function is with a kind of department in a place from a day on; below it, where nothing else is known, from `below`."""

    place: str  # the names from the province down, "全国" for the nation
    function: str
    kind: str
    since: date
    below: date
    name: str
    source: str
    grade: str


@dataclass(frozen=True)
class Known:
    functions: dict[str, Pair]
    kinds: dict[str, Pair]
    of_nation: dict[str, str]  # what the nation's department of a kind is called
    rows: dict[tuple[str, str], list[Row]]  # (place, function) -> the latest first


@lru_cache(maxsize=1)
def known() -> Known:
    """What the file says."""
    raw = yaml.safe_load(FILE.read_text("utf-8"))
    rows = defaultdict(list)
    for r in raw["rows"]:
        source, since = raw["sources"][r["source"]], r.get("since", date.min)
        row = Row(r["place"], r["function"], r["kind"], since, r.get("below_since", since), r.get("name", ""), source["text"], source["grade"])
        rows[row.place, row.function].append(row)
    for found in rows.values():
        found.sort(key=lambda row: row.since, reverse=True)
    pairs = {part: {key: (said["zh"], said["en"]) for key, said in raw[part].items()} for part in ("functions", "kinds")}
    return Known(pairs["functions"], pairs["kinds"], {key: said["nation"] for key, said in raw["kinds"].items()}, dict(rows))
