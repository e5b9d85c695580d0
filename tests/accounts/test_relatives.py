"""Near relatives: declared every year, "none" too; last year's counts until then; what was declared only the person sees."""

from datetime import date

import pytest

from minsheng.accounts import actions
from minsheng.accounts.models import DeclaredRelative, RelativesDeclaration, User
from minsheng.accounts.queries import declaration_due, declared_digests, declared_in
from minsheng.base.crypto import digest
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.registry.identity import make_number
from tests.promises.test_access import signed_in
from tests.spine import DAY

NUMBER = make_number("440399", date(1960, 1, 1), 7)
OTHER = make_number("440399", date(1961, 1, 1), 8)
LAST_YEAR = date(2024, 3, 1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.STANDING_STILL_ON = DAY


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


def relative(number=NUMBER, name="演示亲属"):
    return {"relation": "parent", "name": name, "number": number}


def declare(officer, *relatives, on=DAY):
    return actions.declare_relatives(relatives=list(relatives), by=officer, on=on)


def test_last_years_counts_until_this_years_is_made(officer):
    declare(officer, relative(), on=LAST_YEAR)
    assert declaration_due(officer.user, DAY) and declared_digests(officer.user, DAY) == {digest("document", NUMBER)}
    declare(officer)
    assert not declaration_due(officer.user, DAY) and declared_digests(officer.user, DAY) == set()
    assert declared_digests(officer.user, date(2024, 12, 31)) == {digest("document", NUMBER)}, "a past year stays what it was"


def test_a_reminder_shows_until_it_is_made_also_for_none(officer):
    client = signed_in(User.objects.get(pk=officer.user))
    assert "近亲属申报还没有报" in client.get("/accounts/signed-in/", follow=True).content.decode()
    assert "2025 年还没有申报" in client.get("/desk/relatives/").content.decode()
    client.post("/desk/relatives/", {"none": "1"})
    assert RelativesDeclaration.objects.get().none
    assert "近亲属申报还没有报" not in client.get("/accounts/signed-in/", follow=True).content.decode()


def test_who_has_nothing_to_declare_by_role_is_not_reminded(district, actor):
    admin = actor("admin", district.district)
    client = signed_in(User.objects.get(pk=admin.user))
    assert "近亲属申报还没有报" not in client.get("/accounts/signed-in/", follow=True).content.decode()
    with pytest.raises(NotAllowed):
        declare(admin)


def test_added_kept_the_same_and_removed_on_the_page(officer):
    declare(officer, relative(), on=LAST_YEAR)
    client = signed_in(User.objects.get(pk=officer.user))
    page = client.get("/desk/relatives/").content.decode()
    assert "演示亲属" in page and "按 2024 年报的回避" in page and NUMBER not in page
    client.post("/desk/relatives/", {"same": "1"})
    client.post("/desk/relatives/", {"add": "1", **relative(OTHER, "另一位")})
    assert declared_digests(officer.user, DAY) == {digest("document", NUMBER), digest("document", OTHER)}
    client.post("/desk/relatives/", {"remove": "0"})
    assert declared_digests(officer.user, DAY) == {digest("document", OTHER)}


def test_a_relative_taken_off_for_a_day_is_seen_in_the_trail(officer):
    declare(officer, relative())
    declare(officer)
    declare(officer, relative())
    told = AuditEntry.objects.filter(act="accounts.declare_relatives").order_by("pk").values_list("details__digests", flat=True)
    assert list(told) == [[digest("document", NUMBER)], [], [digest("document", NUMBER)]]


@pytest.mark.parametrize(
    ("number", "reason"),
    [(NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1"), "最后一位"), ("440399600101001", "18 位"), (" ", "证件号码"), ("身份证", "证件号码")],
)
def test_a_number_that_cannot_be_would_let_them_decide_and_is_refused(officer, number, reason):
    with pytest.raises(Refused, match=reason):
        declare(officer, relative(number))
    assert not RelativesDeclaration.objects.exists()


def test_one_relative_is_declared_once(officer):
    with pytest.raises(Refused, match="已经在名单里"):
        declare(officer, relative(), relative(f" {NUMBER.lower()} "))


def test_names_and_numbers_lie_sealed(officer):
    declare(officer, relative())
    row = DeclaredRelative.objects.get()
    assert NUMBER.encode() not in bytes(row.sealed) and "演示亲属".encode() not in bytes(row.sealed) and NUMBER not in row.digest


def test_the_head_sees_who_has_declared_and_not_what(district, actor, officer):
    declare(officer, relative())
    late = actor("approver", district.street, "李守正")
    client = signed_in(User.objects.get(pk=actor("district_head", district.district).user))
    page = client.get("/desk/relatives/all/").content.decode()
    assert "李守正" in page and "演示亲属" not in page and NUMBER not in page
    due = client.get("/desk/relatives/all/?state=due").context["table"].all
    done = client.get("/desk/relatives/all/?state=done").context["table"].all
    assert late.user in {p.user_id for p in due} and {p.user_id for p in done} == {officer.user}
    assert {p.user_id for p in client.get("/desk/relatives/all/?role=approver").context["table"].all} == {late.user}


def test_a_foreign_district_is_not_listed(district, actor, officer):
    client = signed_in(User.objects.get(pk=actor("district_head", district.foreign).user))
    assert officer.user not in {p.user_id for p in client.get("/desk/relatives/all/").context["table"].all}


def test_what_the_staff_of_a_place_have_declared_comes_in_one_query(district, actor, officer, django_assert_num_queries):
    declare(officer, relative(), on=LAST_YEAR)
    declare(officer, relative(OTHER))
    second, elsewhere = actor("approver", district.street), actor("street", district.other_street)
    declare(second, relative(NUMBER), on=LAST_YEAR)
    declare(elsewhere, relative(make_number("440399", date(1962, 1, 1), 9)))
    with django_assert_num_queries(1):
        assert declared_in(district.street, DAY) == {digest("document", OTHER), digest("document", NUMBER)}
