"""Users and posts: made by the administrator, dated, on record. Near relatives: declared by each member of staff every year."""

import re
import unicodedata
from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import translation

from minsheng.accounts.access import allowed
from minsheng.accounts.models import DeclaredRelative, KeptFilter, RelativesDeclaration, User
from minsheng.accounts.posts import in_reach
from minsheng.accounts.queries import has_factor
from minsheng.accounts.roles import SECOND_EYES
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest, seal
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.ui.kept import MOST
from minsheng.places.models import Place

RELATIONS = {
    "spouse": ("配偶", "Spouse"), "parent": ("父母（含配偶的）", "Parent (also the spouse's)"), "child": ("子女及其配偶", "Child and their spouse"),
    "sibling": ("兄弟姐妹（含配偶的）", "Sibling (also the spouse's)"), "grandparent": ("祖父母、外祖父母", "Grandparent"),
    "grandchild": ("孙子女、外孙子女", "Grandchild"), "aunt": ("父母的兄弟姐妹", "Parent's sibling"),
}  # fmt: skip
"""Who counts as a near relative."""


@action
def add_user(*, username: str, name: str, password: str, by: Actor, on: date) -> User:
    """Somebody of the staff who may sign in; without a post they reach nothing. The first password is changed at the first sign-in.

    Without a password they sign in through the identity provider only, where they have the same user name.
    """
    allowed(by, "accounts.manage")
    username = username.strip()
    if username.lower().startswith("demo-"):  # where the demonstration is switched on, these sign in without a password
        raise Refused("以 demo- 开头的用户名留给演示。", "User names that begin with demo- are the demonstration's.", field="username")
    if User.objects.filter(username__iexact=username).exists():
        raise Refused("这个用户名已经有人用了。", "This user name is taken.", field="username")
    user = User(username=username, name=name.strip(), is_staff=True, first_password=bool(password), password_given_by_id=by.user if password else None)
    if password:
        _strong(password, user)
    user.set_password(password or None)
    user.save()
    record(by=by, on=on, act="accounts.add_user", subject=user)
    return user


@action
def give_password(*, user: User, password: str, by: Actor, on: date) -> User:
    """Somebody has forgotten theirs: a first password once more, changed at the next sign-in. Every open session ends."""
    in_reach(user, by, on)
    if user.factor_reset_by_id == by.user and not has_factor(user):
        _by_another(user, on)
    _strong(password, user)
    user.set_password(password)
    user.first_password, user.password_given_by_id = True, by.user
    user.save(update_fields=["password", "first_password", "password_given_by"])
    record(by=by, on=on, act="accounts.give_password", subject=user, place=_where(user))
    return user


