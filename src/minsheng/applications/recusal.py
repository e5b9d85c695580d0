"""Who must keep out: whoever has had a hand in it does not decide; whoever has declared a near relative does nothing at all."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.models import User
from minsheng.accounts.queries import declared_digests, declared_in, posts_of
from minsheng.applications.models import Application
from minsheng.base.actor import Actor
from minsheng.base.errors import NotAllowed, Refused
from minsheng.places.models import Place
from minsheng.registry.models import Account, Document, Fact


def family(application: Application) -> set[int]:
    """Ids of everybody in the household."""
    people = {application.applicant_id}
    if application.household_id:
        people |= set(application.household.memberships.filter(until=None).values_list("person", flat=True))
    return people


def family_digests(application: Application) -> set[str]:
    """Keyed digests of the document numbers of everybody in the household."""
    return set(Document.objects.filter(person__in=family(application)).values_list("digest", flat=True))


def related(user: int | None, application: Application, on: date) -> bool:
    """Whether it is about a declared near relative, or about the user's own household."""
    if user is None:
        return False
    return bool(declared_digests(user, on) & family_digests(application)) or Account.objects.filter(user=user, person__in=family(application)).exists()


def keep_out(by: Actor, application: Application, on: date) -> None:
    """Raise NotAllowed for a member of staff who has declared a near relative, or whose own household it is. The family itself is not staff."""
    if by.role != "resident" and related(by.user, application, on):
        raise NotAllowed(
            "这是您本人或您申报过的近亲属的家庭，按规定回避，请转给其他同事。",
            "This is your own household, or one in which you have declared a near relative: pass it to a colleague.",
        )


def two_who_may(by: Actor, second: User, application: Application, on: date) -> None:
    """What takes two: neither is a near relative, and the other is somebody else who holds a post."""
    if second.pk == by.user:
        raise Refused("这一步要两个人，请填写另一位。", "It takes two: name the other one.", field="second")
    if related(by.user, application, on) or related(second.pk, application, on):
        raise Refused("两个人里有这一家的近亲属，请换人。", "One of the two is a near relative: send somebody else.", field="second")
    if not second.is_active or not posts_of(second, on).exists():
        raise Refused("另一位没有在岗岗位。", "The other one holds no post.", field="second")


def staff_related(application: Application, place: Place, on: date) -> bool:
    """Whether anybody with a post in this place has declared a near relative in the household: then the district decides."""
    return bool(declared_in(place, on) & family_digests(application))


def hands(application: Application) -> set[int]:
    """Everybody who entered, accepted, checked, visited or gave the opinion, or who since it was begun has recorded a fact about the family."""
    steps = application.tasks.exclude(step="decide").exclude(done_by=None).values_list("done_by", flat=True)
    visits = [*application.visits.values_list("first", "second"), *application.judged.values_list("first", "second")]
    about = Q(person__in=family(application)) | Q(household=application.household_id, household__isnull=False)
    learnt = Fact.objects.filter(about, recorded_at__date__gte=application.created_on).exclude(source="import").values_list("recorded_by", flat=True)
    return {application.opened_by_id, application.handled_by_id, *steps, *learnt, *(u for pair in visits for u in pair)} - {None}


def fresh_eyes(by: Actor, application: Application) -> None:
    """Nobody decides what they had a hand in."""
    if by.user in hands(application):
        raise NotAllowed("您经办过这一件，不能由您来决定，请转给另一位审批人员。", "You have handled this case, so somebody else has to decide it.")
