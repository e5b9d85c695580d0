"""The administrator's pages: who may sign in, and in which posts."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts import actions, posts
from minsheng.accounts.access import covered, needs
from minsheng.accounts.forms import EndPostForm, PasswordForm, PostForm, UserForm
from minsheng.accounts.models import Post
from minsheng.accounts.queries import looked_after, posts_in_force, to_confirm
from minsheng.accounts.roles import ROLES
from minsheng.base.clock import today
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Confirm, Search, Table, confirm_page, confirmed, refuse, tag
from minsheng.places.queries import find

ROLE_CHOICES = [(key, words) for key, words in ROLES.items() if key != "resident"]
STATES = [
    ("none", ("没有岗位", "No post")),
    ("factor", ("没设第二验证", "No second factor")),
    ("closed", ("已停用", "Closed")),
    ("pending", ("有任命待确认", "An appointment to confirm")),
]


def _posts(user) -> str:
    day = today()
    return (
        "、".join(f"{here(*ROLES[p.role])} {p.place.name}" for p in user.posts.all() if not p.pending and p.since <= day and (p.until is None or p.until > day))
        or "—"
    )


def _state(user):
    if not user.is_active:
        return tag("plain", "已停用", "Closed")
    return tag("act", "已设", "Set up") if user.factor else tag("amber", "未设", "Not yet")


def _of_state(rows, state: str):
    held = Exists(posts_in_force(today()).filter(user=OuterRef("pk")))
    waits = Exists(Post.objects.filter(user=OuterRef("pk"), pending=True))
    return {
        "pending": rows.filter(waits),
        "none": rows.filter(~held),
        "factor": rows.filter(factor=False, is_active=True),
        "closed": rows.filter(is_active=False),
    }[state]


USERS = Table(
    "users",
    [
        Column("name", ("姓名", "Name"), lambda u: Cell(u.name or u.username, small=u.username, href=f"/desk/accounts/{u.pk}/"), sort="name"),
        Column("posts", ("岗位", "Posts"), _posts),
        Column("factor", ("第二验证", "Second factor"), _state),
        Column("last", ("最近登录", "Last sign-in"), lambda u: u.last_login.date() if u.last_login else None, sort="last_login"),
    ],
    filters=[
        Search("q", ("姓名或用户名", "Name or user name"), lambda rows, text: rows.filter(Q(name__contains=text) | Q(username__contains=text))),
        Choice(
            "role", ("岗位", "Post"), ROLE_CHOICES, apply=lambda rows, role: rows.filter(Exists(posts_in_force(today()).filter(user=OuterRef("pk"), role=role)))
        ),
        Choice("state", ("情况", "State"), STATES, apply=_of_state),
    ],
    sort="name",
    empty=(("还没有账号", "No accounts yet"), ("先建账号，再任命岗位。", "Make an account, then give it a post.")),
)


@needs("accounts.manage")
def users(request):
    """The staff of the administrator's place and below."""
    factor = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type="totp"))
    rows = looked_after(request.by, today()).prefetch_related("posts__place").annotate(factor=factor)
    return USERS.respond(request, rows, "accounts/users.html", {"waits": to_confirm(request.by).count()})