def _strong(password: str, user: User) -> None:
    """The rules of AUTH_PASSWORD_VALIDATORS, said in both languages."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            try:
                validate_password(password, user)
            except ValidationError as wrong:
                said.append(" ".join(wrong.messages))
    if said:
        raise Refused(*said, field="password")


@action
def reset_second_factor(*, user: User, by: Actor, on: date) -> User:
    """The phone is lost: at the next sign-in a new one is set up."""
    in_reach(user, by, on)
    if user.first_password and user.password_given_by_id == by.user:
        _by_another(user, on)
    Authenticator.objects.filter(user=user).delete()
    user.factor_reset_by_id = by.user
    user.save(update_fields=["factor_reset_by"])
    record(by=by, on=on, act="accounts.reset_second_factor", subject=user, place=_where(user))
    return user


def _by_another(user: User, on: date) -> None:
    """Nobody holds both keys of somebody who decides, pays or appoints: with them they could sign in and do it in their name."""
    if user.posts.filter(Q(until=None) | Q(until__gt=on), role__in=SECOND_EYES).exists():
        raise NotAllowed(
            "这个人的密码和第二验证不能都由您一个人重设，否则就能用他的名义登录。请另一位管理员办这一样。",
            "One administrator does not reset both the password and the second factor of somebody who decides or pays: ask another for this one.",
        )


@action
def close_user(*, user: User, by: Actor, on: date) -> User:
    """Somebody has left: the sign-in works no more, from the next click on. What they did stays theirs."""
    return _set_active(user, False, "accounts.close_user", by, on)


@action
def reopen_user(*, user: User, by: Actor, on: date) -> User:
    """Somebody has come back."""
    return _set_active(user, True, "accounts.reopen_user", by, on)


def _set_active(user: User, active: bool, act: str, by: Actor, on: date) -> User:
    in_reach(user, by, on)
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(by=by, on=on, act=act, subject=user, place=_where(user))
    return user


def _where(user: User) -> Place | None:
    """Where their newest post is: the auditor of that place sees what an administrator above has done to the account."""
    post = user.posts.select_related("place").order_by("-since", "-pk").first()
    return post and post.place


@action
def declare_relatives(*, relatives: list[dict], by: Actor, on: date) -> RelativesDeclaration:
    """This year's declaration: [{relation, name, number}], empty for none. A second one replaces the first. Raises Refused for a number that cannot be."""
    allowed(by, "accounts.declare")
    numbers = [_number(one["number"]) for one in relatives]
    if len(set(numbers)) < len(numbers):
        raise Refused("这位亲属已经在名单里。", "This relative is on the list already.", field="number")
    made, _ = RelativesDeclaration.objects.update_or_create(user_id=by.user, year=on.year, defaults={"none": not relatives, "declared_on": on})
    made.relatives.all().delete()
    for one, number in zip(relatives, numbers, strict=True):
        DeclaredRelative.objects.create(
            declaration=made,
            relation=one["relation"],
            digest=digest("document", number),
            sealed=seal({"name": one["name"], "number": number}, f"accounts.relative:{made.pk}"),
        )
    digests = sorted(digest("document", number) for number in numbers)  # who is taken off the list and put back again is seen in the trail
    record(by=by, on=on, act="accounts.declare_relatives", subject=made, relatives=len(relatives), digests=digests)
    return made


def _number(text: str) -> str:
    """As the registry writes it. A wrong digit would let the officer decide for a relative, so the check digit of a resident card (GB 11643) is tried."""
    number = re.sub(r"[\s\-·]", "", unicodedata.normalize("NFKC", text)).upper()
    if not number or not number.isascii():
        raise Refused("请填写证件号码。", "Enter the document number.", field="number")
    if len(number) == 15 and number.isdigit():
        raise Refused("请填写现在的 18 位身份证号码。", "Enter the present identity number of 18 digits.", field="number")
    if len(number) == 18 and number[:17].isdigit() and "10X98765432"[sum(int(d) * 2 ** (17 - i) for i, d in enumerate(number[:17])) % 11] != number[17]:
        raise Refused("身份证号码的最后一位对不上，请再核对一遍。", "The last digit of the identity number does not fit: check it again.", field="number")
    return number


@action
def keep_filter(*, table: str, name: str, query: str, by: Actor, on: date) -> KeptFilter:
    """The filter that a list shows now, to be found again under a name of one's own choice."""
    allowed(by, "desk.see")
    user = locked(User.objects.get(pk=by.user))  # two clicks at once would want one slot
    name, rows = " ".join(name.split()), KeptFilter.objects.filter(user=user, table=table)
    if not 0 < len(name) <= 20 or re.search(r"\d{6}", name):
        raise Refused("请起一个 20 个字以内的名字，不要写号码。", "Give it a name of at most 20 characters, without long numbers.", field="name")
    if not query:
        raise Refused("请先筛选，再保存。", "Filter the list first, then keep that.")
    if rows.filter(name=name).exists():
        raise Refused("这个名字已经用了，换一个。", "This name is taken: choose another.", field="name")
    free = sorted(set(range(1, MOST + 1)) - set(rows.values_list("slot", flat=True)))
    if not free:
        raise Refused(f"每个列表最多保存 {MOST} 个，请先去掉一个。", f"At most {MOST} are kept for a list: remove one first.")
    made = KeptFilter.objects.create(user=user, table=table, slot=free[0], name=name, query=query)
    record(by=by, on=on, act="accounts.keep_filter", subject=user, table=table)
    return made


@action
def drop_filter(*, table: str, number: str, by: Actor, on: date) -> None:
    """One's own, by its id as the list's form says it."""
    allowed(by, "desk.see")
    row = KeptFilter.objects.filter(user=by.user, table=table, pk=int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0).first()
    if row is None:
        raise AlreadyDone("已经去掉了。", "It has been removed already.")
    record(by=by, on=on, act="accounts.drop_filter", subject=row.user, table=table)
    row.delete()
