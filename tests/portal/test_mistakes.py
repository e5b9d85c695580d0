"""我要纠错: anybody reports, gets number and code, and reads the answer; the office that keeps the page answers once, in words."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from minsheng.accounts.middleware import VISITOR
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.portal import actions, queries
from minsheng.portal.models import Mistake
from minsheng.portal.views.public import MOST_REPORTS
from tests.applications.conftest import user_of
from tests.pages import signed_in
from tests.portal.conftest import DAY
from tests.spine import place

pytestmark = pytest.mark.django_db
WRONG, REACH = "低保标准写成了 1536", "演示电话 10000000009"


@pytest.fixture
def reader():
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def reported(district):
    return actions.report(page="/rules/dibao?place=440300", text=WRONG, reach=REACH, by=VISITOR, on=DAY)


def html(response) -> str:
    return response.content.decode()


def shown(response) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html(response)).split())


# --- the reader -----------------------------------------------------------------------------------------------------------------------


def test_from_the_foot_of_a_page_to_the_answer(district, keeper, three_days, reader):
    page = html(reader.get("/rules/dibao?place=440304&month=2025-10&q=x"))
    link = re.search(r'href="(/mistakes/report\?page=[^"]+)"', page)[1].replace("&amp;", "&")
    form = reader.get(link)
    assert "最低生活保障金" in html(form) and 'value="/rules/dibao?place=440304&amp;month=2025-10"' in html(form), "what was searched for is left out"
    sent = reader.post("/mistakes/report", {"page": "/rules/dibao?place=440304&month=2025-10", "text": WRONG}, follow=True)
    number, code = re.search(r"JC-2025-\w+", html(sent))[0], re.search(r"<strong class=\"num\">(\w+)</strong>", html(sent))[1]
    assert sent.redirect_chain == [("/mistakes/sent", 302)] and "2025 年 10 月 13 日" in html(sent), "three working days, the made-up Saturday among them"
    asked = {"number": f" {number.lower()} ", "code": f"{code[:4]}-{code[4:].lower()}"}
    assert "还在核实" in html(reader.post("/mistakes/answer", asked))
    actions.answer(mistake=Mistake.objects.get(), mended=True, text="已改为 1535", by=keeper, on=DAY)
    answered = html(reader.post("/mistakes/answer", asked))
    assert "已经更正" in answered and "已改为 1535" in answered


def test_where_nobody_has_seen_a_rule_no_day_is_promised(reader, reported):
    assert reported[0].due_on is None
    sent = reader.post("/mistakes/report", {"page": "/rules", "text": WRONG}, follow=True)
    assert "还没有确认的规定" in html(sent)


def test_number_and_code_belong_together(district, reader, reported):
    other, code = actions.report(page="/", text="x", by=VISITOR, on=DAY)
    assert queries.found(other.number, code) == other and queries.found(other.number, reported[1]) is None
    wrong = reader.post("/mistakes/answer", {"number": other.number, "code": reported[1]})
    assert wrong.status_code == 422 and "没有查到" in html(wrong)
    assert reader.get("/mistakes/sent").status_code == 302, "without the receipt there is nothing to see"


@pytest.mark.parametrize("page", ["https://example.org/x", "//example.org/", "javascript:alert(1)", "/no/such/page", "http://[", "/" + "x" * 400, ""])
def test_a_page_that_is_none_of_ours_becomes_the_first_page(district, reader, page):
    assert reader.post("/mistakes/report", {"page": page, "text": WRONG}).status_code == 302
    assert Mistake.objects.get().page == "/"


def test_nothing_written_is_asked_again(district, reader):
    again = reader.post("/mistakes/report", {"page": "/rules", "text": "  "})
    assert again.status_code == 422 and "请填这一项" in html(again) and 'value="/rules"' in html(again) and not Mistake.objects.exists()


def test_a_program_that_fills_in_every_box_is_told_to_leave_one_empty(district, reader):
    again = reader.post("/mistakes/report", {"page": "/", "text": WRONG, "website": "http://example.org"})
    assert again.status_code == 422 and "这一格要空着" in html(again) and not Mistake.objects.exists()


def test_one_address_sends_so_many_a_day(district, reader):
    for _ in range(MOST_REPORTS):
        assert reader.post("/mistakes/report", {"page": "/", "text": WRONG}).status_code == 302
    assert "太多" in html(reader.post("/mistakes/report", {"page": "/", "text": WRONG}))
    assert Mistake.objects.count() == MOST_REPORTS
    assert reader.post("/mistakes/report", {"page": "/", "text": WRONG}, REMOTE_ADDR="192.0.2.7").status_code == 302


# --- what is kept ---------------------------------------------------------------------------------------------------------------------


def test_words_and_telephone_lie_sealed_and_the_trail_has_neither(district, keeper, reported):
    actions.answer(mistake=reported[0], mended=False, text="核对过文件，没有错", by=keeper, on=DAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_mistake")
        row = b" ".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone())
    assert not [w for w in (WRONG, REACH, "核对过文件", reported[1]) if w.encode() in row]
    acts = AuditEntry.objects.filter(act__startswith="portal.").order_by("pk")
    assert [(a.act, a.user_id) for a in acts] == [("portal.report_mistake", None), ("portal.answer_mistake", keeper.user)]
    assert Mistake.objects.get().text == WRONG, "and opens again"


@pytest.mark.parametrize(
    "impossible",
    [{"state": "mended"}, {"answered_on": DAY}, {"state": "lost"}, {"page": "https://example.org"}, {"state": "right", "answered_on": date(2025, 1, 1)}],
)
def test_the_database_refuses_what_cannot_be(keeper, reported, impossible):
    extra = {"answered_by": keeper.user} if impossible.get("state") == "right" else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Mistake.objects.update(**impossible, **extra)


# --- whose it is ----------------------------------------------------------------------------------------------------------------------


def test_a_report_goes_to_the_city_its_page_is_about(district):
    assert queries.keeper("/rules/dibao?place=440304") == district.city
    assert queries.keeper("/notices") == district.city, "the only city of the site"
    other = place("广州市", "city", district.province, "440100")
    assert queries.keeper("/rules/dibao?place=440100") == other
    assert queries.keeper("/notices") == district.nation, "where several cities share the site nobody is it alone"


def test_several_cities_share_what_is_about_none_of_them_and_nothing_else(district, actor, reported):
    other = place("广州市", "city", district.province, "440100")
    shared, _ = actions.report(page="/about", text="x", by=VISITOR, on=DAY)
    elsewhere = actor("city", other)
    assert list(queries.mistakes(elsewhere)) == [shared]
    with pytest.raises(NotAllowed):
        actions.answer(mistake=reported[0], mended=True, text="x", by=elsewhere, on=DAY)
    assert signed_in(user_of(elsewhere)).get(f"/desk/portal/{reported[0].pk}/").status_code == 404


def test_only_who_keeps_the_pages_answers_and_only_once(district, actor, keeper, reported):
    with pytest.raises(NotAllowed):
        actions.answer(mistake=reported[0], mended=True, text="x", by=actor("street", district.street), on=DAY)
    with pytest.raises(Refused):
        actions.answer(mistake=reported[0], mended=True, text=" ", by=keeper, on=DAY)
    actions.answer(mistake=reported[0], mended=True, text="x", by=keeper, on=DAY)
    with pytest.raises(AlreadyDone):
        actions.answer(mistake=reported[0], mended=False, text="y", by=keeper, on=DAY)


# --- the desk -------------------------------------------------------------------------------------------------------------------------


def test_the_most_urgent_stands_first_and_what_is_answered_last(district, keeper, three_days):
    done, _ = actions.report(page="/", text="first", by=VISITOR, on=date(2025, 9, 1))
    late, _ = actions.report(page="/rules", text="second", by=VISITOR, on=date(2025, 9, 22))
    new, _ = actions.report(page="/about", text="third", by=VISITOR, on=DAY)
    actions.answer(mistake=done, mended=True, text="x", by=keeper, on=DAY)
    assert list(queries.mistakes(keeper)) == [late, new, done]
    desk = signed_in(user_of(keeper))
    assert "超期" in shown(desk.get("/desk/portal/")) and late.number in html(desk.get("/desk/portal/?late=1"))
    assert new.number not in html(desk.get("/desk/portal/?late=1")) and done.number in html(desk.get("/desk/portal/?state=mended"))


def test_an_officer_reads_answers_and_looks_at_the_telephone_on_record(keeper, reported):
    desk, address = signed_in(user_of(keeper)), f"/desk/portal/{reported[0].pk}/"
    page = html(desk.get(address))
    assert WRONG in page and REACH not in page
    assert REACH in html(desk.post(f"{address}reveal/", {"purpose": "contact"}))
    assert AuditEntry.objects.filter(act="file.looked", subject=f"portal.mistake:{reported[0].pk}").exists()
    assert desk.post(address, {"mended": "yes", "text": ""}).status_code == 422
    answered = desk.post(address, {"mended": "no", "text": "核对过，没有错"}, follow=True)
    assert "核对过，没有错" in html(answered) and "核实无误" in html(answered)


def test_what_leaves_as_a_file_is_on_record(keeper, reported):
    desk = signed_in(user_of(keeper))
    text = b"".join(desk.get("/desk/portal/?export=csv")).decode()
    assert WRONG in text and REACH not in text
    assert AuditEntry.objects.filter(act="portal.export").exists()
