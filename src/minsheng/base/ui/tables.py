"""A list declared once: columns, filters, order, bulk actions, export. `respond` answers a whole request with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html

from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.crypto import digest
from minsheng.base.reader import remember
from minsheng.base.templatetags.amounts import yuan
from minsheng.base.ui import typed
from minsheng.base.ui.exports import export_csv, export_xlsx
from minsheng.base.ui.kept import Keeping
from minsheng.base.ui.paging import PER_PAGE, Page, State, paged
from minsheng.base.ui.words import text

NAMED = 1_000  # rows of an export whose ids the trail keeps


@dataclass(frozen=True)
class Column:
    """`cell(row)` gives the cell; `sort` is a field name or an expression (a key function for a plain list). Hidden ones can be chosen."""

    key: str
    label: Any
    cell: Callable[[Any], Any]
    sort: Any = None
    money: bool = False
    number: bool = False
    hidden: bool = False
    export: Callable[[Any], Any] | None = None

    def shown(self, row) -> str:
        value = self.cell(row)
        if value is None or value == "":
            return "—"
        return yuan(value) if self.money and isinstance(value, int) else text(value)

    def written(self, row) -> Any:
        value = (self.export or self.cell)(row)
        return Decimal(value) / 100 if self.money and isinstance(value, int) else value

    @property
    def right(self) -> bool:
        return self.money or self.number


@dataclass(frozen=True)
class Bulk:
    """Sends the chosen rows (`row`) to a page that first shows what it will do."""

    path: str
    label: Any
    main: bool = True


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[Column]
    filters: list = ()
    sort: str = ""
    bulk: list[Bulk] = ()
    per_page: int = PER_PAGE
    empty: tuple = (("这里还没有内容", "Nothing here yet"), ("", ""))
    label: Any = ("列表", "List")
    id: Callable[[Any], Any] = lambda row: row.pk
    downloads: bool = True
    exported: Callable[[Any, int], None] | None = None

    def respond(self, request, rows, template: str, context: dict | None = None) -> HttpResponse:
        """The page with `table` in its context; or a file; or, after a choice of columns, the way back to the page."""
        if address := self.without_numbers(request):
            return HttpResponseRedirect(address)
        listing = Listing(self, request, rows)
        if "columns" in request.GET:
            return listing.remember_columns()
        if self.downloads and request.GET.get("export") in ("csv", "xlsx"):
            return listing.file(request.GET["export"])
        return render(request, template, {**(context or {}), "table": listing})

    def without_numbers(self, request) -> str:
        """The same list at an address in which no number of a person's stands; "" where none does."""
        state = State(request)
        found = {one.key: typed.for_address(request, state.get(one.key)) for one in self.filters if one.kind == "search" and one.to_seal(state)}
        return state.address(**found) if found else ""


