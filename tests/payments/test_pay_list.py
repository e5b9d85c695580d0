"""资金发放表: what each line is made of, and what became of it."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.payments import actions as pay
from minsheng.payments.models import Payment
from tests.pages import signed_in
from tests.spine import DAY

pytestmark = pytest.mark.django_db


def shown(office, batch):
    return signed_in(User.objects.get(pk=office.finance.user)).get(f"/desk/payments/{batch.pk}/list/")


def test_a_line_is_split_into_components_and_earlier_months_which_add_up_to_it(paid_office):
    office = paid_office
    person, other = office.person("林玉兰"), office.person("张启明")
    office.owe(person, 100_00)
    office.owe(person, 46_100, component="supplement")
    office.owe(person, 30_00, month=date(2025, 9, 1))
    office.owe(other, 20_00)
    context = shown(office, office.compute()).context
    split = {p.payee.name: parts for p, _, parts, _ in context["rows"]}
    assert split == {"林玉兰": [100_00, 46_100, 30_00], "张启明": [20_00, 0, 0]}
    assert context["heads"][-1][0] == "补发" and context["sums"] == [120_00, 46_100, 30_00]
    assert all(sum(parts) == p.fen for p, _, parts, _ in context["rows"]) and sum(context["sums"]) == context["fen"]


def test_the_result_stands_empty_until_the_bank_has_answered_and_then_says_what_it_said(paid_office):
    office = paid_office
    batch = office.sent(office.person(), office.person())
    assert [result for *_, result in shown(office, batch).context["rows"]] == [(), ()]
    office.answer(batch, back=(2,))
    page = shown(office, batch).content.decode()
    assert "已到账" in page and "被退回" in page and "户名不符" in page


def test_what_is_paid_again_keeps_the_parts_of_what_it_replaces(paid_office):
    office = paid_office
    person = office.person()
    office.owe(person, 12_00, month=date(2025, 9, 1))
    batch = office.answer(office.sent(person), back=(1,))
    office.account(person, 91)
    again = pay.pay_again(payments=list(Payment.objects.filter(batch=batch)), by=office.finance, on=DAY)
    [(_, _, parts, _)] = shown(office, again).context["rows"]
    assert parts == [300_00, 12_00]
