"""A family asks for the same once: nobody of a household applies beside another's case, or beside what the household receives already."""

from datetime import date

from django.db.models import Q

from minsheng.applications.kinds import one_application
from minsheng.applications.models import Application
from minsheng.applications.way import matter_of
from minsheng.base.actions import locked
from minsheng.base.errors import AlreadyDone
from minsheng.matters import catalogue
from minsheng.registry.queries import members

OPEN = ("submitted", "correction", "open")


def under_way(application: Application, on: date) -> Application | None:
    """The case that the person, or anybody of the household, has under way: of the same matter, or of another that is the same application to a household."""
    own = matter_of(application)
    same = [m.key for m in catalogue.all_matters() if m.unit == "household" and one_application(m) == one_application(own)]
    home = application.household if own.unit == "household" else None
    rows = Application.objects.filter(matter__in=same if home else [own.key], kind="new", state__in=OPEN).exclude(pk=application.pk)
    if home is None:
        return rows.filter(applicant=application.applicant_id).first()
    people = {application.applicant_id, *(p.pk for p in members(home, on))}
    return rows.filter(Q(applicant__in=people) | Q(household=home)).select_related("applicant").order_by("pk").first()


def only_one(application: Application, on: date) -> None:
    """Raises AlreadyDone, naming the case or the award that is in the way. Two of a household who ask at the same moment are asked about one after the other."""
    if application.household:
        locked(application.household)
    if there := under_way(application, on):
        raise AlreadyDone(
            f"这一项已经在办，不用再申请：{there.number}（{there.applicant.name}）。",
            f"This is under way already; there is no need to apply again: {there.number} ({there.applicant.name}).",
        )
    if there := matter_of(application).receives(application, on):
        raise AlreadyDone(*there)
