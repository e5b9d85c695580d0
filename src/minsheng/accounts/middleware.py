"""Who asks: `request.by`. Staff act in one post at a time, only with a password of their own and a second factor; what an action refuses is told, not thrown."""

from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render

from minsheng.accounts import people
from minsheng.accounts.access import may
from minsheng.accounts.queries import posts_of
from minsheng.base.actor import Actor
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused

VISITOR = Actor(user=None, name="", role="visitor", path=None)
OPEN_TO_HALF_SIGNED_IN = ("/accounts/", "/preferences", "/static/", "/forget")
FOR_PROGRAMS = "/api/"  # is not led to a page: it says itself what is lacking
HALF = {"password": "/accounts/password/change/", "factor": "/accounts/2fa/"}


def actor(get_response):
    """Set `request.by`, `request.may`, `request.half` (what a sign-in still lacks) and, for staff, `request.posts`."""

    def middleware(request):
        _end_demonstration(request)
        request.by, request.posts = _actor(request)
        request.may = lambda permission: may(request.by, permission)
        request.half = "" if request.path.startswith(OPEN_TO_HALF_SIGNED_IN) else _half(request)
        if request.half and not request.path.startswith(FOR_PROGRAMS):
            return redirect(HALF[request.half])
        return get_response(request)

    return middleware


def _end_demonstration(request) -> None:
    """A one-click sign-in is worth nothing where the demonstration is not, or no longer, switched on."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and not settings.DEMONSTRATION and request.session.get("demonstration"):
        logout(request)


def _actor(request) -> tuple[Actor, list]:
    user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if user is None or not user.is_authenticated:
        return VISITOR, []
    posts = list(posts_of(user, today()))
    chosen = next((p for p in posts if p.pk == request.session.get("post")), posts[0] if posts else None)
    if chosen is None:
        return Actor(user.pk, str(user), "resident", None, person=people.person_of(user)), []
    return Actor(user.pk, str(user), chosen.role, chosen.place.path, chosen.pk, chosen.place_id), posts


def _half(request) -> str:
    """What is still to be done before anything opens: "password" where the first one was not changed, "factor" where there is no second; else ""."""
    if request.by.user and request.user.first_password:
        return "password"
    return "factor" if _lacks_second_factor(request) else ""


def _lacks_second_factor(request) -> bool:
    """Staff without one reach only the page where it is set up; in a demonstration, one click counts as one."""
    return bool(request.posts) and not request.session.get("demonstration") and not is_mfa_enabled(request.user)


def refusals(get_response):
    """Tell what an action has refused: a page for reading, a note and the way back for a form."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, error):
        if isinstance(error, NotAllowed):
            return render(request, "accounts/not_allowed.html", {"refusal": str(error)}, status=403)
        if isinstance(error, Refused):
            if request.method == "POST":
                (messages.info if isinstance(error, AlreadyDone) else messages.error)(request, str(error))
                return redirect(_back(request))
            return render(request, "accounts/not_allowed.html", {"refusal": str(error)}, status=400)
        return None

    middleware.process_exception = process_exception
    return middleware


def _back(request) -> str:
    """The page the form was on, if it is one of ours."""
    came = urlsplit(request.headers.get("referer", ""))
    ours = came.netloc == request.get_host() and came.path.startswith("/") and not came.path.startswith("//")
    return came.path if ours else "/desk/"
