"""What the parts do: tables, filters, exports, fields, reasons. How they look is in test_ui_pages.py."""

import csv
import io
from collections import namedtuple
from datetime import date
from decimal import Decimal

import polars
import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base import ui
from minsheng.base.errors import Refused
from minsheng.base.templatetags.reasons import line, reasons
from minsheng.base.ui import Cell, Choice, Column, Dates, Search, Table, tag
from minsheng.base.ui.exports import harmless
from minsheng.rules.engine.reasons import FigureUse, Reason

Row = namedtuple("Row", "pk name fen on")
ROWS = [Row(n, f"人{n}", 100 * n if n % 3 else None, date(2025, 10, 1 + n % 28)) for n in range(1, 121)]
LIST = Table(
    "people",
    [
        Column("name", ("姓名", "Name"), lambda r: Cell(r.name, ("深圳", "Shenzhen")), sort=lambda r: r.pk),
        Column("fen", ("金额", "Amount"), lambda r: r.fen, sort=lambda r: r.fen or 0, money=True),
        Column("on", ("日期", "Date"), lambda r: r.on),
        Column("note", ("备注", "Note"), lambda r: "=1+1", hidden=True),
    ],
    filters=[Search("q", ("找", "Search"), lambda rows, text: [r for r in rows if text in r.name])],
)
TYPES = Table(
    "types",
    [Column("model", ("名", "Model"), lambda t: t.model, sort="model"), Column("app", ("区", "App"), lambda t: t.app_label, sort="app_label")],
    filters=[Choice("app", ("区", "App"), lambda request: [(a, a) for a in ("auth", "sessions")], field="app_label"), Dates("day", ("日", "Day"), "pk")],
    sort="model",
)


def listing(table, query="", rows=ROWS, cookies=None):
    request = RequestFactory().get("/list" + query)
    request.COOKIES |= cookies or {}
    return ui.Listing(table, request, rows)


def respond(table, query, rows=ROWS):
    return table.respond(RequestFactory().get("/list" + query), rows, "none.html")


def test_a_page_says_where_it_stands_and_keeps_the_rest_of_the_address():
    page = listing(LIST, "?page=2&q=人&other=x").page
    assert (page.first, page.last, page.total) == (51, 100, 120)
    assert page.after == "/list?q=%E4%BA%BA&other=x&page=3" and page.before.endswith("page=1")
    assert [n for n, _, here in page.numbers if here] == [2]


@pytest.mark.parametrize(("asked", "number"), [("x", 1), ("-4", 3), ("99", 3), ("", 1)])
def test_a_page_that_does_not_exist_gives_one_that_does(asked, number):
    assert listing(LIST, f"?page={asked}").page.of.number == number


def test_a_second_click_on_a_heading_turns_the_order_round_and_starts_at_page_one():
    heads = {h["column"].key: h for h in listing(LIST, "?sort=fen&page=2").heads()}
    assert (heads["fen"]["now"], heads["fen"]["href"]) == ("ascending", "/list?sort=-fen")
    assert (heads["name"]["now"], heads["name"]["href"], heads["on"]["href"]) == ("", "/list?sort=name", "")
    assert [r.fen for r in listing(LIST, "?sort=-fen").page.rows][:2] == [11900, 11800]


@pytest.mark.django_db
def test_a_table_of_the_database_is_filtered_and_sorted_there():
    rows = ContentType.objects.all()
    found = [t.model for t in listing(TYPES, "?app=auth&sort=-model", rows).page.rows]
    assert found == sorted(found, reverse=True) and {"group", "permission"} <= set(found) and "session" not in found
    everything = listing(TYPES, "?app=nobody&sort=id;drop&day_from=x", rows)
    assert everything.page.total == rows.count() and everything.chips() == []  # what is not offered is left alone
    shown = [t.model for t in everything.page.rows]
    assert shown == sorted(t.model for t in rows)[: len(shown)]
    lines = b"".join(respond(TYPES, "?export=csv&app=sessions", rows)).decode("utf-8-sig").splitlines()
    assert lines == ["名,区", "session,sessions"]


