"""Tokens for programs: two administrators, told once, bounded by the post, ended at once; what is looked at with them names them."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minsheng.accounts import tokens
from minsheng.accounts.models import Post, Token, User
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from tests.pages import signed_in
from tests.spine import DAY, LONG_AGO

pytestmark = pytest.mark.django_db
UNTIL = DAY + timedelta(days=100)


@pytest.fixture
def post(district, actor):
    return Post.objects.get(pk=actor("finance", district.district).post)


@pytest.fixture
def second(district, actor):
    return actor("admin", district.district)


def ask(post, admin, **more):
    return tokens.ask(**{"post": post, "name": "支付系统", "scopes": ["payments.see"], "until": UNTIL, "document": "演示", "by": admin, "on": DAY} | more)


def test_it_opens_nothing_before_another_administrator_agrees(post, admin, second):
    asked, secret = ask(post, admin)
    assert tokens.opened(secret, DAY) is None
    with pytest.raises(NotAllowed):
        tokens.confirm(token=asked, by=admin, on=DAY)
    tokens.confirm(token=asked, by=second, on=DAY)
    assert tokens.opened(secret, DAY) == asked
    with pytest.raises(AlreadyDone):
        tokens.confirm(token=asked, by=second, on=DAY)


def test_only_a_digest_is_kept(post, admin):
    asked, secret = ask(post, admin)
    kept = str(Token.objects.filter(pk=asked.pk).values().get())
    assert re.fullmatch(r"ms_[0-9a-f]{48}", secret) and secret not in kept and secret[:8] in kept


def test_it_ends_with_its_day_its_post_its_account_and_at_once_when_revoked(post, admin, second):
    asked, secret = ask(post, admin)
    tokens.confirm(token=asked, by=second, on=DAY)
    assert tokens.opened(secret, UNTIL - timedelta(days=1)) and tokens.opened(secret, UNTIL) is None
    User.objects.filter(pk=post.user_id).update(is_active=False)
    assert tokens.opened(secret, DAY) is None
    User.objects.filter(pk=post.user_id).update(is_active=True)
    Post.objects.filter(pk=post.pk).update(until=DAY)
    assert tokens.opened(secret, DAY) is None
    Post.objects.filter(pk=post.pk).update(until=None)
    assert tokens.opened(secret, DAY)
    tokens.revoke(token=asked, by=second, on=DAY)
    assert tokens.opened(secret, DAY) is None


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"scopes": ["applications.see"]}, {"scopes": ["payments.approve"]}, {"until": DAY}, {"until": DAY + timedelta(days=400)}, {"document": " "}])  # fmt: skip
def test_what_may_not_be_asked_for(post, admin, wrong):
    with pytest.raises(Refused):
        ask(post, admin, **wrong)


def test_nobody_asks_for_their_own_post_or_outside_their_place(district, actor, admin, post):
    own = Post.objects.get(pk=admin.post)
    with pytest.raises(NotAllowed):
        ask(own, admin, scopes=["payments.see"])
    with pytest.raises(NotAllowed):
        ask(post, actor("admin", district.foreign))


def test_the_actor_is_the_post_and_every_entry_names_the_token(post, admin, second):
    asked, _ = ask(post, admin)
    by = tokens.actor_of(asked)
    assert (by.user, by.role, by.post, by.place, by.token) == (post.user_id, "finance", post.pk, post.place_id, asked.pk)
    tokens.remember_key(key="key-1", sent="x", by=by, on=DAY)
    assert AuditEntry.objects.latest("pk").details == {"token": asked.pk}
    tokens.remember_key(key="key-1", sent="x", by=by, on=DAY)
    with pytest.raises(Refused):
        tokens.remember_key(key="key-1", sent="y", by=by, on=DAY)


def test_two_administrators_on_the_pages(district, actor, post):
    """One asks and is shown the secret once; another agrees; then it opens, until it is revoked."""
    first, other = (signed_in(User.objects.get(pk=actor("admin", district.city).user)) for _ in range(2))
    made = first.post(f"/desk/accounts/{post.user_id}/token/", {
        "name": "支付系统", "post": post.pk, "scopes": ["payments.see"], "document": "演示", "until": today() + timedelta(days=30),
    })  # fmt: skip
    secret = re.search(r"ms_[0-9a-f]{48}", made.content.decode())[0]
    assert "no-store" in made["Cache-Control"]
    token = Token.objects.get()
    assert secret not in first.get(f"/desk/accounts/tokens/{token.pk}/").content.decode()
    program = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/batches").status_code == 401
    assert first.post(f"/desk/accounts/tokens/{token.pk}/confirm/", {"confirmed": "1"}).status_code == 403
    assert other.post(f"/desk/accounts/tokens/{token.pk}/confirm/", {"confirmed": "1"}).status_code == 302
    assert program.get("/api/v1/batches").status_code == 200
    other.post(f"/desk/accounts/tokens/{token.pk}/revoke/", {"confirmed": "1"})
    assert program.get("/api/v1/batches").status_code == 401


def test_a_token_is_never_of_one_administrator_alone(post, admin):
    asked, _ = ask(post, admin)
    for wrong in ({"pending": False}, {"pending": False, "confirmed_by": admin.user}, {"until": LONG_AGO}, {"revoked_on": DAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Token.objects.filter(pk=asked.pk).update(**wrong)


def test_the_list_of_tokens_is_as_quick_for_fifty(district, actor, post, admin):
    client, counted = signed_in(User.objects.get(pk=actor("admin", district.city).user)), []
    for more in (1, 49):
        for _ in range(more):
            ask(post, admin)
        client.get("/desk/accounts/tokens/")
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/desk/accounts/tokens/").status_code == 200
        counted.append(len(caught))
    assert counted[1] <= counted[0]
