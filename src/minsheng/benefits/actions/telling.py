"""Everybody who has to certify is told: a letter and a message when the round opens, another message shortly before it ends. Some at a time, each once."""

from datetime import date, timedelta

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.months import later, month_of
from minsheng.benefits.actions.rounds import about, left_in, rule
from minsheng.benefits.models import Certification
from minsheng.matters import catalogue
from minsheng.notices.actions import write_letter
from minsheng.notices.messages.actions import send_message
from minsheng.places.models import Place

STEP = 50  # people in one transaction
REMIND_BEFORE = 7  # days before the end: our own choice, no document asks for a reminder
HOTLINE = "12345"


def last_day(month: date) -> date:
    return later(month) - timedelta(days=1)


def untold(place: Place, benefit: str, month: date):
    """Who has a certification to do in this round and has not been told."""
    return left_in(place, benefit, month).filter(told_on=None).exclude(award__state="stopped").filter(award__person__died_on=None)


def unreminded(place: Place, benefit: str, month: date, on: date):
    """Who was told before the last days began, and has not certified and not been reminded since."""
    begins = last_day(month) - timedelta(days=REMIND_BEFORE)
    rows = left_in(place, benefit, month).filter(told_on__lt=begins, reminded_on=None).exclude(award__state="stopped").filter(award__person__died_on=None)
    return rows if begins <= on <= last_day(month) else rows.none()


@action
def tell_some(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """The next of those who have not been told: until which day, what happens otherwise, and how. How many; 0 when nobody is left, or the month is over."""
    allowed(by, "benefits.certify", place, machine=True)
    found = rule(place, benefit, month, known=on)
    if month_of(on) != month:
        return 0
    rows = _taken(untold(place, benefit, month))
    for row in rows:
        award = row.award
        values = {
            "matter": catalogue.get(award.matter).label,
            "until": last_day(month),
            "held_from": later(month),
            "pays_back": found.pays_back,
            "clause": found.clause,
        }
        write_letter(kind="certify", person=award.person, place=award.place, about=f"benefits.award:{award.pk}", values=values, by=by, on=on)
        _message(row, "certify", by, on)
    Certification.objects.filter(pk__in=[r.pk for r in rows]).update(told_on=on)
    record(by=by, on=on, act="benefits.tell_of_round", subject=f"benefits.benefit:{benefit}", place=place, month=month, told=len(rows))
    return len(rows)


@action
def remind_some(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """The next of those who are left in the last days. How many; 0 when nobody is, or it is too early or too late."""
    allowed(by, "benefits.certify", place, machine=True)
    rows = _taken(unreminded(place, benefit, month, on))
    for row in rows:
        _message(row, "certify_again", by, on)
    Certification.objects.filter(pk__in=[r.pk for r in rows]).update(reminded_on=on)
    record(by=by, on=on, act="benefits.remind_of_round", subject=f"benefits.benefit:{benefit}", place=place, month=month, reminded=len(rows))
    return len(rows)


def _taken(rows) -> list[Certification]:
    return list(rows.select_for_update(of=("self",)).select_related("award__person__place", "award__place").order_by("pk")[:STEP])


def _message(row: Certification, kind: str, by: Actor, on: date) -> None:
    """One of a kind a round."""
    values = {"until": f"{last_day(row.round)}", "phone": HOTLINE, "matter": list(catalogue.get(row.award.matter).label)}
    send_message(person=row.award.person, kind=kind, values=values, about=about(row), by=by, on=on)
