"""Granted, changed, kept, stopped: always by a human's decision; only what the law lets happen without one (the next age band) by the machine."""

from datetime import date

from django.db.models import Min

from minsheng.applications.models import Decision
from minsheng.applications.numbers import numbered
from minsheng.applications.standing import off_the_list
from minsheng.base.actions import action
from minsheng.base.actions import locked as locked_row
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.benefits.models import Award, Span
from minsheng.benefits.monthly import settle_again
from minsheng.benefits.pausing import follow_holds
from minsheng.benefits.running import running, said
from minsheng.registry.events import tell
from minsheng.registry.models import Household, Person


def by_human(decision: Decision, by: Actor) -> None:
    if by.user is None or decision.decided_by_id != by.user:
        raise NotAllowed("待遇只能依据人作出的决定。", "An award rests on a decision that a human has made.")


def locked(award: Award) -> Award:
    """The award as it stands now, kept from others until the action is done: the monthly run and a colleague may be at it."""
    award.refresh_from_db(from_queryset=Award.objects.select_for_update())
    return award


def reopen(award: Award, month: date) -> None:
    """What is due in this month or later may have changed: the next run looks at it again."""
    award.reopen_from = min(award.reopen_from or month, month)


@action
def grant(*, decision: Decision, benefit: str, person: Person, household: Household | None, payee: Person, by: Actor, on: date) -> Award:
    """A new award with a span for each line of the decision. One running award of a benefit a person, and a household."""
    by_human(decision, by)
    locked_row(household or person)
    if there := running(benefit, person, household, on):
        raise AlreadyDone(*said(there))
    application = decision.application
    award = Award.objects.create(
        number=numbered("DY", application.place, on), benefit=benefit, matter=application.matter, person=person, household=household, payee=payee, place=application.place,
        application=application, from_month=decision.from_month, review_on=decision.review_on,
    )  # fmt: skip
    put(award, decision, decision.from_month, "granted", on)
    record(by=by, on=on, act="benefits.grant", subject=award, place=award.place, decision=decision.pk, fen=decision.fen)
    return award


def put(
    award: Award,
    decision: Decision | None,
    month: date,
    why: str,
    on: date,
    lines: list[dict] | None = None,
    receipt: dict | None = None,
    until: date | None = None,
    upto: date | None = None,
) -> None:
    """New spans from a month on (to `until`, not included); what ran into it ends there, what began later is replaced.

    `upto`: what begins there or later stays as it is, and the new spans end there.
    """
    until = until or upto
    rows = award.spans.filter(replaced_on=None)
    for old in rows.filter(from_month__lt=month).exclude(until_month__lte=month):
        old.replaced_on = on
        old.save(update_fields=["replaced_on"])
        Span.objects.create(award=award, component=old.component, person=old.person, fen=old.fen, from_month=old.from_month, until_month=month, decision=old.decision, why=old.why,
                            receipt=old.receipt, recorded_on=on)  # fmt: skip
    later = award.spans.filter(replaced_on=None, from_month__gte=month)
    (later.filter(from_month__lt=upto) if upto else later).update(replaced_on=on)
    receipt = receipt if receipt is not None else (decision.assessment.receipts[0] if decision and decision.assessment.receipts else {})
    for line in decision.lines if lines is None else lines:
        Span.objects.create(
            award=award,
            component=line["component"],
            person_id=line["person"],
            fen=line["fen"],
            from_month=month,
            until_month=until,
            decision=decision,
            why=why,
            receipt=receipt,
            recorded_on=on,
        )


@action
def change(*, award: Award, decision: Decision, by: Actor, on: date) -> Award:
    """Other amounts from the decision's month."""
    by_human(decision, by)
    locked(award)
    put(award, decision, decision.from_month, "change", on)
    reopen(award, decision.from_month)
    award.review_on = decision.review_on
    award.save()
    record(by=by, on=on, act="benefits.change", subject=award, place=award.place, decision=decision.pk, fen=decision.fen)
    return award


@action
def keep(*, award: Award, decision: Decision, by: Actor, on: date) -> Award:
    """Reviewed and left as it is, until the next review."""
    by_human(decision, by)
    locked(award).review_on = decision.review_on
    award.save(update_fields=["review_on"])
    record(by=by, on=on, act="benefits.keep", subject=award, place=award.place, decision=decision.pk)
    return award


@action
def stop(*, award: Award, decision: Decision, code: str, by: Actor, on: date) -> Award:
    """Ends from the decision's month: what waits for later months is taken out, what was paid for them becomes a proposed recovery."""
    by_human(decision, by)
    if decision.from_month < award.from_month:
        raise Refused(
            f"这份待遇从 {award.from_month:%Y-%m} 才开始，不能从更早的月份停发。", f"The award begins with {award.from_month:%Y-%m}: it cannot end before.",
            field="from_month",
        )  # fmt: skip
    end(award, decision.from_month, code, on)
    settle_again(award=award, by=MACHINE, on=on)
    record(by=by, on=on, act="benefits.stop", subject=award, place=award.place, decision=decision.pk, code=code)
    return award


def end(award: Award, month: date, code: str, on: date) -> None:
    """Nothing is due from the month on. What is held is released and not paid back: months before the end stay as they were held."""
    if locked(award).state == "stopped":
        raise AlreadyDone("已经停发。", "It has ended already.")
    award.state, award.stopped_from, award.stop_code = "stopped", month, code[:12]
    reopen(award, month)
    award.save()
    award.holds.filter(released_on=None).update(released_on=on, paid_back=False)
    follow_holds(award, on)
    off_the_list(matter=award.matter, person=award.person, household=award.household, by=MACHINE, on=on)


@action
def change_band(*, award: Award, from_month: date, lines: list[dict], receipt: dict, by: Actor, on: date) -> Award:
    """The next age band: by law without an application, and only upwards. The receipt says by which rule and figure. What was decided for a later month stays."""
    locked(award)
    rows = award.spans.filter(replaced_on=None)
    before = sum(s.fen for s in rows.filter(from_month__lte=from_month).exclude(until_month__lte=from_month))
    following = rows.filter(from_month__gt=from_month).aggregate(Min("from_month"))["from_month__min"]
    after = sum(line["fen"] for line in lines)
    if after <= before:
        raise Refused("自动换档只能调高；减少要听取意见并由人决定。", "By itself an award only rises with age; a reduction is heard and decided by a human.")
    put(award, None, from_month, "band", on, lines=lines, receipt=receipt, upto=following)
    reopen(award, from_month)
    award.save()
    tell(award.person, "band", on, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="benefits.change_band", subject=award, place=award.place, from_month=from_month, fen=after)
    return award
