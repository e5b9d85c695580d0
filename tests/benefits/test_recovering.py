"""Money an officer asks back: only what has arrived above what was due, told in writing first, decided by another, and neither paid again nor asked twice."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import NotAllowed, Refused
from minsheng.benefits import actions
from minsheng.benefits.models import Award
from minsheng.notices.models import Letter
from minsheng.payments import actions as pay
from minsheng.payments.models import Recovery
from tests.benefits.conftest import handed_in
from tests.promises.test_access import signed_in

pytestmark = pytest.mark.django_db
MARCH, APRIL, JUNE, JULY = date(2025, 3, 1), date(2025, 4, 1), date(2025, 6, 1), date(2025, 7, 1)
DAY = date(2025, 7, 3)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


@pytest.fixture
def paid(award, settle, pay_out):
    """300 yuan a month from January, arrived to June; July is handed in."""
    settle(JUNE)
    pay_out(award, JUNE)
    settle(JULY)
    return award


@pytest.fixture
def ask(paid, officer):
    def run(reason="mistake", first=MARCH, last=APRIL, rightly=20000, facts="系统把年龄算大了一岁", by=officer):
        return actions.ask_back(award=paid, reason=reason, first=first, last=last, rightly=rightly, facts=facts, by=by, on=DAY)

    return run


def text(letter: Letter) -> str:
    return "\n".join(open_sealed(letter.sealed, f"notices.letter:{letter.number}")["zh"])


def test_what_arrived_above_what_was_due_is_proposed_and_told_in_writing(ask, paid):
    made = ask()
    assert made.parts == [["2025-03", "allowance", paid.person_id, 10000], ["2025-04", "allowance", paid.person_id, 10000]]
    assert (made.state, made.reason, made.fen, made.payee) == ("proposed", "mistake", 20000, paid.payee)
    letter = Letter.objects.get()
    assert letter.kind == "ask_back" and "系统把年龄算大了一岁" in text(letter) and "200.00 元" in text(letter) and "想听您的意见" in text(letter)


def test_what_has_not_arrived_is_not_asked_back(ask):
    assert ask(first=JUNE, last=JULY, rightly=0).months == "2025-06"


def test_another_hears_and_decides_and_the_letter_says_how_to_pay(ask, office, paid, officer):
    made = ask(rightly=0)
    assert made.entered_by_id == officer.user
    pay.decide_recovery(recovery=made, instalments=2, waive=False, heard="本人认可，要求分期", by=office.second, on=DAY)
    letter = Letter.objects.get(kind="recover")
    assert "600.00 元" in text(letter) and "2025 年 8 月 300.00 元；2025 年 9 月 300.00 元" in text(letter) and made.number in text(letter)
    assert text(letter).startswith("陈秀英：")


def test_the_months_are_neither_paid_again_nor_asked_back_twice(ask, office, paid, settle):
    pay.decide_recovery(recovery=ask(), instalments=1, waive=False, heard="认可", by=office.second, on=DAY)
    before = handed_in(paid)
    Award.objects.filter(pk=paid.pk).update(reopen_from=date(2025, 1, 1))
    settle(JULY, DAY)
    assert handed_in(paid) == before and Recovery.objects.count() == 1
    with pytest.raises(Refused):
        ask()
    assert ask(rightly=0).fen == 40000, "the rest of the two months"


def test_later_the_award_ends_from_then_and_only_the_rest_is_asked_back(ask, paid, settle):
    ask()
    Award.objects.filter(pk=paid.pk).update(state="stopped", stopped_from=MARCH, stop_code="fraud", reopen_from=MARCH)
    settle(JULY, DAY)
    rest = Recovery.objects.latest("pk")
    assert (rest.reason, rest.fen) == ("hidden", 4 * 30000 - 20000)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"reason": "death"}, "reason"), ({"last": date(2025, 2, 1)}, "last"), ({"rightly": 30000}, "first"), ({"facts": " "}, "facts")]
)
def test_what_is_wrong_is_said_at_its_field(ask, wrong, field):
    with pytest.raises(Refused) as no:
        ask(**wrong)
    assert no.value.field == field and not Recovery.objects.exists()


def test_nobody_of_another_street(ask, district, actor):
    with pytest.raises(NotAllowed):
        ask(by=actor("street", district.other_street))


def test_on_screen_first_month_by_month_then_done(paid, officer, settings):
    settings.STANDING_STILL_ON = DAY
    client, page = signed_in(User.objects.get(pk=officer.user)), f"/desk/benefits/{paid.pk}/recover/"
    assert page in client.get(f"/desk/benefits/{paid.pk}/").content.decode()
    given = {"reason": "hidden", "first": "2025-03", "last": "2025-04", "rightly": "200", "facts": "没有说明已经迁出"}
    shown = client.post(page, given).content.decode()
    assert shown.count("100.00") == 2 and "合计" in shown and not Recovery.objects.exists()
    assert client.post(page, given | {"confirmed": "1"}).status_code == 302
    assert Recovery.objects.get().reason == "hidden" and Letter.objects.count() == 1
    assert client.post(page, given | {"first": "2025"}).status_code == 422


def test_what_the_run_proposed_is_told_from_its_own_page(paid, settle, office, settings):
    settings.STANDING_STILL_ON = DAY
    Award.objects.filter(pk=paid.pk).update(state="stopped", stopped_from=APRIL, stop_code="moved", reopen_from=APRIL)
    settle(JULY, DAY)
    client, page = signed_in(User.objects.get(pk=office.finance.user)), f"/desk/payments/recoveries/{Recovery.objects.get().pk}/"
    assert "还没有书面告知" in client.get(page).content.decode()
    client.post(page, {"tell": "1", "tell-facts": "四月已经迁出"})
    assert "四月已经迁出" in text(Letter.objects.get()) and "还没有书面告知" not in client.get(page).content.decode()
