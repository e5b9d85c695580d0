"""What a resident is asked to sign in other people's applications."""

from datetime import date

from django.db.models import Q, QuerySet

from minsheng.applications import papers
from minsheng.applications.models import Application
from minsheng.matters import catalogue
from minsheng.registry.models import Membership, Person
from minsheng.registry.queries import in_force
from minsheng.registry.signing import may_sign_for

BEFORE_DECISION = ("draft", "submitted", "correction", "open")


def households(person: Person, on: date) -> QuerySet:
    """Ids of the households in which a person may have something to sign: the own one, and those of people whose guardian they are."""
    wards = in_force(person.acts_for, on).filter(kind="guardian").values("person")
    return Membership.objects.filter(Q(person=person) | Q(person__in=wards), until=None).values("household")


def asked(person: Person, on: date) -> list[Application]:
    """Applications of others in which the person's signature is missing. A draft only once its applicant has signed it: until then nobody has asked."""
    matters = [m.key for m in catalogue.all_matters() if m.consents]
    rows = Application.objects.filter(household__in=households(person, on), matter__in=matters, kind="new", state__in=BEFORE_DECISION).exclude(applicant=person)
    return [a for a in rows.select_related("applicant", "household", "place").order_by("-pk")[:5] if _asked(a, person, on)]


def _asked(application: Application, person: Person, on: date) -> bool:
    lacking = papers.unsigned(application, on)
    meant = application.state != "draft" or application.channel == "agent" or application.applicant_id not in {p.pk for p in lacking}
    return meant and any(may_sign_for(p, person, on) for p in lacking)
