"""May this actor do this here? Asked by every action and every page of the desk; the answer is the table in roles.py and a path."""

from functools import wraps

from django.db.models import Q
from django.shortcuts import redirect

from minsheng.accounts.roles import MAY, ROLES
from minsheng.base.actor import Actor
from minsheng.base.errors import NotAllowed
from minsheng.base.texts import pick
from minsheng.places.models import Place


def may(by: Actor, permission: str, place: Place | None = None) -> bool:
    """Whether the role has the permission and, when a place is given, holds it there. The machine may prepare, so it may what `allowed` lets it."""
    return by.role in MAY.get(permission, ()) and (place is None or by.covers(place.path))


def allowed(by: Actor, permission: str, place: Place | None = None, *, machine: bool = False) -> None:
    """Raise NotAllowed unless the actor may. `machine=True` where the system itself may act (it never decides)."""
    if machine and by.role == "machine":
        return
    if by.role not in MAY[permission]:
        role = ROLES.get(by.role, ("系统", "the system"))
        raise NotAllowed(f"“{role[0]}”不能做这件事，请转给有权限的同事。", f"“{role[1]}” may not do this: pass it to a colleague who may.")
    if place is not None and not by.covers(place.path):
        raise NotAllowed(f"这件事归{place.name}办，不在您的辖区内。", "This belongs to another place than yours.")


def within(queryset, by: Actor, at: str = "place"):
    """Only what lies in the actor's place or below; `at` is the way to the Place, "" when the queryset is of places."""
    if by.path is None:
        return queryset.none()
    if by.path == "":
        return queryset
    return queryset.filter(**{f"{at}__in" if at else "pk__in": places_of(by)})


def places_of(by: Actor):
    """The ids of the actor's places, as a subquery."""
    if by.path is None:
        return Place.objects.none().values("pk")
    return Place.objects.filter(Q(path__gte=by.path, path__lt=by.path + "~")).values("pk")


def needs(permission: str):
    """A page of the desk: signed in, second factor set up (middleware), in a post that has the permission. `request.by` is the actor."""

    def mark(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect(f"/accounts/login/?next={request.path}")
            allowed(request.by, permission)
            return view(request, *args, **kwargs)

        checked.permission = permission
        return checked

    return mark


def own_file(view):
    """A page of the portal for a signed-in resident: `request.by.person` is the id of the own file."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect(f"/accounts/login/?next={request.path}")
        if request.by.person is None:
            raise NotAllowed("这一页是给居民本人看的，您登录的账号没有关联居民档案。", "This page is for residents; your sign-in has no resident file.")
        return view(request, *args, **kwargs)

    checked.permission = "own"
    return checked


def covered(by: Actor):
    """Filter for a queryset of places: those of the actor."""
    return within(Place.objects.all(), by, at="")


def role_label(by: Actor) -> str:
    return pick(ROLES.get(by.role, ("系统", "System")))
