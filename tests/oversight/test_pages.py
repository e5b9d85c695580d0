"""The auditor's pages: the trail within reach, the walk from a payment to the clause, the verification."""

import csv
import io

import pytest

from minsheng.accounts.models import User
from minsheng.base.audit import looked, sealing
from minsheng.base.models import AuditBlock, AuditEntry
from minsheng.payments.models import Payment
from tests.pages import Readers, signed_in
from tests.scenario import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(district, actor):
    return make_world(district, actor)


@pytest.fixture
def auditor(world):
    return Readers(world).of("audit.see")


def test_the_walk_leads_from_the_payment_to_the_clause_and_is_recorded(world, auditor):
    page = auditor.get(f"/desk/audit/walk/{world.payment.pk}/").content.decode()
    for link in (f"/desk/payments/{world.batch.pk}/", f"/desk/benefits/{world.award.pk}/", f"/desk/applications/{world.case.pk}/"):
        assert f'href="{link}"' in page
    for words in (
        "低保金（补差）",
        "生活扶助金",
        "人均月收入低于低保标准",
        "深圳新闻",
        "《社会救助暂行办法》",
        "767.50",
        "《",
        "已占用 → 银行代发",
        "银行代发 → 已到账",
        "审核确认",
    ):
        assert words in page, words
    for officer in ("street", "finance", "finance_2", "head"):
        assert world.office[officer].name in page
    look = AuditEntry.objects.filter(act="file.looked", subject=f"registry.person:{world.man.pk}").latest("pk")
    assert (look.details["purpose"], look.role) == ("audit.walk", "auditor")


def test_a_payment_not_yet_sent_says_so(world, auditor):
    payment = Payment.objects.get(pk=world.payment.pk)
    type(payment.batch).objects.filter(pk=payment.batch_id).update(sent_on=None)
    assert "还没有送银行" in auditor.get(f"/desk/audit/walk/{payment.pk}/").content.decode()


def test_a_receipt_that_does_not_agree_is_told(world, auditor):
    decision = world.case.decisions.get()
    receipts = [receipt | {"inputs": {}} for receipt in decision.assessment.receipts]
    type(decision.assessment).objects.filter(pk=decision.assessment_id).update(receipts=receipts)
    assert "对不上收据" in auditor.get(f"/desk/audit/walk/{world.payment.pk}/").content.decode()


def rows(client, query: str) -> list[dict]:
    answer = client.get(f"/desk/audit/?export=csv&{query}")
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_trail_is_found_by_who_what_about_and_day(world, auditor):
    decided = rows(auditor, "act=applications.decide")
    assert len(decided) == 1 and decided[0]["对象"] in (f"applications.application:{world.case.pk}", f"applications.decision:{world.case.decisions.get().pk}")
    assert {r["谁"] for r in rows(auditor, f"who={world.office['finance'].name}")} == {world.office["finance"].name}
    assert {r["对象"] for r in rows(auditor, f"q=payments.batch:{world.batch.pk}")} == {f"payments.batch:{world.batch.pk}"}
    assert rows(auditor, "on_from=2025-11-10&on_to=2025-11-10") and not rows(auditor, "on_from=1990-01-01&on_to=1990-01-02")


def test_an_export_is_an_entry_of_its_own(world, auditor):
    count = len(rows(auditor, "act=applications.decide"))
    assert AuditEntry.objects.filter(act="oversight.export").latest("pk").details == {"rows": count}
    auditor.get("/desk/audit/payments/?export=xlsx")
    assert AuditEntry.objects.filter(act="payments.export", role="auditor").exists()


def test_the_trail_is_paged_and_speaks(world, auditor):
    for _ in range(60):
        looked(by=world.office["street"], on=world.case.applied_on, subject=world.case, purpose="applications.review", place=world.case.place)
    page = auditor.get("/desk/audit/").content.decode()
    assert "下一页" in page and f'href="/desk/applications/{world.case.pk}/"' in page and "办件" in page
    assert auditor.get("/desk/audit/?page=2").status_code == 200


def test_an_auditor_of_another_district_sees_nothing_of_this_one(world, actor):
    stranger = signed_in(User.objects.get(pk=actor("auditor", world.district.foreign).user))
    assert not rows(stranger, "act=applications.decide") and not rows(stranger, "act=payments.send")
    assert stranger.get(f"/desk/audit/walk/{world.payment.pk}/").status_code == 403
    assert "还没有发放" in stranger.get("/desk/audit/payments/").content.decode()


def test_verifying_says_that_nothing_was_changed_and_is_recorded(world, auditor):
    sealing.seal()
    page = auditor.post("/desk/audit/chain/").content.decode()
    assert "没有发现改动" in page and AuditBlock.objects.exists()
    assert AuditEntry.objects.latest("pk").act == "oversight.verify"
