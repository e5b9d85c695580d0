"""Users and posts: made by the administrator, dated, on record. Near relatives: declared by each member of staff every year."""

from datetime import date

from allauth.mfa.models import Authenticator

from minsheng.accounts.access import allowed
from minsheng.accounts.models import DeclaredRelative, Post, RelativesDeclaration, User
from minsheng.accounts.roles import LEVEL_OF
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest, seal
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.places.models import Place


@action
def add_user(*, username: str, name: str, password: str, by: Actor, on: date) -> User:
    """Somebody who may sign in. Without a post staff reach nothing."""
    allowed(by, "accounts.manage")
    if User.objects.filter(username=username).exists():
        raise Refused("这个用户名已经有人用了。", "This user name is taken.", field="username")
    user = User.objects.create_user(username=username, password=password, name=name)
    record(by=by, on=on, act="accounts.add_user", subject=user)
    return user


@action
def appoint(*, user: User, role: str, place: Place, since: date, document: str, by: Actor, on: date) -> Post:
    """A role in a place from a day. The place has to be of a level where the role exists, and the administrator's own or below it."""
    allowed(by, "accounts.manage", place)
    if place.level not in LEVEL_OF.get(role, ()):
        raise Refused("这个岗位不设在这一级。", "There is no such role at this level.", field="role")
    if user.pk == by.user:
        raise Refused("不能给自己任命岗位，请另一位管理员办理。", "Nobody appoints themselves: ask another administrator.", field="role")
    if user.posts.filter(role=role, place=place, until=None).exists():
        raise AlreadyDone("已经有这个岗位。", "This post is held already.")
    post = Post.objects.create(user=user, role=role, place=place, since=since, document=document)
    record(by=by, on=on, act="accounts.appoint", subject=user, place=place, role=role, since=since)
    return post


@action
def end_post(*, post: Post, until: date, by: Actor, on: date) -> Post:
    """The first day on which the post is no longer held."""
    allowed(by, "accounts.manage", post.place)
    if until <= post.since:
        raise Refused("结束日期应在开始日期之后。", "The end lies after the beginning.", field="until")
    post.until = until
    post.save(update_fields=["until"])
    record(by=by, on=on, act="accounts.end_post", subject=post.user, place=post.place, role=post.role, until=until)
    return post


@action
def reset_second_factor(*, user: User, by: Actor, on: date) -> User:
    """The phone is lost: at the next sign-in a new one is set up."""
    allowed(by, "accounts.manage")
    Authenticator.objects.filter(user=user).delete()
    record(by=by, on=on, act="accounts.reset_second_factor", subject=user)
    return user


@action
def declare_relatives(*, relatives: list[dict], by: Actor, on: date) -> RelativesDeclaration:
    """This year's declaration: [{relation, name, number}], empty for none. A second one replaces the first."""
    allowed(by, "accounts.declare")
    made, _ = RelativesDeclaration.objects.update_or_create(user_id=by.user, year=on.year, defaults={"none": not relatives, "declared_on": on})
    made.relatives.all().delete()
    for one in relatives:
        number = one["number"].strip().upper()
        DeclaredRelative.objects.create(
            declaration=made,
            relation=one["relation"],
            digest=digest("document", number),
            sealed=seal({"name": one["name"], "number": number}, f"accounts.relative:{made.pk}"),
        )
    record(by=by, on=on, act="accounts.declare_relatives", subject=made, relatives=len(relatives))
    return made
