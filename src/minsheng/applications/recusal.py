"""Who must keep out: whoever has had a hand in it does not decide; whoever has declared a near relative does nothing at all."""

from datetime import date

from minsheng.accounts.queries import declared_digests, declared_in
from minsheng.applications.models import Application
from minsheng.base.actor import Actor
from minsheng.base.errors import NotAllowed
from minsheng.places.models import Place
from minsheng.registry.models import Document


def family_digests(application: Application) -> set[str]:
    """Keyed digests of the document numbers of everybody in the household."""
    people = {application.applicant_id}
    if application.household_id:
        people |= set(application.household.memberships.filter(until=None).values_list("person", flat=True))
    return set(Document.objects.filter(person__in=people).values_list("digest", flat=True))


def related(user: int | None, application: Application, on: date) -> bool:
    return user is not None and bool(declared_digests(user, on) & family_digests(application))


def keep_out(by: Actor, application: Application, on: date) -> None:
    """Raise NotAllowed for a declared near relative."""
    if related(by.user, application, on):
        raise NotAllowed(
            "您申报过与这一家有近亲属关系，按规定回避，请转给其他同事。", "You have declared a near relative in this household: pass it to a colleague."
        )


def staff_related(application: Application, place: Place, on: date) -> bool:
    """Whether anybody with a post in this place has declared a near relative in the household: then the district decides."""
    return bool(declared_in(place, on) & family_digests(application))


def hands(application: Application) -> set[int]:
    """Everybody who entered, accepted, checked, visited or gave the opinion."""
    steps = application.tasks.exclude(step="decide").exclude(done_by=None).values_list("done_by", flat=True)
    visits = application.visits.values_list("first", "second")
    return {application.opened_by_id, application.handled_by_id, *steps, *(u for pair in visits for u in pair)} - {None}


def fresh_eyes(by: Actor, application: Application) -> None:
    """Nobody decides what they had a hand in."""
    if by.user in hands(application):
        raise NotAllowed("您经办过这一件，不能由您来决定，请转给另一位审批人员。", "You have handled this case, so somebody else has to decide it.")
