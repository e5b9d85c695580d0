"""Paid too much: proposed by the machine or an officer, decided by another after hearing, paid back at once or by instalments."""

import uuid
from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import seal
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.notices.models import Letter
from minsheng.payments.entering import enter, repaid_soon, waiting
from minsheng.payments.ledger import transfer
from minsheng.payments.models import Entry, Recovery, Repayment
from minsheng.payments.queries import paid_back
from minsheng.payments.telling import letter, letters
from minsheng.places.models import Place

MOST_INSTALMENTS = 60


@action
def propose_recovery(*, key: str, about: str, payee_id: int, place_id: int, line: str, reason: str, months: str, parts: list, by: Actor, on: date) -> Recovery:
    """What was paid too much, month by month: `parts` [[month, component, person, fen]]. `key` says for what: the same key is proposed once.

    The same months can be asked back again, when they were paid again: whoever proposes names it anew.
    """
    allowed(by, "payments.recover", Place.objects.get(pk=place_id), machine=True)
    fen = sum(p[3] for p in parts)
    if reason not in Recovery.REASONS or fen <= 0:
        raise Refused("请选择追缴原因，金额要大于零。", "Choose the reason; the amount is above zero.", field="reason")
    given = {"number": uuid.uuid4().hex, "about": about, "payee_id": payee_id, "place_id": place_id, "line": line, "reason": reason, "months": months, "parts": parts,
             "fen": fen, "proposed_on": on, "entered_by_id": by.user}  # fmt: skip
    made, new = Recovery.objects.get_or_create(key=key, defaults=given)
    if not new and made.parts != parts:
        raise Refused(f"追缴 {key} 已经提出过，内容不同。", f"The recovery {key} was proposed before with other parts.")
    if not new:
        return made
    made.number = f"ZJ-{on:%Y%m}-{made.pk:05d}"
    made.save(update_fields=["number"])
    record(by=by, on=on, act="payments.propose_recovery", subject=made, place=place_id, fen=made.fen)
    return made


@action
def tell_recovery(*, recovery: Recovery, facts: str, by: Actor, on: date) -> Letter:
    """Before it is decided the person is told in writing what is intended and why, and asked what they say to it."""
    allowed(by, "payments.recover", recovery.place)
    if recovery.state != "proposed":
        raise AlreadyDone("这一笔追缴已经决定。", "This recovery has been decided already.")
    if letters(recovery).filter(kind="ask_back").exists():
        raise AlreadyDone("已经书面告知过了。", "They have been told in writing already.")
    if not facts.strip():
        raise Refused("请用对方看得懂的话写明怎么回事。", "Say what has happened, so that they understand.", field="facts")
    made = letter("ask_back", recovery, by, on, facts)
    record(by=by, on=on, act="payments.tell_recovery", subject=recovery, place=recovery.place, letter=made.pk)
    return made


@action
def decide_recovery(*, recovery: Recovery, instalments: int, waive: bool, heard: str, by: Actor, on: date) -> Recovery:
    """To be paid back, or not (with the reason): what the person said is written down. A waiver of what the machine proposed waits for a second person."""
    recovery = Recovery.objects.select_for_update(of=("self",)).select_related("place").get(pk=recovery.pk)
    allowed(by, "payments.approve", recovery.place)
    if recovery.state != "proposed":
        raise AlreadyDone("这一笔追缴已经决定。", "This recovery has been decided already.")
    if recovery.entered_by_id is not None and recovery.entered_by_id == by.user:
        raise NotAllowed("自己提出的追缴要由另一个人决定。", "A recovery is decided by somebody else than who entered it.")
    if not heard.strip():
        raise Refused("请写明对方的意见和处理理由。", "Write down what the person said, and why it is decided so.", field="heard")
    if not waive and not 1 <= instalments <= MOST_INSTALMENTS:
        raise Refused(f"分期要在 1 到 {MOST_INSTALMENTS} 次之间。", f"From 1 to {MOST_INSTALMENTS} instalments.", field="instalments")
    if waiting("waive", recovery=recovery).exists():
        raise AlreadyDone("已经登记不予追缴，等另一位同事复核。", "A waiver has been entered and waits for a colleague.")
    recovery.sealed = seal({"heard": heard.strip()[:300]}, f"payments.recovery:{recovery.key}")
    if waive and recovery.entered_by_id is None:
        recovery.save(update_fields=["sealed"])
        enter("waive", recovery, fen=recovery.fen, day=on, by=by, on=on)
        return recovery
    recovery.state, recovery.decided_by_id, recovery.decided_on = "waived" if waive else "open", by.user, on
    recovery.instalments = 1 if waive else instalments
    recovery.save()
    if not waive:
        ends = {"source": f"recovery:{recovery.pk}/claim", "target": f"recovery:{recovery.pk}/owed"}
        transfer(key=f"recovery:{recovery.pk}/decide", **ends, fen=recovery.fen, kind="recovery", on=on, place=recovery.place)
        letter("recover", recovery, by, on)
    record(by=by, on=on, act="payments.decide_recovery", subject=recovery, place=recovery.place, waived=waive, instalments=recovery.instalments)
    return recovery


