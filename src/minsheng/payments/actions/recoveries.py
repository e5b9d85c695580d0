"""Paid too much: proposed by the machine or an officer, decided by another after hearing, paid back at once or by instalments."""

import hashlib
import json
from datetime import date

from django.db.models import Sum

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.payments.ledger import transfer
from minsheng.payments.models import Recovery, Repayment


@action
def propose_recovery(*, about: str, payee_id: int, place_id: int, line: str, reason: str, months: str, parts: list, by: Actor, on: date) -> Recovery:
    """What was paid too much, month by month: `parts` [[month, component, person, fen]]. The same is proposed once."""
    key = f"{about}|{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]}"
    if there := Recovery.objects.filter(key=key).first():
        return there
    head = f"ZJ-{on:%Y%m}-"
    last = Recovery.objects.filter(number__startswith=head).order_by("-number").values_list("number", flat=True).first()
    made = Recovery.objects.create(
        number=f"{head}{int(last[len(head):]) + 1 if last else 1:03d}", key=key, about=about, payee_id=payee_id, place_id=place_id, line=line, reason=reason, months=months, parts=parts,
        fen=sum(p[3] for p in parts), proposed_on=on, entered_by_id=by.user,
    )  # fmt: skip
    record(by=by, on=on, act="payments.propose_recovery", subject=made, place=place_id, fen=made.fen)
    return made


@action
def decide_recovery(*, recovery: Recovery, instalments: int, waive: bool, heard: str, by: Actor, on: date) -> Recovery:
    """To be paid back, or not (with the reason): what the person said is written down."""
    allowed(by, "payments.approve", recovery.place)
    if recovery.state != "proposed":
        raise AlreadyDone("这一笔追缴已经决定。", "This recovery has been decided already.")
    if recovery.entered_by_id is not None and recovery.entered_by_id == by.user:
        raise NotAllowed("自己提出的追缴要由另一个人决定。", "A recovery is decided by somebody else than who entered it.")
    if not heard.strip():
        raise Refused("请写明对方的意见和处理理由。", "Write down what the person said, and why it is decided so.", field="heard")
    if not waive and not 1 <= instalments <= 60:
        raise Refused("分期要在 1 到 60 次之间。", "From 1 to 60 instalments.", field="instalments")
    recovery.state, recovery.decided_by_id, recovery.decided_on = "waived" if waive else "open", by.user, on
    recovery.instalments, recovery.heard = max(1, instalments), heard[:300]
    recovery.save()
    if not waive:
        transfer(
            key=f"recovery:{recovery.pk}/decide",
            source=f"recovery:{recovery.pk}/claim",
            target=f"recovery:{recovery.pk}/owed",
            fen=recovery.fen,
            kind="recovery",
            on=on,
            place=recovery.place,
        )
    record(by=by, on=on, act="payments.decide_recovery", subject=recovery, place=recovery.place, waived=waive, instalments=recovery.instalments)
    return recovery


def paid_back(recovery: Recovery) -> int:
    return recovery.repayments.aggregate(fen=Sum("fen"))["fen"] or 0


@action
def repay(*, recovery: Recovery, fen: int, receipt: str, by: Actor, on: date) -> Repayment:
    """Money has come back, with its receipt; never more than is owed."""
    allowed(by, "payments.recover", recovery.place)
    recovery = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if there := Repayment.objects.filter(receipt=receipt.strip()).first():
        raise AlreadyDone(f"收据 {there.receipt} 已经登记。", f"Receipt {there.receipt} has been entered already.")
    if recovery.state != "open":
        raise Refused("这一笔追缴不在追缴中。", "This recovery is not open.")
    left = recovery.fen - paid_back(recovery)
    if not 0 < fen <= left:
        raise Refused(f"金额应在 0.01 到 {left / 100:,.2f} 元之间。", f"From 0.01 to {left / 100:,.2f} yuan.", field="fen")
    if not receipt.strip():
        raise Refused("请填写收据号。", "Enter the receipt's number.", field="receipt")
    made = Repayment.objects.create(recovery=recovery, fen=fen, on=on, receipt=receipt.strip())
    transfer(
        key=f"repayment:{made.pk}",
        source=f"recovery:{recovery.pk}/owed",
        target=f"recovery:{recovery.pk}/back",
        fen=fen,
        kind="repay",
        on=on,
        place=recovery.place,
    )
    if fen == left:
        recovery.state = "closed"
        recovery.save(update_fields=["state"])
    record(by=by, on=on, act="payments.repay", subject=recovery, place=recovery.place, fen=fen)
    return made
