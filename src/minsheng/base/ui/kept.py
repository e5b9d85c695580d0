"""Filters of a list that somebody has kept under a name. Where they are kept is handed in at start-up (config/apps.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core import signing

MOST = 8
SALT = "minsheng.kept-filter"


@dataclass(frozen=True)
class Kept:
    """`query` is the part of the address after "?": codes and dates, never a text that was searched for."""

    id: int
    name: str
    query: str


@dataclass(frozen=True)
class Store:
    """`of(request, table)` gives what this reader has kept of a table; forms post to `path`: `list` (signed), and `name` or the id to `drop`."""

    of: Callable[..., list[Kept]]
    path: str


_store: list[Store] = []


def install(store: Store) -> None:
    _store[:] = [store]


class Keeping:
    """Of one list for one request: the kept filters, and what could be kept now."""

    def __init__(self, listing):
        self.table, self.request, self.state = listing.table, listing.request, listing.state
        sort = {"sort": listing.sorted_by} if listing.sorted_by != self.table.sort else {}
        self.set = {key: value for one in self.table.filters for key, value in one.kept(self.state, self.request).items()}
        self.query = urlencode(self.set | sort)

    @cached_property
    def items(self) -> list[dict]:
        found = _store[0].of(self.request, self.table.name) if _store and self.table.filters else []
        return [{"kept": one, "href": f"{self.state.path}?{one.query}", "current": one.query == self.query} for one in found]

    @property
    def path(self) -> str:
        return _store[0].path

    @property
    def offered(self) -> bool:
        """Something is set that is not kept yet, and there is room."""
        return bool(_store and self.set) and len(self.items) < MOST and not any(one["current"] for one in self.items)

    @property
    def signed(self) -> str:
        """Which list in which state a form is about: signed, so that nothing else is kept."""
        return signing.dumps({"table": self.table.name, "path": self.state.path, "query": self.query}, salt=SALT)


def signed_list(text: str) -> dict:
    """{table, path, query} of a form. Raises signing.BadSignature."""
    return signing.loads(text, salt=SALT)