def waived(entries: list[Entry], by: Actor, on: date) -> None:
    """A second person agrees that it is not asked back. Raises Refused when it has been settled otherwise."""
    for entry in entries:
        recovery = _locked(entry.recovery)
        if recovery.state != "proposed":
            raise Refused("这一笔追缴已经另行处理，请退回这条登记。", "This recovery has been dealt with otherwise: send the entry back.")
        recovery.state, recovery.decided_by_id, recovery.decided_on = "waived", entry.entered_by_id, on
        recovery.save(update_fields=["state", "decided_by", "decided_on"])
        record(by=by, on=on, act="payments.decide_recovery", subject=recovery, place=recovery.place, waived=True, instalments=1)


@action
def repay(*, recovery: Recovery, fen: int, receipt: str, came_on: date | None = None, by: Actor, on: date) -> Entry:
    """Money has come back, with its receipt; never more than is owed. Entered, for a second person to confirm. `came_on`: the day on the receipt, if it was entered later."""
    recovery = _locked(recovery)
    allowed(by, "payments.recover", recovery.place)
    receipt = receipt.strip()
    if not receipt:
        raise Refused("请填写收据号。", "Enter the receipt's number.", field="receipt")
    known = Entry.objects.filter(kind="repay", words=receipt).exclude(state="refused").exists()
    if known or Repayment.objects.filter(receipt=receipt).exists():
        raise AlreadyDone(f"收据 {receipt} 已经登记。", f"Receipt {receipt} has been entered already.")
    if recovery.state != "open":
        raise Refused("这一笔追缴不在追缴中。", "This recovery is not open.")
    if came_on and came_on > on:
        raise Refused("收到钱的日期不能在今天以后。", "Money cannot have come after today.", field="on")
    _at_most(fen, recovery.fen - paid_back(recovery) - repaid_soon(recovery))
    return enter("repay", recovery, fen=fen, day=came_on or on, words=receipt, by=by, on=on)


def repaid(entries: list[Entry], by: Actor, on: date) -> None:
    """A second person has seen the receipt: the money counts. Raises Refused when less is owed meanwhile."""
    for entry in entries:
        recovery = _locked(entry.recovery)
        left = recovery.fen - paid_back(recovery) if recovery.state == "open" else 0
        _at_most(entry.fen, left)
        made = Repayment.objects.create(recovery=recovery, fen=entry.fen, on=entry.day, receipt=entry.words)
        ends = {"source": f"recovery:{recovery.pk}/owed", "target": f"recovery:{recovery.pk}/back"}
        transfer(key=f"repayment:{made.pk}", **ends, fen=entry.fen, kind="repay", on=made.on, place=recovery.place)
        if entry.fen == left:
            recovery.state = "closed"
            recovery.save(update_fields=["state"])
        record(by=by, on=on, act="payments.repay", subject=recovery, place=recovery.place, fen=entry.fen)


def _at_most(fen: int, left: int) -> None:
    if left <= 0:
        raise Refused("没有还差的钱：都已经退回或登记。", "Nothing is left to be paid back: all of it is back, or entered.", field="fen")
    if not 0 < fen <= left:
        raise Refused(f"金额应在 0.01 到 {left / 100:,.2f} 元之间。", f"From 0.01 to {left / 100:,.2f} yuan.", field="fen")


def _locked(recovery: Recovery) -> Recovery:
    return Recovery.objects.select_for_update(of=("self",)).select_related("place").get(pk=recovery.pk)
