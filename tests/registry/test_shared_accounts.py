"""One number for several payees is said before it is put to use; who is related keeps out."""

from datetime import date

import pytest

from minsheng.accounts.actions import declare_relatives
from minsheng.accounts.models import User
from minsheng.base.actor import MACHINE
from minsheng.base.errors import NotAllowed
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import Account
from minsheng.registry.queries import also_theirs
from tests.pages import signed_in
from tests.spine import DAY, card, make_actor, make_person

pytestmark = pytest.mark.django_db
BORN = date(1950, 5, 1)


@pytest.fixture
def man(district):
    return make_person("张启明", district.community, BORN)


def entered(person, by=MACHINE):
    return registry.enter_account(person=person, number=card(9), bank="演示银行", holder=person.name, by=by, on=DAY)


def test_others_with_the_same_number_are_named_with_links_where_the_file_may_be_seen(district, man):
    here, there = make_person("何安", district.community, BORN, serial=3), make_person("王五", district.foreign_community, BORN, serial=5)
    for one in (here, there):
        entered(one)
    account = entered(man)
    address = f"/desk/people/accounts/{account.pk}/approve/"
    shown = signed_in(User.objects.get(pk=make_actor("approver", district.street).user)).get(address).content.decode()
    assert "另外 2 人" in shown and f'href="/desk/people/{here.pk}/"' in shown and "王五" not in shown
    shown = signed_in(User.objects.get(pk=make_actor("finance", district.district).user)).get(address).content.decode()
    assert "另外 2 人" in shown and "何安" not in shown, "finance sees no files"


def test_the_own_household_an_ended_account_and_another_number_are_no_others(district, man):
    wife, other, gone = (make_person(name, district.community, BORN, serial=n) for n, name in ((3, "陈秀英"), (5, "何安"), (7, "王五")))
    registry.form_household(head=man, members=[(wife, "spouse")], place=district.community, since=date(2020, 1, 1), by=MACHINE, on=DAY)
    entered(wife)
    registry.enter_account(person=other, number=card(8), bank="演示银行", holder="何安", by=MACHINE, on=DAY)
    entered(gone)
    gone.accounts.update(since=date(2025, 1, 1), until=DAY, approved_by=make_actor("approver", district.street).user)
    account = entered(man)
    assert also_theirs(account, DAY) == []


@pytest.mark.parametrize("how", ["relative", "own"])
def test_a_relatives_or_the_own_households_account_is_entered_and_approved_by_others(district, man, how):
    mother = make_person("林玉兰", district.community, date(1930, 5, 1), serial=3)
    registry.form_household(head=man, members=[(mother, "parent")], place=district.community, since=date(2020, 1, 1), by=MACHINE, on=DAY)
    street, approver = make_actor("street", district.street), make_actor("approver", district.street)
    account = entered(man)
    for one in (street, approver):
        if how == "relative":
            declare_relatives(relatives=[{"relation": "parent", "name": "林玉兰", "number": make_number("440399", date(1930, 5, 1), 3)}], by=one, on=DAY)
        else:
            Account.objects.filter(person=mother).delete()
            Account.objects.create(user_id=one.user, person=mother, since=DAY)
        with pytest.raises(NotAllowed, match="回避"):
            entered(man, by=one) if one is street else registry.approve_account(account=account, by=one, on=DAY)
    registry.approve_account(account=account, by=make_actor("approver", district.street), on=DAY)
