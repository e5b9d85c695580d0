"""Around signing in: where somebody goes, the demonstration's sign-ins, the choice of the post, the own password."""

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from minsheng.accounts.access import may, needs
from minsheng.accounts.models import User
from minsheng.accounts.queries import declaration_due, done_to_sign_in, posts_of
from minsheng.accounts.roles import ROLES
from minsheng.base.clock import today
from minsheng.base.texts import here

TOLD = {
    "accounts.give_password": ("重设了您的密码", "set a new first password for you"),
    "accounts.reset_second_factor": ("重置了您的第二验证", "reset your second factor"),
}


def signed_in(request):
    """Where somebody goes after signing in: staff to the desk, residents to their page. What others did to the sign-in meanwhile is told."""
    for entry in done_to_sign_in(request.user) if request.user.is_authenticated else ():
        messages.warning(
            request,
            here(
                f"{entry.on}，{entry.user_name}{TOLD[entry.act][0]}。不是您要求的，请马上告诉您的负责人。",
                f"On {entry.on} {entry.user_name} {TOLD[entry.act][1]}. If you did not ask for it, tell your head at once.",
            ),
        )
    if request.posts and may(request.by, "accounts.declare") and declaration_due(request.by.user, today()):
        messages.warning(
            request,
            here(
                f"{today().year} 年的近亲属申报还没有报，没有也要报“没有”。请在右上角菜单里办。",
                f"Your declaration of near relatives for {today().year} is still to be made, also if there are none: see the menu at the top right.",
            ),
        )
    return redirect("/desk/" if request.posts else "/my/" if request.user.is_authenticated else "/")


def unknown(request):
    """The identity provider knows this person, the office does not."""
    return render(request, "accounts/unknown.html", status=403)


def change_password(request):
    """Who signs in through the identity provider only has no password to change."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        messages.info(request, here("您用外部账号登录，密码在那边修改。", "You sign in with the other account: change the password there."))
        return redirect("mfa_index")
    return allauth.password_change(request)


@require_POST
def demonstration(request):
    """One click to sign in as an invented member of staff or resident: only where the demonstration is switched on."""
    if not settings.DEMONSTRATION:
        raise Http404
    user = get_object_or_404(User, username=request.POST.get("user", ""), username__startswith="demo-")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session["demonstration"] = True
    return redirect("signed-in")


def demonstration_users() -> list[tuple[tuple[str, str], User, str]]:
    """The invented sign-ins by role, for the sign-in page."""
    users = User.objects.filter(username__startswith="demo-").prefetch_related("posts__place").order_by("pk")
    return [(ROLES[post.role] if (post := u.posts.first()) else ROLES["resident"], u, post.place.name if post else "") for u in users]


@require_POST
@needs("desk.see")
def choose_post(request):
    """Act in another of one's posts."""
    number = request.POST.get("post", "")
    post = get_object_or_404(posts_of(request.user, today()), pk=number if number.isascii() and number.isdigit() else None)
    request.session["post"] = post.pk
    return redirect("/desk/")
