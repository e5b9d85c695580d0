"""Tokens for programs: asked for by one administrator, agreed to by another, told once, revoked at once; and what a request carries."""

import re
import secrets
from datetime import date, timedelta

from minsheng.accounts.access import allowed
from minsheng.accounts.models import Post, SentKey, Token
from minsheng.accounts.posts import in_reach
from minsheng.accounts.queries import posts_in_force
from minsheng.accounts.roles import MAY
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused

LONGEST = timedelta(days=366)
FORM = re.compile(r"ms_[0-9a-f]{48}")
FOR_PROGRAMS = {
    "applications.see": ("查看办件", "See applications"),
    "benefits.see": ("查看待遇", "See awards"),
    "payments.see": ("查看发放", "See payments"),
    "payments.bank": ("送银行回盘", "Bring the bank's results"),
    "notices.send": ("送短信回复", "Bring answers to messages"),
    "audit.see": ("查看审计链", "See the audit chain"),
    "registry.unmask": ("写明用途看完整证件号、电话、地址", "See document, telephone and address in full for a stated purpose"),
}
"""What a program may be let do at all. It never decides, approves or appoints."""


@action
def ask(*, post: Post, name: str, scopes: list[str], until: date, document: str, by: Actor, on: date) -> tuple[Token, str]:
    """A token and its secret, which is told this once and kept as a digest. It opens nothing until another administrator has confirmed it."""
    allowed(by, "accounts.manage", post.place)
    in_reach(post.user, by, on)
    if not posts_in_force(on).filter(pk=post.pk).exists():
        raise Refused("这个岗位现在不在任。", "This post is not held now.", field="post")
    if not scopes or any(scope not in able(post) for scope in scopes):
        raise Refused("请选择这个岗位可以交给程序做的事。", "Choose from what a program may do in this post.", field="scopes")
    if not on < until <= on + LONGEST:
        raise Refused("到期日在明天到一年之内。", "It runs out between tomorrow and a year from now.", field="until")
    if not name.strip() or not document.strip():
        raise Refused("请写明给哪个系统用、依据什么文件。", "Say for which system it is, and by which document.", field="name")
    secret = f"ms_{secrets.token_hex(24)}"
    made = Token.objects.create(
        post=post, name=name.strip(), scopes=sorted(set(scopes)), digest=digest("token", secret), hint=secret[:8], since=on, until=until,
        document=document.strip(), asked_by_id=by.user,
    )  # fmt: skip
    record(by=by, on=on, act="accounts.ask_token", subject=made, place=post.place, post=post.pk, scopes=made.scopes, until=until)
    return made, secret


@action
def confirm(*, token: Token, by: Actor, on: date) -> Token:
    """Another administrator agrees: from now on it opens what it names."""
    allowed(by, "accounts.manage", locked(token).post.place)
    if not token.pending or token.revoked_on:
        raise AlreadyDone("这个令牌已经处理过了。", "This token has been dealt with already.")
    if by.user in (token.asked_by_id, token.post.user_id):
        raise NotAllowed(
            "自己申请的，或用自己岗位的，由另一位管理员确认。", "Another administrator confirms what you have asked for, or what acts in your post."
        )
    if token.until <= on:
        raise Refused("它的日期已经过了，请重新申请。", "Its days have passed: ask for a new one.")
    token.pending, token.confirmed_by_id = False, by.user
    token.save(update_fields=["pending", "confirmed_by"])
    record(by=by, on=on, act="accounts.confirm_token", subject=token, place=token.post.place, scopes=token.scopes, until=token.until)
    return token


@action
def revoke(*, token: Token, by: Actor, on: date) -> Token:
    """From the next request on it opens nothing. One that still waits is sent back so."""
    allowed(by, "accounts.manage", locked(token).post.place)
    if token.revoked_on:
        raise AlreadyDone("这个令牌已经停用。", "This token has been revoked already.")
    token.revoked_on, token.revoked_by_id = on, by.user
    token.save(update_fields=["revoked_on", "revoked_by"])
    record(by=by, on=on, act="accounts.revoke_token", subject=token, place=token.post.place, pending=token.pending)
    return token


@action
def remember_key(*, key: str, sent: str, by: Actor, on: date) -> None:
    """A write comes with this key: the first time, or with the very same content once more. Raises Refused for anything else."""
    kept, first = SentKey.objects.get_or_create(user_id=by.user, key=key, defaults={"digest": sent, "sent_on": on})
    if first:
        record(by=by, on=on, act="accounts.remember_key", subject=kept, place=by.place)
    if kept.digest != sent:
        raise Refused("这个 Idempotency-Key 已经用于别的内容。", "This Idempotency-Key was used with something else.", field="Idempotency-Key")


def able(post: Post) -> list[str]:
    """What a program may be let do in a post."""
    return [permission for permission in FOR_PROGRAMS if post.role in MAY[permission]]


def carried(request) -> str:
    """The secret that a request carries, "" without one."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() or "none" if kind.lower() == "bearer" else ""


def opened(secret: str, on: date) -> Token | None:
    """The token behind a secret, if it opens anything today: confirmed, not run out, not revoked, its post and account in force. That it was used today is noted."""
    if not FORM.fullmatch(secret):
        return None
    rows = Token.objects.filter(digest=digest("token", secret), pending=False, revoked_on=None, since__lte=on, until__gt=on, post__in=posts_in_force(on))
    found = rows.filter(post__user__is_active=True).select_related("post__place", "post__user").first()
    if found and found.used_on != on:
        Token.objects.filter(pk=found.pk).update(used_on=on)
    return found


def actor_of(token: Token) -> Actor:
    """Whoever holds the post; that it was a program is told by `token`."""
    post, user = token.post, token.post.user
    return Actor(user.pk, str(user), post.role, post.place.path, post.pk, post.place_id, token=token.pk)
