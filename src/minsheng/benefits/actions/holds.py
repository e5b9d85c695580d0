"""Held for now, released, certified, reported dead: what pauses money without ending an award."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import later, month_of
from minsheng.benefits.actions.awards import reopen
from minsheng.benefits.models import Award, Certification, Finding, Hold
from minsheng.places.models import Place
from minsheng.registry.events import tell
from minsheng.registry.models import Person


@action
def hold(*, award: Award, reason: str, from_month: date, by: Actor, on: date) -> Hold:
    """Nothing is paid from this month until it is released."""
    allowed(by, "benefits.change", award.place, machine=True)
    if award.state == "stopped":
        raise Refused("已经停发的待遇不用暂停。", "An award that has ended cannot be held.")
    made, new = Hold.objects.get_or_create(award=award, reason=reason, released_on=None, defaults={"from_month": from_month, "held_on": on})
    if new:
        award.state = "held"
        reopen(award, from_month)
        award.save()
        tell(award.person, "held", on, by, about=f"benefits.award:{award.pk}")
        record(by=by, on=on, act="benefits.hold", subject=award, place=award.place, reason=reason, from_month=from_month)
    return made


@action
def release(*, held: Hold, paid_back: bool, by: Actor, on: date) -> Award:
    """Paid again from this month; with `paid_back` the months between come as arrears."""
    allowed(by, "benefits.change" if held.reason != "certify" else "benefits.certify", held.award.place, machine=True)
    if held.released_on:
        raise AlreadyDone("已经恢复。", "It has been released already.")
    held.released_on, held.paid_back, held.until_month = on, paid_back, max(month_of(on), later(held.from_month))
    held.save()
    award = held.award
    award.state = "held" if award.holds.filter(released_on=None).exists() else "active"
    reopen(award, held.from_month)
    award.save()
    tell(award.person, "released", on, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="benefits.release", subject=award, place=award.place, reason=held.reason, paid_back=paid_back)
    return award


@action
def open_round(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """A certification is due of everybody who receives it now. Opening it again adds only who is new."""
    allowed(by, "benefits.certify", place, machine=True)
    awards = Award.objects.filter(benefit=benefit, place__path__startswith=place.path).exclude(state="stopped").exclude(certifications__round=month)
    made = Certification.objects.bulk_create([Certification(award=a, round=month) for a in awards.iterator()], batch_size=1000, ignore_conflicts=True)
    record(by=by, on=on, act="benefits.open_round", subject=f"benefits.benefit:{benefit}", place=place, month=month, opened=len(made))
    return len(made)


@action
def certify(*, award: Award, way: str, by: Actor, on: date) -> Certification:
    """Alive and still entitled. Late: what was held is released, and the stopped months are paid back (《深圳市高龄老人津贴发放管理办法》第二十一条)."""
    allowed(by, "benefits.certify", award.place, machine=True)
    if way not in Certification.WAYS:
        raise Refused("请选择认证方式。", "Choose how it was certified.", field="way")
    row = award.certifications.filter(done_on=None).order_by("-round").first()
    if row is None:
        raise AlreadyDone("这一轮已经认证。", "Certified already in this round.")
    row.way, row.done_on, row.done_by_id = way, on, by.user
    row.save()
    award.certifications.filter(done_on=None, round__lt=row.round).delete()
    if held := award.holds.filter(reason="certify", released_on=None).first():
        release(held=held, paid_back=True, by=by, on=on)
    tell(award.person, "certified", on, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="benefits.certify", subject=award, place=award.place, way=way)
    return row


@action
def close_round(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """Whoever has not certified is held from the next month."""
    allowed(by, "benefits.certify", place, machine=True)
    missing = Certification.objects.filter(
        round=month, done_on=None, award__benefit=benefit, award__place__path__startswith=place.path, award__state="active"
    ).select_related("award__person")
    count = 0
    for row in missing:
        hold(award=row.award, reason="certify", from_month=later(month), by=by, on=on)
        count += 1
    record(by=by, on=on, act="benefits.close_round", subject=f"benefits.benefit:{benefit}", place=place, month=month, held=count)
    return count


@action
def report_death(*, person: Person, died_on: date, source: str, by: Actor, on: date) -> list[Finding]:
    """A register says that somebody has died: held at once from the month after; an officer confirms, ends the award and has what was paid too much returned."""
    allowed(by, "benefits.change", person.place, machine=True)
    found = []
    for award in Award.objects.filter(person=person).exclude(state="stopped"):
        hold(award=award, reason="death", from_month=later(month_of(died_on)), by=by, on=on)
        row, _ = Finding.objects.get_or_create(
            person=person, benefit=award.benefit, kind="death", state="open",
            defaults={"month": month_of(on), "award": award, "reason": [f"{died_on} 去世（{source}）", f"died {died_on} ({source})"]},
        )  # fmt: skip
        found.append(row)
    record(by=by, on=on, act="benefits.report_death", subject=person, place=person.place, awards=len(found))
    return found
