"""Sign-in helpers, the choice of the post, the administrator's pages, the yearly declaration."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from minsheng.accounts import actions
from minsheng.accounts.access import needs
from minsheng.accounts.forms import PostForm, RelativeForm, UserForm
from minsheng.accounts.models import Post, RelativesDeclaration, User
from minsheng.accounts.roles import ROLES
from minsheng.base.clock import today
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Column, Search, Table, refuse, tag
from minsheng.places.models import Place


def signed_in(request):
    """Where somebody goes after signing in: staff to the desk, residents to their page."""
    return redirect("/desk/" if request.posts else "/my/" if request.user.is_authenticated else "/")


def unknown(request):
    """The identity provider knows this person, the office does not."""
    return render(request, "accounts/unknown.html", status=403)


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
    post = get_object_or_404(Post, pk=request.POST.get("post"), user=request.user)
    request.session["post"] = post.pk
    return redirect("/desk/")


USERS = Table(
    "users",
    [
        Column("name", ("姓名", "Name"), lambda u: Cell(u.name or u.username, small=u.username, href=f"/desk/accounts/{u.pk}/"), sort="name"),
        Column("posts", ("岗位", "Posts"), lambda u: "、".join(f"{here(*ROLES[p.role])} {p.place.name}" for p in u.posts.all() if p.until is None) or "—"),
        Column("factor", ("第二验证", "Second factor"), lambda u: tag("act", "已设", "Set up") if u.factors else tag("amber", "未设", "Not yet")),
        Column("last", ("最近登录", "Last sign-in"), lambda u: u.last_login.date() if u.last_login else "—", sort="last_login"),
    ],
    filters=[Search("q", ("姓名或用户名", "Name or user name"), lambda rows, text: rows.filter(name__contains=text) | rows.filter(username__contains=text))],
    sort="name",
    empty=(("还没有账号", "No accounts yet"), ("先建账号，再任命岗位。", "Make an account, then give it a post.")),
)


@needs("accounts.manage")
def users(request):
    rows = User.objects.prefetch_related("posts__place").annotate(factors=Count("authenticator", distinct=True))
    return USERS.respond(request, rows, "accounts/users.html", {})


@needs("accounts.manage")
def new_user(request):
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_user(**form.cleaned_data, by=request.by, on=today())
            return redirect("desk-user", pk=made.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "accounts/new_user.html", {"form": form}, status=422 if form.errors else 200)


@needs("accounts.manage")
def user(request, pk: int):
    """One account: its posts, a new one, the end of one, the second factor."""
    found = get_object_or_404(User, pk=pk)
    form = PostForm(request.POST if "appoint" in request.POST else None)
    try:
        if "appoint" in request.POST and form.is_valid():
            data = form.cleaned_data
            place = Place.objects.filter(name=data["place"], path__startswith=request.by.path or "").order_by("path").first()
            if place is None:
                raise Refused("没有这个地方，请写全名，例如“福田区”。", "There is no such place: write its full name, such as 福田区.", field="place")
            actions.appoint(user=found, role=data["role"], place=place, since=data["since"], document=data["document"], by=request.by, on=today())
            return redirect("desk-user", pk=pk)
        if "end" in request.POST:
            actions.end_post(post=get_object_or_404(Post, pk=request.POST["end"], user=found), until=today(), by=request.by, on=today())
            return redirect("desk-user", pk=pk)
        if "reset" in request.POST:
            actions.reset_second_factor(user=found, by=request.by, on=today())
            messages.success(request, here("已重置，下次登录重新设置。", "Reset: set up anew at the next sign-in."))
            return redirect("desk-user", pk=pk)
    except Refused as no:
        refuse(form, no) if form.is_bound else messages.error(request, str(no))
    posts = [(p, ROLES[p.role]) for p in found.posts.select_related("place").order_by("-since")]
    return render(request, "accounts/user.html", {"found": found, "posts": posts, "form": form}, status=422 if form.errors else 200)


@needs("accounts.declare")
def relatives(request):
    """This year's declaration: none, or one relative after another."""
    mine = RelativesDeclaration.objects.filter(user=request.user, year=today().year).first()
    form = RelativeForm(request.POST if "add" in request.POST else None)
    try:
        if "none" in request.POST:
            actions.declare_relatives(relatives=[], by=request.by, on=today())
            return redirect("desk-relatives")
        if "add" in request.POST and form.is_valid():
            actions.declare_relatives(relatives=[*_kept(mine), form.cleaned_data], by=request.by, on=today())
            messages.success(request, here("已申报", "Declared"))
            return redirect("desk-relatives")
    except Refused as no:
        refuse(form, no)
    return render(
        request, "accounts/relatives.html", {"mine": mine, "rows": _kept(mine), "form": form, "year": today().year}, status=422 if form.errors else 200
    )


def _kept(declaration) -> list[dict]:
    if declaration is None:
        return []
    return [{"relation": r.relation, **open_sealed(r.sealed, f"accounts.relative:{declaration.pk}")} for r in declaration.relatives.all()]


@needs("accounts.relatives")
def declarations(request):
    """Who has declared this year and who has not; what was declared is not shown."""
    year = today().year
    done = set(RelativesDeclaration.objects.filter(year=year).values_list("user", flat=True))
    posts = (
        Post.objects.filter(until=None, place__path__startswith=request.by.path or "")
        .exclude(role="admin")
        .select_related("user", "place")
        .order_by("place__path", "user__name")
    )
    return render(request, "accounts/declarations.html", {"rows": [(p, p.user_id in done) for p in posts], "year": year})
