"""A small district with people in posts: what tests of the desk stand on. Everybody here is invented."""

from datetime import date
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator

from minsheng.accounts.models import Post, User
from minsheng.base.actor import MACHINE, Actor
from minsheng.places.models import Place, Placing
from minsheng.registry import actions as registry
from minsheng.registry.identity import luhn, make_number

LONG_AGO = date(1990, 1, 1)
DAY = date(2025, 10, 9)


def place(name: str, level: str, parent: Place | None, law_code: str = "") -> Place:
    made = Place(name=name, level=level, parent=parent, law_code=law_code or parent.law_code, since=LONG_AGO, path=f"new {name} {parent and parent.pk}")
    made.save()
    made.path = f"{parent.path if parent else ''}{made.pk}."
    made.save()
    Placing.objects.create(place=made, parent=parent, path=made.path, name=name, since=LONG_AGO)
    return made


def make_district() -> SimpleNamespace:
    """Shenzhen with Futian (two streets of two communities each) and Nanshan, the foreign place."""
    nation = place("全国", "nation", None, "000000")
    province = place("广东省", "province", nation, "440000")
    city = place("深圳市", "city", province, "440300")
    district = place("福田区", "district", city, "440304")
    street = place("香蜜湖街道", "street", district, "440304006")
    other_street = place("南园街道", "street", district, "440304001")
    foreign = place("南山区", "district", city, "440305")
    foreign_street = place("南头街道", "street", foreign, "440305001")
    return SimpleNamespace(
        nation=nation, province=province, city=city, district=district, street=street, other_street=other_street, foreign=foreign, foreign_street=foreign_street,
        community=place("香岭社区居委会", "community", street), community_2=place("竹园社区居委会", "community", street),
        other_community=place("南园社区居委会", "community", other_street), foreign_community=place("南头社区居委会", "community", foreign_street),
    )  # fmt: skip


def make_actor(role: str, where: Place, name: str = "") -> Actor:
    """A user in one post, as the middleware would make it."""
    n = User.objects.count() + 1
    user = User.objects.create(username=f"{role}-{n}", name=name or f"{role} {n}")
    post = Post.objects.create(user=user, role=role, place=where, since=LONG_AGO)
    return Actor(user.pk, user.name, role, where.path, post.pk, where.pk)


def with_phone(user: User) -> User:
    """With a second factor, as staff need one; what it shows is tested in tests/accounts."""
    Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": {}})
    return user


def card(n: int) -> str:
    body = f"9999{n:011d}"
    return next(f"{body}{d}" for d in range(10) if luhn(f"{body}{d}"))


def make_person(
    name: str,
    where: Place,
    born: date,
    *,
    serial: int = 1,
    phone: str = "",
    on: date = DAY,
    facts: dict | None = None,
    account: int | None = None,
    approver: Actor | None = None,
):
    """A file with an identity card of the sandbox area; `account` gives it an approved account."""
    person = registry.open_file(
        name=name,
        place=where,
        birth_date=born,
        documents=[("resident", make_number("440399", born, serial))],
        phones=[phone] if phone else [],
        by=MACHINE,
        on=on,
    )
    if facts:
        registry.learn(subject=person, facts=facts, source="register", since=date(2025, 1, 1), by=MACHINE, on=on)
    if account is not None:
        entered = registry.enter_account(person=person, number=card(account), bank="演示银行", holder=name, by=MACHINE, on=on)
        registry.approve_account(account=entered, by=approver or make_actor("approver", where), on=on)
    person.refresh_from_db()
    return person


def merged(keep, drop, by: Actor, on: date = DAY, why: str = "同一人"):
    """Two files made one as where money hangs on them: a colleague of `by` has proposed it."""
    colleague = make_actor(by.role, Place.objects.get(pk=by.place))
    registry.propose_merge(keep_file=keep, drop=drop, why=why, by=colleague, on=on)
    return registry.merge(keep_file=keep, drop=drop, why=why, by=by, on=on)


@pytest.fixture
def district(db) -> SimpleNamespace:
    return make_district()


@pytest.fixture
def actor(db):
    return make_actor
