"""Reading online access: whose file a sign-in opens."""

from minsheng.accounts.models import User
from minsheng.base.crypto import digest
from minsheng.registry import identity
from minsheng.registry.models import Account, Document, Person

VOUCHED = ("resident", "hmt_residence", "foreign_permanent")
"""Documents that a provider may vouch for: their numbers are given once in the whole country (a passport's are not)."""


def person_of(user: User) -> int | None:
    """The id of the file that a sign-in opens; nobody signs in for the dead."""
    return Account.objects.filter(user=user, until=None, person__died_on=None).values_list("person", flat=True).first()


def open_of(person: Person) -> Account | None:
    """The access that is open to a file."""
    return person.access.filter(until=None).select_related("user").first()


def latest_of(person: Person) -> Account | None:
    return person.access.select_related("user").order_by("-pk").first()


def seen(person: Person, number: str) -> Document | None:
    """The current document of the person with this number, as somebody has typed it off the card."""
    return person.documents.filter(digest__in=[digest("document", form) for form in identity.forms(number)], current=True).first()


def with_number(number: str) -> Person | None:
    """The living person whose document a provider has vouched for."""
    rows = Document.objects.filter(digest__in=[digest("document", form) for form in identity.forms(number)], current=True, kind__in=VOUCHED)
    row = rows.filter(person__died_on=None, person__merged_into=None).select_related("person__place").first()
    return row and row.person
