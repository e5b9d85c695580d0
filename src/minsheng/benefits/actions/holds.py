"""Held for now and released: what pauses money without ending an award."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import month_of
from minsheng.benefits.actions.awards import locked, reopen
from minsheng.benefits.again import asked_of
from minsheng.benefits.models import Award, Hold
from minsheng.benefits.pausing import follow_holds
from minsheng.registry.events import tell


@action
def hold(*, award: Award, reason: str, from_month: date, by: Actor, on: date) -> Hold:
    """Nothing is paid from this month until it is released. Held for the same reason already: the earlier of the two months counts."""
    allowed(by, "benefits.change", award.place, machine=True)
    keep_out(by, asked_of(award), on)
    if reason not in Hold.REASONS:
        raise Refused("请选择暂停的原因。", "Say why it is held.", field="reason")
    if locked(award).state == "stopped":
        raise Refused("已经停发的待遇不用暂停。", "An award that has ended cannot be held.")
    made, new = Hold.objects.get_or_create(award=award, reason=reason, released_on=None, defaults={"from_month": from_month, "held_on": on})
    if not new and made.from_month <= from_month:
        return made
    made.from_month = from_month
    made.save(update_fields=["from_month"])
    award.state = "held"
    reopen(award, from_month)
    award.save()
    follow_holds(award, on)
    tell(award.person, "held", on, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="benefits.hold", subject=award, place=award.place, reason=reason, from_month=from_month)
    return made


@action
def release(*, held: Hold, paid_back: bool, by: Actor, on: date) -> Award:
    """Paid again from this month; with `paid_back` the months between come as arrears."""
    award = held.award
    allowed(by, "benefits.certify" if held.reason == "certify" else "benefits.change", award.place, machine=True)
    keep_out(by, asked_of(award), on)
    locked(award)
    held.refresh_from_db()
    if held.released_on or award.state == "stopped":
        raise AlreadyDone("已经恢复或停发。", "It has been released or ended already.")
    held.released_on, held.paid_back, held.until_month = on, paid_back, max(month_of(on), held.from_month)
    held.save()
    award.state = "held" if award.holds.filter(released_on=None).exists() else "active"
    reopen(award, held.from_month)
    award.save()
    follow_holds(award, on)
    tell(award.person, "released", on, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="benefits.release", subject=award, place=award.place, reason=held.reason, paid_back=paid_back)
    return award
