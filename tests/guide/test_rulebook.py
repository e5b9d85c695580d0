"""The rule book, read by the site from the small book."""

import pytest

from minsheng.guide.templatetags.guide import said_after, said_before
from minsheng.rules.engine.figures import QUALIFIERS

pytestmark = pytest.mark.usefixtures("small_book")


def read(client, path, lang="zh-hans"):
    client.cookies["language"] = lang
    return client.get(path).content.decode()


def test_benefits_stand_by_layer_and_can_be_searched(client):
    assert "最低生活保障金" in read(client, "/rules") and "高龄津贴" in read(client, "/rules")
    found = read(client, "/rules?q=高龄")
    assert "高龄津贴" in found and "最低生活保障金" not in found
    assert "换个词试试" in read(client, "/rules?q=没有这样的")
    assert "最低生活保障金" not in read(client, "/rules?layer=elderly")


def test_a_rule_is_read_out_with_the_figures_of_the_month(client):
    page = read(client, "/rules/dibao?place=440304&month=2025-10")
    assert "1,535.00 元/人/月" in page and "《社会救助法》第十八条" in page and "已确认" in page
    assert "1,483.00" in read(client, "/rules/dibao?place=440304&month=2024-10")


def test_an_unconfirmed_figure_is_marked(client):
    assert "最近一次确认的标准，现在的还没确认" in read(client, "/rules/figures/dibao_standard?place=440304&month=2026-11")
    assert "没有人确认过" in read(client, "/rules/figures/dibao_standard?place=440104&month=2025-10")


def test_a_worked_example_says_what_comes_out(client):
    page = read(client, "/rules/dibao")
    assert "三口之家月收入 2,400 元" in page and "可以领 · 2,205 元" in page


def test_the_history_is_a_table_with_its_chart(client):
    page = read(client, "/rules/figures/dibao_standard?place=440304")
    assert page.index("2025-01-01") < page.rindex("2023-01-01")
    assert '"values": [1413.0, 1483.0, 1535.0, 1535.0]' in page


def test_a_figure_says_all_that_is_known_of_it(client):
    page = " ".join(read(client, "/rules/figures/savings_limit?place=440304&month=2025-10").split())
    assert '最高 <span class="value"><span class="nowrap">36,840.00</span>元/人</span>' in page.replace("</span> 元", "</span>元")
    assert all(words in page for words in ("自 2019-09-01 起执行，2019-08-01 公布", "适用：广东省", "依据：粤民规字〔2019〕9号", "依据等级 A-", "已确认"))
    assert "at most" in read(client, "/rules/figures?place=440304", "en")


@pytest.mark.parametrize(("zh", "said"), [("", "5"), ("约", "约 5"), ("不低于", "不低于 5"), ("以上", "5 以上")])
def test_a_qualifier_stands_where_the_language_has_it(zh, said):
    qualifier = (zh, QUALIFIERS.get(zh, ""))
    assert f"{said_before(qualifier)}5{said_after(qualifier)}" == said


def test_bands_are_written_in_words(client):
    assert "年龄 90 起" in read(client, "/rules/figures/old_by_band?place=440304")
    assert "age 90 and above" in read(client, "/rules/figures/old_by_band?place=440304", "en")


@pytest.mark.parametrize("path", ["/rules/nothing", "/rules/figures/nothing"])
def test_what_is_not_in_the_book_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["place=1&month=x", "place=%00&month=9999-99", "month=0001-01", "place=440304001"])
def test_an_odd_address_shows_the_default(client, query):
    page = client.get(f"/rules/dibao?{query}")
    assert page.status_code == 200 and "2026 年 11 月" in page.content.decode()


def test_figures_can_be_searched(client):
    found = read(client, "/rules/figures?q=低保")
    assert "低保标准" in found and "高龄津贴" not in found and "换个词试试" in read(client, "/rules/figures?q=没有这样的")


def test_a_worked_example_is_told_in_english(client):
    page = read(client, "/rules/dibao", "en")
    assert "Three people earning 2,400 yuan a month" in page and "Person 1" in page and "Shenzhen" in page and "甲" not in page
