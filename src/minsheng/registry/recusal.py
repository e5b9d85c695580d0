"""Who keeps out of whose file where money is concerned: a declared near relative's, and one's own household's."""

from datetime import date

from minsheng.accounts.queries import declared_digests
from minsheng.base.actor import Actor
from minsheng.base.errors import NotAllowed
from minsheng.registry.models import Account, Document, Person
from minsheng.registry.queries import members_of


def keep_out(by: Actor, person: Person, on: date) -> None:
    """Raise NotAllowed for a member of staff who has declared a near relative in the household, or whose own household it is."""
    if by.user is None or by.role == "resident":
        return
    home = {person.pk, *(p.pk for p in members_of(person, on))}
    digests = declared_digests(by.user, on)
    related = bool(digests) and Document.objects.filter(person__in=home, digest__in=digests).exists()
    if related or Account.objects.filter(user=by.user, person__in=home, until=None).exists():
        raise NotAllowed(
            "这是您本人或您申报过的近亲属的家庭，按规定回避，请转给其他同事。",
            "This is your own household, or one in which you have declared a near relative: pass it to a colleague.",
        )