@needs("accounts.manage")
def new_user(request):
    """An account without a post yet."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_user(**form.cleaned_data, by=request.by, on=today())
            return redirect("desk-user", pk=made.pk)
        except NotAllowed:
            raise
        except Refused as no:
            refuse(form, no)
    return render(request, "accounts/new_user.html", {"form": form}, status=422 if form.errors else 200)


@needs("accounts.manage")
def user(request, pk: int):
    """One account: its posts, a new one, the second factor, its closing."""
    found = get_object_or_404(looked_after(request.by, today()), pk=pk)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            place = find(data.pop("place"), covered(request.by))
            made = posts.appoint(user=found, place=place, **data, by=request.by, on=today())
            waits = ("已登记，等另一位管理员确认后才能办事", "Entered: it counts when another administrator has confirmed it")
            messages.success(request, here(*waits) if made.pending else here("已任命", "Appointed"))
            return redirect("desk-user", pk=pk)
        except NotAllowed:
            raise
        except Refused as no:
            refuse(form, no)
    held = [
        (ROLES[p.role], p, p.until is None or p.until > today(), p.appointed_by_id != request.by.user)
        for p in found.posts.select_related("place", "appointed_by").order_by("-since", "-pk")
    ]
    return render(request, "accounts/user.html", {"found": found, "posts": held, "form": form}, status=422 if form.errors else 200)


CONFIRM = {
    "confirm": (posts.confirm_post, ("确认这个任命", "Confirm this appointment"), ("确认", "Confirm")),
    "reject": (posts.reject_post, ("不同意这个任命", "Do not agree to this appointment"), ("退回", "Send back")),
}


@needs("accounts.manage")
def settle_post(request, pk: int, key: str):
    """A post that waits for another administrator: who, what, where, by whom; then yes or no."""
    post = get_object_or_404(Post.objects.filter(place__in=covered(request.by).values("pk")).select_related("user", "place", "appointed_by"), pk=pk)
    run, title, button = CONFIRM[key]
    if confirmed(request):
        run(post=post, by=request.by, on=today())
        messages.success(request, here("已办好", "Done"))
        return redirect("desk-user", pk=post.user_id)
    label, who = ROLES[post.role], post.appointed_by.name if post.appointed_by else "—"
    name, day = post.user.name or post.user.username, post.since
    what = [(f"{name}：{post.place.name}{label[0]}，从 {day} 起，{who} 任命。", f"{name}: {label[1]}, {post.place.name}, from {day}, appointed by {who}.")]
    what += [(f"文件：{post.document}", f"Document: {post.document}")] if post.document else []
    return confirm_page(request, Confirm(title, button, f"/desk/accounts/{post.user_id}/", what, danger=key == "reject"))


@needs("accounts.manage")
def end_post(request, pk: int):
    """The end of one post, with its day."""
    post = get_object_or_404(Post.objects.filter(place__in=covered(request.by).values("pk")).select_related("user", "place"), pk=pk)
    form = EndPostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            posts.end_post(post=post, until=form.cleaned_data["until"], by=request.by, on=today())
            messages.success(request, here("岗位已结束", "The post has ended"))
            return redirect("desk-user", pk=post.user_id)
        except NotAllowed:
            raise
        except Refused as no:
            refuse(form, no)
    return render(request, "accounts/end_post.html", {"form": form, "post": post, "label": ROLES[post.role]}, status=422 if form.errors else 200)


@needs("accounts.manage")
def password(request, pk: int):
    """A new first password for somebody who has forgotten theirs."""
    found = get_object_or_404(looked_after(request.by, today()), pk=pk)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_password(user=found, password=form.cleaned_data["password"], by=request.by, on=today())
            messages.success(request, here("密码已重设", "The password is set"))
            return redirect("desk-user", pk=pk)
        except NotAllowed:
            raise
        except Refused as no:
            refuse(form, no)
    return render(request, "accounts/password.html", {"form": form, "found": found}, status=422 if form.errors else 200)


ACTS = {
    "reset": (
        actions.reset_second_factor,
        ("重置{}的第二验证", "Reset the second factor of {}"),
        [("现在的手机验证码和备用码马上失效，下次登录重新设置。", "The present codes stop working; new ones are set up at the next sign-in.")],
        ("重置", "Reset it"),
    ),
    "close": (
        actions.close_user,
        ("停用{}的账号", "Close the account of {}"),
        [("马上不能登录，已登录的也会退出。以前办的事都留着。", "Signing in stops working at once, also where it is open. What was done stays.")],
        ("停用", "Close it"),
    ),
    "reopen": (
        actions.reopen_user,
        ("恢复{}的账号", "Open the account of {} again"),
        [("又可以登录；岗位照旧。", "Signing in works again; the posts are as before.")],
        ("恢复", "Open it"),
    ),
}


@needs("accounts.manage")
def act(request, pk: int, key: str):
    """What is done to an account after a confirmation: reset, close, reopen."""
    found = get_object_or_404(looked_after(request.by, today()), pk=pk)
    run, title, what, button = ACTS[key]
    if confirmed(request):
        run(user=found, by=request.by, on=today())
        messages.success(request, here("已办好", "Done"))
        return redirect("desk-user", pk=pk)
    name = found.name or found.username
    said = (title[0].format(name), title[1].format(name))
    return confirm_page(request, Confirm(said, button, f"/desk/accounts/{pk}/", what, danger=key == "close"))
