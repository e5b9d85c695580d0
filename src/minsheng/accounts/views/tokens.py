"""Tokens for programs: the administrator's list, a new one whose secret is shown once, the second administrator's yes, the end."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts import tokens
from minsheng.accounts.access import needs, within
from minsheng.accounts.forms_tokens import TokenForm
from minsheng.accounts.models import Token
from minsheng.accounts.queries import looked_after
from minsheng.accounts.roles import ROLES
from minsheng.base.clock import today
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.texts import chinese, here
from minsheng.base.ui import Cell, Choice, Column, Confirm, FactLine, Table, confirm_page, confirmed, refuse, tag

STATES = [("waiting", ("待确认", "To be confirmed")), ("open", ("在用", "In use")), ("over", ("已到期或停用", "Ended"))]


def reachable(request):
    """Tokens in posts of the administrator's place and below."""
    return within(Token.objects.select_related("post__place", "post__user", "asked_by", "confirmed_by", "revoked_by"), request.by, "post__place")


def state(token: Token):
    if token.revoked_on:
        return tag("plain", "已停用", "Revoked")
    if token.until <= today():
        return tag("plain", "已到期", "Run out")
    return tag("amber", "等另一位管理员确认", "Waits for another administrator") if token.pending else tag("act", "在用", "In use")


def _of_state(rows, which: str):
    running = rows.filter(revoked_on=None, until__gt=today())
    return {"waiting": running.filter(pending=True), "open": running.filter(pending=False), "over": rows.exclude(pk__in=running.values("pk"))}[which]


TOKENS = Table(
    "tokens",
    [
        Column("name", ("系统", "System"), lambda t: Cell(chinese(t.name), small=f"{t.hint}…", href=f"/desk/accounts/tokens/{t.pk}/"), sort="name"),
        Column("post", ("用谁的岗位", "In whose post"), lambda t: Cell(str(t.post.user), small=f"{here(*ROLES[t.post.role])} {t.post.place.name}"), sort="post__user__name"),
        Column("scopes", ("能做什么", "May"), lambda t: here("、", ", ").join(here(*tokens.FOR_PROGRAMS[s]) for s in t.scopes)),
        Column("until", ("到期", "Runs out"), lambda t: t.until, sort="until"),
        Column("used", ("最近使用", "Last used"), lambda t: t.used_on, sort="used_on"),
        Column("state", ("状态", "State"), state),
    ],
    filters=[Choice("state", ("状态", "State"), STATES, apply=_of_state)],
    sort="-until",
    downloads=False,
    label=("接口令牌", "Tokens"),
    empty=(("还没有接口令牌", "No tokens yet"), ("在账号的页面为一个岗位申请。", "Ask for one on the page of an account.")),
)  # fmt: skip


@needs("accounts.manage")
def listing(request):
    return TOKENS.respond(request, reachable(request), "accounts/tokens.html", {})


@needs("accounts.manage")
def new(request, pk: int):
    """A token in a post of this account. The secret stands on the page that answers, and nowhere else."""
    user = get_object_or_404(looked_after(request.by, today()), pk=pk)
    form = TokenForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = tokens.ask(**form.cleaned_data, by=request.by, on=today())
            response = render(request, "accounts/token_secret.html", {"token": token, "secret": secret})
            response["Cache-Control"] = "no-store"
            return response
        except NotAllowed:
            raise
        except Refused as no:
            refuse(form, no)
    return render(request, "accounts/new_token.html", {"form": form, "found": user, "able": form.able()}, status=422 if form.errors else 200)


@needs("accounts.manage")
def token(request, pk: int):
    """One token: what it may, in whose post, who asked and who agreed."""
    found = get_object_or_404(reachable(request), pk=pk)
    running = found.revoked_on is None and found.until > today()
    others = request.by.user not in (found.asked_by_id, found.post.user_id)
    context = {"token": found, "state": state(found), "lines": _lines(found), "running": running, "may_confirm": running and found.pending and others}
    return render(request, "accounts/token.html", context)


def _lines(t: Token) -> list[FactLine]:
    may = here("；", "; ").join(here(*tokens.FOR_PROGRAMS[scope]) for scope in t.scopes)
    post = f"{t.post.user} · {here(*ROLES[t.post.role])} · {chinese(t.post.place.name)}"
    lines = [
        FactLine(("能做什么", "It may"), may), FactLine(("用谁的岗位", "In whose post"), post), FactLine(("到哪天为止", "Until"), t.until), FactLine(("依据的文件", "Document"), chinese(t.document)),
        FactLine(("申请", "Asked for by"), str(t.asked_by), source=t.since), FactLine(("同意", "Agreed to by"), str(t.confirmed_by) if t.confirmed_by else "—"), FactLine(("最近使用", "Last used"), t.used_on or "—"),
    ]  # fmt: skip
    return lines + ([FactLine(("停用", "Revoked"), str(t.revoked_by), source=t.revoked_on)] if t.revoked_on else [])


ACTS = {
    "confirm": (tokens.confirm, ("同意这个接口令牌", "Agree to this token"), ("同意", "Agree")),
    "revoke": (tokens.revoke, ("停用这个接口令牌", "Revoke this token"), ("停用", "Revoke it")),
}


@needs("accounts.manage")
def act(request, pk: int, key: str):
    """Agreed to by another administrator, or ended at once."""
    found = get_object_or_404(reachable(request), pk=pk)
    run, title, button = ACTS[key]
    if confirmed(request):
        run(token=found, by=request.by, on=today())
        messages.success(request, here("已办好", "Done"))
        return redirect("desk-token", pk=pk)
    role, place, who = ROLES[found.post.role], found.post.place.name, str(found.post.user)
    may = [tokens.FOR_PROGRAMS[scope] for scope in found.scopes]
    what = [
        (f"{found.name}：用{who}的岗位（{place}{role[0]}），{found.asked_by}申请，到 {found.until} 为止。", f"{found.name}: in the post of {who} ({role[1]}, {place}), asked for by {found.asked_by}, until {found.until}."),
        (f"能做：{'、'.join(zh for zh, _ in may)}。", f"It may: {', '.join(en for _, en in may)}."),
        (f"依据：{found.document}", f"Document: {found.document}"),
    ]  # fmt: skip
    what += [("那个程序马上就连不上了。", "The program is shut out at once.")] if key == "revoke" else []
    return confirm_page(request, Confirm(title, button, f"/desk/accounts/tokens/{pk}/", what, danger=key == "revoke"))