def test_chips_show_what_is_set_and_lead_to_the_page_without_it():
    assert listing(LIST, "?q=人1&sort=fen&page=2").chips() == [(("找", "Search"), "人1", "/list?sort=fen")]
    assert listing(LIST, "?q=%00").chips() == []  # no database takes a NUL


def test_columns_are_chosen_once_and_remembered():
    back = respond(LIST, "?columns=1&col=note&q=人")
    assert back.status_code == 302 and back["Location"] == "/list?q=%E4%BA%BA"
    cookie = back.cookies["columns-people"].value
    assert [c.key for c in listing(LIST, cookies={"columns-people": cookie}).columns] == ["name", "note"]
    assert [c.key for c in listing(LIST, cookies={"columns-people": "nonsense"}).columns] == ["name", "fen", "on"]


def test_a_file_has_all_rows_of_the_filter_with_numbers_as_numbers():
    answer = respond(LIST, "?export=csv&q=人11&page=2")
    text = b"".join(answer).decode("utf-8")
    assert text.startswith("\ufeff") and answer["Cache-Control"] == "private, no-store"
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[:3] == [["姓名", "金额", "日期"], ["人11 深圳", "11", "2025-10-12"], ["人110 深圳", "110", "2025-10-27"]] and len(rows) == 12


def test_an_excel_file_has_real_numbers_and_days():
    frame = polars.read_excel(io.BytesIO(respond(LIST, "?export=xlsx&q=人11").content))
    assert frame.row(0) == ("人11 深圳", 11, date(2025, 10, 12)) and frame.height == 11


def test_an_english_file_stays_english_after_the_page_is_gone():
    with translation.override("en"):
        answer = respond(LIST, "?export=csv&q=人11")
    assert b"".join(answer).decode().splitlines()[0:2] == ["\ufeffName,Amount,Date", "人11 Shenzhen,11,2025-10-12"]


@given(st.text(min_size=1))
def test_no_cell_begins_a_formula(text):
    assert harmless(text)[:1] not in set("=+-@\t\r＝＋－＠")


def test_numbers_and_days_are_no_texts():
    assert [harmless(v) for v in (-3, Decimal("-1.50"), date(2025, 1, 1), None, "-3", tag("act", "=x", "=x"))] == [
        -3, Decimal("-1.50"), date(2025, 1, 1), None, "'-3", "'=x",
    ]  # fmt: skip


def test_whoever_exports_is_told_of_first():
    told = []
    table = Table("t", LIST.columns, exported=lambda request, count: told.append(count))
    respond(table, "?export=csv")
    assert told == [120]
    closed = Table("t", LIST.columns, downloads=False, exported=table.exported)
    with pytest.raises(Exception, match=r"none\.html"):  # the page itself is asked for, no file
        respond(closed, "?export=csv")
    assert told == [120]


def test_chosen_rows_are_ids_and_nothing_else():
    post = RequestFactory().post("/x", {"row": ["3", "3", "x", "-1", "٣", "9" * 30, "12"]})
    assert ui.chosen(post) == [3, 12] and not ui.confirmed(post)
    assert ui.confirmed(RequestFactory().post("/x", {"confirmed": "1"}))


class Money(forms.Form):
    amount = ui.MoneyField(least=0)
    born = ui.DayField(required=False)


@given(st.integers(0, 10**13))
def test_an_amount_survives_its_own_form(fen):
    shown = Money(initial={"amount": fen})["amount"].value()
    text = Money.base_fields["amount"].widget.format_value(shown)
    assert Money({"amount": text}).fields["amount"].clean(text) == fen
    assert Money.base_fields["amount"].clean(f"{fen // 100:,}.{fen % 100:02d}") == fen


