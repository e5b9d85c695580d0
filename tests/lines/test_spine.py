"""The whole way of both matters, through the actions alone: from the counter to a reconciled payment and back to the clause."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.models import Application
from minsheng.base.actor import MACHINE
from minsheng.benefits import monthly
from minsheng.benefits.models import Award
from minsheng.lines.elderly import offers
from minsheng.notices.models import Letter, Message, Notice
from minsheng.oversight.walk import walk
from minsheng.payments import actions as pay
from minsheng.payments import ledger
from minsheng.payments.models import Payment
from tests.scenario import paid, to_notice
from tests.spine import make_person

pytestmark = pytest.mark.django_db


def test_a_grandmother_answers_a_message_and_is_paid(district, office):
    grandmother = make_person(
        "林月娥", district.community, date(1955, 11, 20), phone="10000000001", facts={"hukou": "here"}, account=1, approver=office["approver"]
    )
    offered = date(2025, 9, 5)
    assert offers.offer(place=district.street, by=office["street"], on=offered) == 1
    assert offers.offer(place=district.street, by=office["street"], on=offered) == 0, "nobody is written to twice"

    case = offers.reply(message=Message.objects.get(), text="同意", by=MACHINE, on=date(2025, 9, 8))
    apply.accept(application=case, by=office["street"], on=date(2025, 9, 9))
    report = apply.check(application=case, by=office["street"], on=date(2025, 9, 9))
    apply.report_check(report=report, conclusion="conforms", by=office["street"], on=date(2025, 9, 10))
    decision = apply.decide(application=case, outcome="granted", by=office["approver"], on=date(2025, 9, 12))
    assert (decision.fen, decision.from_month) == (20000, date(2025, 12, 1)), "the birthday's own month is certain by no source: it starts the month after"
    apply.deliver(application=case, manner="electronic", delivered_on=date(2025, 9, 12), by=office["street"], on=date(2025, 9, 12))

    pay.set_budget(
        place=district.district,
        year=2025,
        line="old_age_allowance",
        level="district",
        source="区财政",
        share=100,
        fen=10_000_00,
        document="演示",
        by=office["finance"],
        on=offered,
    )
    batch = paid(district, office, "old_age_allowance", date(2025, 12, 1), date(2025, 12, 10))
    payment = Payment.objects.get()
    assert (payment.payee, payment.fen, payment.state, batch.state) == (grandmother, 20000, "paid", "reconciled")
    assert ledger.check() == []
    assert (
        monthly.run(place=district.district, benefit="old_age_allowance", month=date(2025, 12, 1), by=office["district"], on=date(2025, 12, 11)).payables == 0
    )


def test_a_family_gets_dibao_and_the_auditor_walks_back(district, office, family):
    _, mother, home = family
    case = to_notice(district, office, family)
    notice = Notice.objects.get()
    assert (notice.shown_name, notice.members, notice.fen, notice.until) == ("张启明", 2, 199600, date(2025, 10, 24))
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    decision = apply.decide(application=case, outcome="granted", by=office["head"], on=date(2025, 10, 28))
    assert [(line["component"], line["fen"]) for line in decision.lines] == [("gap", 153500), ("supplement", 46100)]
    assert decision.from_month == date(2025, 11, 1) and decision.review_on == date(2026, 4, 1), "irregular income: looked at again after six months"
    assert Letter.objects.filter(kind="granted").exists()

    pay.set_budget(
        place=district.district,
        year=2025,
        line="dibao",
        level="city",
        source="市级",
        share=30,
        fen=1_000_00,
        document="演示",
        by=office["finance"],
        on=date(2025, 10, 1),
    )
    pay.set_budget(
        place=district.district,
        year=2025,
        line="dibao",
        level="district",
        source="区级",
        share=70,
        fen=10_000_00,
        document="演示",
        by=office["finance"],
        on=date(2025, 10, 1),
    )
    paid(district, office, "dibao", date(2025, 11, 1), date(2025, 11, 10))
    payment = Payment.objects.get()
    assert payment.fen == 199600 and ledger.check() == []
    behind = walk(payment)
    assert {link.payable.component for link in behind.links} == {"gap", "supplement"}
    assert all(link.decision == decision and link.reasons and not link.broken for link in behind.links)
    assert any("低于低保标准" in kid.zh for link in behind.links for kid in link.reasons[0].kids)
    assert Award.objects.get().household == home and mother.pk == decision.lines[1]["person"]


def test_an_objection_that_is_upheld_begins_the_survey_again(district, office, family):
    case = to_notice(district, office, family)
    objection = apply.object_to(notice=Notice.objects.get(), manner="phone", who="", text="他家有车", by=office["street"], on=date(2025, 10, 20))
    apply.answer_objection(objection=objection, upheld=True, finding="再去看一次", by=office["district"], on=date(2025, 10, 21))
    opened = set(case.tasks.filter(state="open").values_list("step", "round"))
    assert opened == {("survey", 2)}
    assert Notice.objects.get().removed_on == date(2025, 10, 21)
    case.refresh_from_db()
    assert case.state == "open" and not Application.objects.filter(state="granted").exists()
