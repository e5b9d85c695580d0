"""Certification: opened in the months the rule names, done one by one, closed; whoever is missing is held from the next month."""

from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When

from minsheng.accounts.access import allowed
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.clock import now
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import later, month_of
from minsheng.benefits import terms
from minsheng.benefits.actions.awards import locked
from minsheng.benefits.actions.holds import release
from minsheng.benefits.again import asked_of
from minsheng.benefits.models import Award, Certification, Hold
from minsheng.benefits.pausing import hold_back
from minsheng.notices.messages.actions import drop
from minsheng.places.models import Place
from minsheng.registry.events import tell
from minsheng.registry.models import Event

CHUNK = 1_000


def about(row: Certification) -> str:
    """What the messages of a round are about: the award, and which round."""
    return f"benefits.award:{row.award_id}/{row.round:%Y-%m}"


def rule(place: Place, benefit: str, month: date, known: date) -> terms.Rounds:
    """The rule that asks for a round in this month. Raises Refused where there is none."""
    found = terms.rounds(benefit, place, month, known)
    if found is None:
        raise Refused("这里没有这一项的认证规定。", "No rule asks for certification of this benefit here.")
    if month.month not in found.months:
        months = "、".join(map(str, found.months))
        raise Refused(
            f"按规定只在 {months} 月认证（{found.clause}）。",
            f"Certification is in these months only: {months.replace('、', ', ')} ({found.clause}).",
            field="month",
        )
    return found


@action
def open_round(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """A certification is due of everybody who receives it now. Opening it again adds only who is new. They are told next (telling.py)."""
    allowed(by, "benefits.certify", place, machine=True)
    rule(place, benefit, month, known=on)
    if month_of(on) != month:
        raise Refused(
            "一轮认证只能在它的月份里开。", "A round is opened in its own month: before it nobody can certify, after it nobody could in time.", field="month"
        )
    awards = Award.objects.filter(benefit=benefit, place__path__startswith=place.path, from_month__lte=month, person__died_on=None).exclude(state="stopped")
    awards = awards.exclude(certifications__round=month).values_list("pk", flat=True)
    made = Certification.objects.bulk_create([Certification(award_id=pk, round=month) for pk in awards.iterator()], batch_size=CHUNK, ignore_conflicts=True)
    record(by=by, on=on, act="benefits.open_round", subject=f"benefits.benefit:{benefit}", place=place, month=month, opened=len(made))
    return len(made)


@action
def certify(*, award: Award, way: str, by: Actor, on: date) -> Certification:
    """Alive and still entitled: every round that was waiting is done. Held for it: released, and paid back where the rule says so."""
    allowed(by, "benefits.certify", award.place, machine=True)
    keep_out(by, asked_of(award), on)
    if way not in Certification.WAYS:
        raise Refused("请选择认证方式。", "Choose how it was certified.", field="way")
    locked(award)
    waiting = list(award.certifications.filter(done_on=None).order_by("-round"))
    if not waiting:
        raise AlreadyDone("这一轮已经认证。", "Certified already in this round.")
    award.certifications.filter(done_on=None).update(way=way, done_on=on, done_by=by.user)
    if held := award.holds.filter(reason="certify", released_on=None).first():
        found = terms.rounds(award.benefit, award.place, later(held.from_month, -1), known=on)  # by the rule of the round they missed
        release(held=held, paid_back=found is None or found.makes_good, by=by, on=on)
    drop(abouts=[about(row) for row in waiting], by=by, on=on)
    tell(award.person, "certified", on, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="benefits.certify", subject=award, place=award.place, way=way)
    waiting[0].refresh_from_db()
    return waiting[0]


def left_in(place: Place, benefit: str, month: date) -> QuerySet[Certification]:
    """Who has not certified in a round that has not been closed for them."""
    return Certification.objects.filter(round=month, done_on=None, closed_on=None, award__benefit=benefit, award__place__path__startswith=place.path)


@action
def close_round(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """Whoever was told and has not certified is held from the next month, also when the round is closed late. Set-based: a city has tens of thousands.

    Closed again it holds nobody twice. How many are held.
    """
    allowed(by, "benefits.certify", place, machine=True)
    if on < later(month):
        raise Refused(
            "认证办到当月最后一天，下个月起才能结束这一轮。",
            "Everybody has until the last day of the month: close the round from the next month on.",
            field="month",
        )
    told = left_in(place, benefit, month).exclude(told_on=None)
    awards = Award.objects.select_for_update(of=("self",)).filter(pk__in=told.values("award"), person__died_on=None).exclude(state="stopped")
    ids = list(awards.exclude(pk__in=Hold.objects.filter(reason="certify", released_on=None).values("award")).values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        _hold(Award.objects.filter(pk__in=ids[start : start + CHUNK]), later(month), by, on)
    closed = Certification.objects.filter(round=month, closed_on=None, award__benefit=benefit, award__place__path__startswith=place.path)
    n = Certification.objects.filter(pk__in=closed.values("pk")).update(closed_on=on)
    record(by=by, on=on, act="benefits.close_round", subject=f"benefits.benefit:{benefit}", place=place, month=month, held=len(ids), closed=n)
    return len(ids)


def _hold(awards: QuerySet[Award], from_month: date, by: Actor, on: date) -> None:
    """What `holds.hold` does, for many."""
    rows = list(awards.values_list("pk", "person"))
    Hold.objects.bulk_create([Hold(award_id=pk, reason="certify", from_month=from_month, held_on=on) for pk, _ in rows])
    earlier = Case(When(Q(reopen_from__lt=from_month), then=F("reopen_from")), default=Value(from_month))
    awards.update(state="held", reopen_from=earlier)
    hold_back([pk for pk, _ in rows], from_month, on)
    Event.objects.bulk_create(
        [
            Event(person_id=person, on=on, kind="held", about=f"benefits.award:{pk}", by_name=by.name if by.user else "", recorded_at=now())
            for pk, person in rows
        ]
    )