class Listing:
    """A table for one request: what `{% data_table table %}` shows."""

    def __init__(self, table: Table, request, rows):
        self.table, self.request, self.state = table, request, State(request)
        for one in table.filters:
            rows = one.narrow(rows, self.state, request)
        self.sorted_by = self._sorted_by()
        self.all = self._in_order(rows)
        self.columns = self._columns()

    @cached_property
    def page(self) -> Page:
        return paged(self.request, self.all, self.table.per_page)

    @cached_property
    def keeping(self) -> Keeping:
        return Keeping(self)

    @property
    def cookie(self) -> str:
        return f"columns-{self.table.name}"

    @property
    def boost(self) -> str:
        """With htmx, links and filters replace the list in place; without, they load the page."""
        name = f"#listing-{self.table.name}"
        return format_html('hx-boost="true" hx-target="{}" hx-select="{}" hx-swap="outerHTML show:none"', name, name)

    def _columns(self) -> list[Column]:
        """The first column always, then the chosen ones, or those that are not hidden."""
        chosen = self.request.COOKIES.get(self.cookie, "").split(".")
        known = set(chosen) & {column.key for column in self.table.columns}
        return [c for n, c in enumerate(self.table.columns) if n == 0 or (c.key in known if known else not c.hidden)]

    def _sorted_by(self) -> str:
        asked = self.state.get("sort")
        able = {column.key for column in self.table.columns if column.sort is not None}
        return asked if asked.removeprefix("-") in able else self.table.sort

    def _in_order(self, rows):
        key, down = self.sorted_by.removeprefix("-"), self.sorted_by.startswith("-")
        column = next((c for c in self.table.columns if c.key == key), None)
        if column is None or column.sort is None:
            return rows
        if not isinstance(rows, QuerySet):
            return sorted(rows, key=column.sort, reverse=down)
        value = F(column.sort) if isinstance(column.sort, str) else column.sort
        return rows.order_by(value.desc(nulls_last=True) if down else value.asc(nulls_last=True), "pk")

    def heads(self) -> Iterator[dict]:
        """For each column: the address that sorts by it (the other way round at the second click) and how it is sorted now."""
        for column in self.columns:
            now = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sorted_by, "")
            href = self.state.address(sort=f"-{column.key}" if now == "ascending" else column.key) if column.sort is not None else ""
            yield {"column": column, "now": now, "href": href}

    def rows(self) -> Iterator[dict]:
        for row in self.page.rows:
            cells = [(column, column.shown(row)) for column in self.columns]
            yield {"id": self.table.id(row), "first": cells[0], "rest": cells[1:]}

    def controls(self) -> list[dict]:
        return [{"filter": one, **one.control(self.state, self.request)} for one in self.table.filters]

    def chips(self) -> list[tuple[Any, Any, str]]:
        return [(one.label, words, address) for one in self.table.filters for words, address in one.chips(self.state, self.request)]

    def hidden(self) -> list[tuple[str, str]]:
        return self.state.hidden(drop=["sort", *(key for one in self.table.filters for key in one.keys)])

    def kept(self) -> list[tuple[str, str]]:
        return self.state.hidden()

    def sorts(self) -> list[tuple[str, Any, bool]]:
        """Every order there is, for a phone: (value, text, whether it is the present one)."""
        arrows = (("", "↑"), ("-", "↓"))
        able = [c for c in self.table.columns if c.sort is not None]
        return [(sign + c.key, format_html("{} {}", text(c.label), arrow), sign + c.key == self.sorted_by) for c in able for sign, arrow in arrows]

    def choosable(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.columns) for column in self.table.columns[1:]]

    def files(self) -> list[tuple[str, str]]:
        return [(words, self.state.address(export=kind)) for kind, words in (("csv", "CSV"), ("xlsx", "Excel"))]

    def clear(self) -> str:
        return self.state.address(drop=[key for one in self.table.filters for key in one.keys])

    def remember_columns(self) -> HttpResponse:
        """Keep the choice of columns on the reader's machine."""
        chosen = [c.key for c in self.table.columns if c.key in self.request.GET.getlist("col")]
        response = HttpResponseRedirect(self.state.address())
        remember(response, self.cookie, ".".join([self.table.columns[0].key, *chosen]))
        return response

    def file(self, kind: str) -> HttpResponse:
        """All rows that the filters leave, in the chosen columns."""
        if self.table.exported:
            self._record()
        rows = self.all.iterator(chunk_size=2000) if isinstance(self.all, QuerySet) else self.all
        lines = ([column.written(row) for column in self.columns] for row in rows)
        write = export_csv if kind == "csv" else export_xlsx
        return write(self.table.name, [column.label for column in self.columns], lines)

    def _record(self) -> None:
        """What left the house: the list's own entry, and which rows: their ids, or of very many a keyed digest of them."""
        ids = list(self.all.values_list("pk", flat=True)) if isinstance(self.all, QuerySet) else [self.table.id(row) for row in self.all]
        self.table.exported(self.request, len(ids))
        if by := getattr(self.request, "by", None):
            which = [pk if isinstance(pk, int) else str(pk) for pk in ids] if len(ids) <= NAMED else digest("export", ",".join(map(str, sorted(ids))))
            noted(by=by, on=today(), act="lists.took_out", subject=f"lists.{self.table.name}", place=by.place, which=which)


def chosen(request) -> list[int]:
    """The ids of the rows that a bulk action was sent; what is no id is left out."""
    return list(dict.fromkeys(int(row) for row in request.POST.getlist("row") if row.isascii() and row.isdigit() and len(row) < 19))