@pytest.mark.parametrize("wrong", ["abc", "1.234", "1e5", "-1", "１２", "9" * 20, "", "1..2", "--1"])
def test_what_is_no_amount_is_told_so(wrong):
    form = Money({"amount": wrong})
    assert not form.is_valid() and set(form.errors) == {"amount"}


@pytest.mark.parametrize(("parts", "day"), [(("1950", "5", "1"), date(1950, 5, 1)), (("2024", "02", "29"), date(2024, 2, 29)), (("", "", ""), None)])
def test_a_day_in_three_boxes(parts, day):
    form = Money(dict(zip(("born_year", "born_month", "born_day"), parts, strict=True)) | {"amount": "1"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == day


@pytest.mark.parametrize("parts", [("2023", "2", "29"), ("1950", "", "1"), ("x", "1", "1"), ("0", "1", "1"), ("1950", "13", "1"), ("１９５０", "1", "1")])
def test_what_is_no_day_is_told_so(parts):
    form = Money(dict(zip(("born_year", "born_month", "born_day"), parts, strict=True)) | {"amount": "1"})
    assert set(form.errors) == {"born"}


def test_a_refusal_stands_at_its_field_or_on_top():
    form = Money({"amount": "1"})
    ui.refuse(form, Refused("太多", "Too much", field="amount"))
    ui.refuse(form, Refused("今天不行", "Not today", field="elsewhere"))
    assert form.errors == {"amount": ["太多"], "__all__": ["今天不行"]}


def test_texts_are_escaped_and_in_the_language_of_the_reader():
    assert ui.text(("<户>", "<b>")) == "&lt;户&gt;" and str(Cell("<b>")) == '<span class="cell-main">&lt;b&gt;</span>'
    with translation.override("en"):
        assert ui.text(("户", "household")) == "household" and str(ui.words("户", "household")) == "household"
    with pytest.raises(ValueError):
        tag("red", "坏", "bad")


def tree():
    figure = FigureUse("s", "标准", "standard", "1,535", "1,535", "元/人/月", "2025-01-01", "2025-06", "", "B", "confirmed")
    table = FigureUse("t", "分档", "bands", "80: 200，90: 300", "80: 200，90: 300", "元/月", "2025-01-01", "", "", "A", "confirmed")
    below = Reason("收入", "income", "value", figures=lambda: [figure, table])
    deciding = Reason("收入低于标准", "income below the standard", "no", clause="第九条", grade="—", kids=lambda: [below])
    deciding.decided = True
    return Reason("资格", "eligible", "no", kids=lambda: [Reason("本地户籍", "registered here", "yes"), deciding])


def test_the_reasons_open_at_the_line_that_decided_and_read_the_same_when_stored():
    lines = reasons(tree())["lines"]
    assert [(one["open"], one["sign"]) for one in lines] == [(False, "✓"), (True, "✗")]
    assert lines == reasons(tree().plain())["lines"] and not any(one["open"] for one in reasons(tree(), closed=True)["lines"])
    assert [f["value"] for f in lines[1]["kids"][0]["figures"]] == ["1,535 元/人/月", ""] and lines[1]["grade"] == ""


@pytest.mark.parametrize(
    ("op", "state", "zh", "en"),
    [("<", "yes", "3 < 2", "3 < 2"), ("<", "no", "现在是 3，要求 < 2", "now 3; needed < 2"), ("=", "no", "现在是 3，要求是 2", "now 3; needed 2"), ("=", "yes", "3", "3"), ("", "value", "3", "3")],
)  # fmt: skip
def test_both_sides_of_a_condition_are_said(op, state, zh, en):
    stored = {"zh": "甲", "en": "a", "state": state, "left": "3", "left_en": "3", "op": op, "right": "2", "right_en": "2"}
    assert line(stored)["numbers"] == zh
    with translation.override("en"):
        assert line(stored)["numbers"] == en
