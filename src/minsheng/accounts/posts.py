"""Posts: given by an administrator, those of the second pair of eyes confirmed by another, ended with a day."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.accounts.models import Post, User
from minsheng.accounts.queries import looked_after
from minsheng.accounts.roles import LEVEL_OF, SECOND_EYES
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.places.models import Place
from minsheng.places.queries import still_there


@action
def appoint(*, user: User, role: str, place: Place, since: date, document: str, until: date | None = None, by: Actor, on: date) -> Post:
    """A role in a place from a day. The place has to be of a level where the role exists, and the administrator's own or below it.

    Whoever decides, pays or appoints (SECOND_EYES) holds the post only when another administrator has confirmed it.
    """
    allowed(by, "accounts.manage", place)
    in_reach(user, by, on)
    if place.level not in LEVEL_OF.get(role, ()):
        raise Refused("这个岗位不设在这一级。", "There is no such role at this level.", field="role")
    still_there(place, max(since, on))
    if since < place.since or since < on:
        raise Refused(
            "任命从今天或以后起算：以前的事不是在这个岗位上办的。", "A post begins today or later: what was done before was not done in it.", field="since"
        )
    if until and until <= since:
        raise Refused("结束日期应在开始日期之后。", "The end lies after the beginning.", field="until")
    if user.posts.filter(role=role, place=place, until=None).exists():
        raise AlreadyDone("已经有这个岗位，或者正等另一位管理员确认。", "This post is held already, or waits for another administrator.")
    given = {"since": since, "until": until, "document": document, "pending": role in SECOND_EYES, "appointed_by_id": by.user}
    post = Post.objects.create(user=user, role=role, place=place, **given)
    record(by=by, on=on, act="accounts.appoint", subject=user, place=place, role=role, since=since, until=until, pending=post.pending)
    return post


@action
def confirm_post(*, post: Post, by: Actor, on: date) -> Post:
    """Another administrator agrees: the post counts, from today where its first day has passed meanwhile."""
    _waiting(post, by)
    if by.user in (post.appointed_by_id, post.user_id):
        raise NotAllowed("自己任命的或任命自己的，由另一位管理员确认。", "Another administrator confirms what you have appointed, or been appointed to.")
    if post.until and post.until <= on:
        raise Refused("这个任命的日期已经过了，请退回重新任命。", "Its days have passed: send it back and appoint anew.")
    post.pending, post.confirmed_by_id, post.since = False, by.user, max(post.since, on)
    post.save(update_fields=["pending", "confirmed_by", "since"])
    record(by=by, on=on, act="accounts.confirm_post", subject=post.user, place=post.place, role=post.role, since=post.since)
    return post


@action
def reject_post(*, post: Post, by: Actor, on: date) -> None:
    """It is not to be: the post has never counted and goes."""
    _waiting(post, by)
    record(by=by, on=on, act="accounts.reject_post", subject=post.user, place=post.place, role=post.role)
    post.delete()


@action
def end_post(*, post: Post, until: date, by: Actor, on: date) -> Post:
    """The first day on which the post is no longer held: never a day that has passed, since what was done in it was done in it."""
    allowed(by, "accounts.manage", post.place)
    if post.until and post.until <= on:
        raise AlreadyDone("这个岗位已经结束。", "This post has ended already.")
    if until < on or until <= post.since:
        raise Refused("结束日期不能早于今天，并且在开始日期之后。", "The end is not before today, and lies after the beginning.", field="until")
    post.until = until
    post.save(update_fields=["until"])
    record(by=by, on=on, act="accounts.end_post", subject=post.user, place=post.place, role=post.role, until=until)
    return post


def in_reach(user: User, by: Actor, on: date) -> None:
    """An administrator looks after the staff of the own place and below, and never after themselves. Raises NotAllowed."""
    allowed(by, "accounts.manage")
    if user.pk == by.user:
        raise NotAllowed("不能给自己办理，请另一位管理员办理。", "Nobody does this for themselves: ask another administrator.")
    if not looked_after(by, on).filter(pk=user.pk).exists():
        raise NotAllowed("这个账号有您辖区以外的岗位，请上级管理员办理。", "This account has posts outside your place: ask the administrator above.")


def _waiting(post: Post, by: Actor) -> None:
    allowed(by, "accounts.manage", locked(post).place)
    if not post.pending:
        raise AlreadyDone("这个岗位已经确认过了。", "This post has been confirmed already.")
