"""What is read of a list, and why a line is kept out."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits.models import Award, OpeningImport
from minsheng.benefits.opening.actions import accept, check, load
from minsheng.benefits.opening.columns import columns, matter_of
from minsheng.benefits.opening.lines import month
from minsheng.benefits.opening.packing import opened
from minsheng.benefits.opening.template import template
from minsheng.registry import actions as registry
from tests.benefits.conftest import OLD_AGE, give
from tests.benefits.openings import as_csv, as_xlsx, line, number, old, payroll, why
from tests.spine import card, make_actor

SEP, DAY = date(2025, 9, 1), date(2025, 10, 9)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_month_is_read_however_it_is_written(day):
    first = day.replace(day=1)
    for text in (
        f"{day:%Y-%m}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m}",
        f"{day:%Y/%m}",
        f"{day.year}年{day.month}月",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y-%m-%d} 00:00:00",
    ):
        assert month(text) == first, text


@pytest.mark.parametrize("text", ["2023", "23-05", "2023-13", "2023-00", "五月", "1889-01"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(Refused):
        month(text)


# --- a line ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_line_is_read_and_its_numbers_are_sealed(bring, district, write):
    old(1, district.community)
    first = "2023-05" if write is as_csv else date(2023, 5, 1)
    opening = bring([line(1, last="2025年9月", benefit="高龄津贴") | {"from": first}], write)
    row = opening.lines.get()
    assert opening.reconciled and (row.state, row.parts, row.fen, row.from_month, row.award_no) == ("good", {"allowance": 30000}, 30000, date(2023, 5, 1), 1)
    assert opened(row) == {"document": number(1), "name": "演示1", "member": "", "account": card(1), "bank": "演示银行", "holder": ""}
    assert number(1).encode() not in bytes(row.sealed) and number(1) not in opening.name


BAD = {  # cells, words of the reason
    "no document": ({"document": ""}, "请填证件号码"),
    "last character": ({"document": number(1)[:-1] + ("0" if number(1)[-1] != "0" else "1")}, "最后一位应当是"),
    "spoiled by Excel": ({"document": "4.40399E+17"}, "科学计数法"),
    "nobody": ({"document": number(77)}, "没有这个证件的档案"),
    "elsewhere": ({"document": number(9)}, "档案在别处"),
    "no name": ({"name": ""}, "请填姓名"),
    "another name": ({"name": "别人"}, "档案里的姓名"),
    "another benefit": ({"benefit": "低保"}, "别的待遇请另做一份"),
    "no month": ({"from": ""}, "请填起始月"),
    "no such month": ({"from": "2023-13"}, "月份请写成"),
    "never paid": ({"from": "2025-10"}, "请按新申请办"),
    "not paid last time": ({"last": "2025-08"}, "应是 2025-09"),
    "no amount": ({"part.allowance": ""}, "没有金额"),
    "zero": ({"part.allowance": "0"}, "没有金额"),
    "negative": ({"part.allowance": "-300"}, "金额填得不对"),
    "words": ({"part.allowance": "三百"}, "金额填得不对"),
    "no account": ({"account": ""}, "请填银行账号"),
    "account": ({"account": card(1)[:-1] + ("0" if card(1)[-1] != "0" else "1")}, "校验位"),
    "no bank": ({"bank": ""}, "请填开户行"),
    "holder": ({"holder": "路人"}, "户名要是本人"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", BAD)
def test_a_wrong_line_is_explained_and_keeps_the_list_from_being_reconciled(bring, district, kind):
    cells, words = BAD[kind]
    old(1, district.community)
    old(9, district.foreign_community)
    opening = bring([line(1) | cells])
    found = why(opening)
    assert any(words in zh and en.isascii() for _, zh, en in found), found
    assert opening.bad == 1 and not opening.reconciled
    assert "演示9" not in str(found), "a file elsewhere is not described"


@pytest.mark.django_db
def test_who_receives_it_already_is_named_and_so_is_the_same_line_twice(bring, district):
    give(old(1, district.community))
    old(2, district.community)
    opening = bring([line(1), line(2), line(2), line(2, name="别人")])
    assert "已经在领" in why(opening, 2)[0][1] and why(opening, 3) == []
    assert "与第 3 行重复" in why(opening, 4)[0][1] and opening.bad == 3 and opening.rows == 2


@pytest.mark.django_db
def test_an_account_in_use_here_stays_and_is_shown_when_it_differs(bring, district, actor):
    old(1, district.community, account=5, approver=actor("approver", district.street))
    old(2, district.community, account=2, approver=actor("approver", district.street))
    opening = bring([line(1), line(2)])
    assert [r.state for r in opening.lines.order_by("number")] == ["doubtful", "good"] and "另一个账户" in why(opening)[0][1]
    assert bring([line(1, account="", bank=""), line(2)]).lines.get(number=2).state == "good", "in use here, it need not be written"


# --- the file as a whole -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_mended_list_replaces_the_first_and_the_same_file_is_not_taken_twice(bring, district):
    old(1, district.community)
    first = bring([line(1, name="别人")])
    with pytest.raises(AlreadyDone, match="已经传过"):
        bring([line(1, name="别人")])
    again = bring([line(1)], replaces=first)
    assert again.pk == first.pk and OpeningImport.objects.count() == 1 and again.reconciled and again.lines.get().state == "good"
    again.state = "undone"
    again.save()
    with pytest.raises(AlreadyDone, match="不能再换"):
        bring([line(1, bank="另一家")], replaces=again)


@pytest.mark.django_db
def test_headings_that_are_missing_or_mean_nothing_are_named(district, officer):
    common = {"benefit": OLD_AGE, "month": SEP, "payroll_rows": 1, "payroll_fen": 30000, "place": district.district, "by": officer, "on": DAY}
    with pytest.raises(Refused, match="缺少这些列名：姓名、起始月、高龄津贴"):
        check(upload=SimpleUploadedFile("a.csv", f"证件号码\n{number(1)}\n".encode()), **common)
    old(1, district.community)
    text = f"身份证号,领取人,起发月,高龄津贴,社保卡号,银行,街道\n{number(1)},演示1,2023-05,300,{card(1)},演示银行,甲\n"
    opening = check(upload=SimpleUploadedFile("a.csv", text.encode("gb18030")), **common)
    assert opening.reconciled and opening.unused == ["街道"]


@pytest.mark.django_db
@pytest.mark.parametrize("benefit", ["old_age_allowance", "dibao"])
def test_the_template_has_every_column_and_is_understood(bring, district, benefit, officer):
    assert template(matter_of(benefit), "csv").decode("utf-8-sig").strip() == ",".join(c.zh for c in columns(matter_of(benefit)))
    upload = SimpleUploadedFile("t.xlsx", template(matter_of(benefit), "xlsx"))
    with pytest.raises(Refused, match=r"没有数据|没有人"):
        check(upload=upload, benefit=benefit, month=SEP, payroll_rows=1, payroll_fen=1, place=district.district, by=officer, on=DAY)


# --- dibao: a line for each member --------------------------------------------------------------------------------------------------


@pytest.fixture
def household(district):
    """A recipient (1), the mother (2) and somebody who lives elsewhere (3)."""
    first, second, third = (old(n, district.community) for n in (1, 2, 3))
    home = registry.form_household(head=first, members=[(second, "parent")], place=district.community, since=date(2020, 1, 1), by=officer_of(district), on=DAY)
    return first, second, third, home


def officer_of(district):
    return make_actor("street", district.street)


def part(n: int, member: int = 0, gap: str = "", supplement: str = "", **more) -> dict:
    own = {"account": card(n), "bank": "演示银行", "review": "2026-05"} if not member else {}
    return (
        {
            "document": number(n),
            "name": f"演示{n}",
            "from": "2024-03",
            "member": number(member) if member else "",
            "part.gap": gap,
            "part.supplement": supplement,
        }
        | own
        | more
    )


def as_dibao(rows):
    return as_csv(rows, "dibao")


@pytest.mark.django_db
def test_a_households_gap_and_each_members_supplement_become_one_award(bring, household, district, actor):
    first, second, _, home = household
    head = actor("district_head", district.district)
    rows = [part(1, gap="1000.50", supplement="100"), part(1, 2, supplement="230.25")]
    opening = bring(rows, as_dibao, benefit="dibao", payroll=payroll([(number(1), "1330.75")]))
    assert opening.reconciled and (opening.rows, opening.fen) == (1, 133075)
    load(opening=accept(opening=opening, by=head, on=DAY), by=head, on=DAY)
    award = Award.objects.get()
    assert (award.household, award.person, award.review_on, award.from_month) == (home, first, date(2026, 5, 1), date(2024, 3, 1))
    found = set(award.spans.values_list("component", "person", "fen"))
    assert found == {("gap", None, 100050), ("supplement", first.pk, 10000), ("supplement", second.pk, 23025)}, "as a decision would tell it"
    assert set(opening.lines.values_list("award", flat=True)) == {award.pk} and not second.accounts.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        ([part(3, gap="100")], 2, "还没有家庭"),
        ([part(1, gap="100"), part(1, 3, supplement="50")], 3, "不在领取人的家庭里"),
        ([part(1, gap="100"), part(1, 2, gap="50")], 3, "是全家的"),
        ([part(1, gap="100"), part(2, gap="50")], 3, "一户只有一份"),
        ([part(1, 2, supplement="50")], 2, "缺少领取人自己的那一行"),
        ([part(1, gap="100"), part(1, 2, supplement="50", account=card(7))], 3, "账户请只写在领取人那一行"),
        ([part(1, gap="100"), part(1, 2, supplement="50"), part(1, 2, supplement="50")], 4, "与第 3 行重复"),
    ],
)
def test_what_does_not_hold_together_in_a_household_is_named(bring, household, rows, row, words):
    opening = bring(rows, as_dibao, benefit="dibao")
    assert any(words in zh for _, zh, _ in why(opening, row)), why(opening, row)


@pytest.mark.django_db
def test_a_member_who_has_died_is_shown_and_does_not_stop_the_list(bring, household):
    _, second, _, _ = household
    second.died_on = date(2025, 9, 20)
    second.save()
    opening = bring([part(1, gap="100"), part(1, 2, supplement="50")], as_dibao, benefit="dibao", payroll=payroll([(number(1), "150")]))
    assert opening.reconciled and [r.state for r in opening.lines.order_by("number")] == ["good", "doubtful"]
    assert "请办理变更" in why(opening, 3)[0][1]
