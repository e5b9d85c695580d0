"""Pages of a list, and addresses that keep the rest of the URL's state."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as DjangoPage
from django.core.paginator import Paginator

PER_PAGE = 50


class State:
    """The parameters of the URL. `address` is the same page in another state; it starts again at page 1."""

    def __init__(self, request):
        self.path, self.given = request.path, request.GET

    def get(self, key: str, most: int = 100) -> str:
        """A parameter, without what no database takes."""
        return self.given.get(key, "").replace("\x00", "").strip()[:most]

    def address(self, drop=(), **changes) -> str:
        query = self.given.copy()
        for key in ("page", "export", "columns", "col", *drop):
            query.pop(key, None)
        for key, value in changes.items():
            query[key] = value
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def hidden(self, drop=()) -> list[tuple[str, str]]:
        """The state as hidden fields of a GET form, without what the form itself holds."""
        return [(key, value) for key, values in self.given.lists() if key not in (*drop, "page", "export", "columns", "col") for value in values]


@dataclass(frozen=True)
class Page:
    """One page of rows: `{% pager page %}` shows it."""

    rows: list
    state: State
    of: DjangoPage

    @property
    def total(self) -> int:
        return self.of.paginator.count

    @property
    def first(self) -> int:
        return self.of.start_index()

    @property
    def last(self) -> int:
        return self.of.end_index()

    @property
    def several(self) -> bool:
        return self.of.has_other_pages()

    @property
    def before(self) -> str:
        return self._at(self.of.previous_page_number()) if self.of.has_previous() else ""

    @property
    def after(self) -> str:
        return self._at(self.of.next_page_number()) if self.of.has_next() else ""

    @property
    def numbers(self) -> list[tuple[Any, str, bool]]:
        """(number or …, address, whether it is this page)"""
        pages = self.of.paginator.get_elided_page_range(self.of.number, on_each_side=2, on_ends=1)
        return [(n, self._at(n) if isinstance(n, int) else "", n == self.of.number) for n in pages]

    def _at(self, number: int) -> str:
        return self.state.address(page=number)


def paged(request, rows, per_page: int = PER_PAGE) -> Page:
    """The page that `?page=` asks for; nonsense gives the nearest one there is."""
    of = Paginator(rows, per_page).get_page(request.GET.get("page"))
    return Page(list(of.object_list), State(request), of)
