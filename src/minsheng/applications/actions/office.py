"""What the office opens itself: for somebody who has not asked, and about an award (review, change, end)."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import reasons, way
from minsheng.applications.deadlines import due_at
from minsheng.applications.models import Application
from minsheng.applications.numbers import numbered
from minsheng.applications.once import only_one
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.matters import catalogue
from minsheng.registry.events import tell
from minsheng.registry.models import Household, Person
from minsheng.registry.queries import home_of


@action
def open_by_office(
    *, matter: str, applicant: Person, household: Household | None, channel: str, applied_on: date | None = None, by: Actor, on: date
) -> Application:
    """Somebody seems to qualify and has agreed (a reply to a message, a visit): the application is written for them and goes the same way.

    `applied_on`: the day they said so, where that was before today.
    """
    allowed(by, "applications.take_in", locked(applicant).place, machine=channel == "message")
    declared = catalogue.get(matter)
    application = Application(
        matter=matter, unit=declared.unit, applicant=applicant, household=household if declared.unit != "person" else None, place=applicant.place, channel=channel,
        created_on=on, applied_on=applied_on or on, state="submitted", opened_by_id=by.user,
    )  # fmt: skip
    keep_out(by, application, on)
    only_one(application, on)
    Application.objects.filter(matter=matter, applicant=applicant, kind="new", state="draft").update(state="withdrawn")
    application.number = numbered("SQ", way.street_of(application.place), on)
    application.save()
    way.open_ready(application, on)
    tell(applicant, "applied", on, by, about=f"applications.application:{application.pk}", matter=matter)
    record(by=by, on=on, act="applications.open_by_office", subject=application, place=application.place, channel=channel)
    return application


@action
def open_about(*, award: str, matter: str, kind: str, applicant: Person, household: Household | None, reason: str, by: Actor, on: date) -> Application:
    """A review, change or end about an award (`award` = "benefits.award:7"), for one of the listed reasons. There is one open case at a time."""
    allowed(by, "applications.take_in", locked(applicant).place, machine=True)
    reasons.fits(kind, reason)
    if kind not in catalogue.get(matter).ways:
        raise Refused("这一项没有这种办法。", "This matter has no such way.", field="kind")
    running = Application.objects.filter(about=award, state="open")
    if existing := running.first():
        raise AlreadyDone(f"这份待遇已有一件在办：{existing.number}。", f"A case about this award is open already: {existing.number}.")
    declared = catalogue.get(matter)
    application = Application(
        matter=matter, unit=declared.unit, kind=kind, channel="office", applicant=applicant, place=applicant.place, about=award, reason=reason,
        household=household or (home_of(applicant) if declared.unit == "member" else None),
        state="open", created_on=on, applied_on=on, accepted_on=on, opened_by_id=by.user, handled_by_id=by.user,
    )  # fmt: skip
    keep_out(by, application, on)
    application.number = numbered({"review": "FH", "change": "BG", "stop": "TF"}[kind], way.street_of(applicant.place), on)
    application.due_on, application.due_provisional = due_at(declared.whole, application.place, on)
    application.save()
    way.open_ready(application, on)
    tell(applicant, f"{kind}_opened", on, by, about=f"applications.application:{application.pk}", matter=matter)
    record(by=by, on=on, act="applications.open_about", subject=application, place=application.place, award=award, kind=kind)
    return application
