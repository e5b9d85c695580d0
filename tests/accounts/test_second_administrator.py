"""The second pair of eyes: who decides, pays or appoints is appointed by one administrator and confirmed by another."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from minsheng.accounts import actions, posts
from minsheng.accounts.models import Post, User
from minsheng.accounts.queries import posts_of
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from tests.accounts.conftest import appoint
from tests.promises.test_access import signed_in
from tests.spine import DAY, with_phone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.STANDING_STILL_ON = DAY


@pytest.fixture
def second(district, actor):
    return actor("admin", district.district)


@pytest.mark.parametrize(("role", "where"), [("approver", "street"), ("district_head", "district"), ("finance", "district"), ("admin", "district")])
def test_who_decides_pays_or_appoints_holds_the_post_when_another_administrator_agrees(district, user, admin, second, role, where):
    post = appoint(user, getattr(district, where), admin, role=role)
    assert post.pending and not posts_of(user, DAY).exists()
    with pytest.raises(NotAllowed, match="另一位管理员"):
        posts.confirm_post(post=post, by=admin, on=DAY)
    later = DAY + timedelta(3)
    posts.confirm_post(post=post, by=second, on=later)
    assert posts_of(user, later).get() == post and post.since == later, "what was done before was not done in it"
    with pytest.raises(AlreadyDone):
        posts.confirm_post(post=post, by=second, on=later)


def test_nobody_confirms_an_own_post_nor_one_outside_the_own_place(district, user, actor, admin, second):
    post = appoint(User.objects.get(pk=second.user), district.district, admin, role="finance")
    with pytest.raises(NotAllowed):
        posts.confirm_post(post=post, by=second, on=DAY)
    with pytest.raises(NotAllowed):
        posts.confirm_post(post=post, by=actor("admin", district.foreign), on=DAY)
    with pytest.raises(NotAllowed):
        posts.confirm_post(post=post, by=actor("district_head", district.district), on=DAY)


def test_sent_back_it_has_never_counted_and_can_be_given_again(district, user, admin, second):
    post = appoint(user, district.street, admin, role="approver")
    with pytest.raises(AlreadyDone):
        appoint(user, district.street, second, role="approver")
    posts.reject_post(post=post, by=second, on=DAY)
    assert not user.posts.exists() and AuditEntry.objects.filter(act="accounts.reject_post").count() == 1
    appoint(user, district.street, second, role="approver")
    gone = appoint(user, district.other_street, admin, role="approver", until=DAY + timedelta(2))
    with pytest.raises(Refused, match="已经过了"):
        posts.confirm_post(post=gone, by=second, on=DAY + timedelta(2))


def test_the_database_knows_no_post_confirmed_by_whoever_gave_it(district, user, admin):
    post = appoint(user, district.street, admin, role="approver")
    for wrong in (
        {"pending": False, "confirmed_by": admin.user}, {"pending": False, "confirmed_by": user}, {"confirmed_by": user}, {"appointed_by": None},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=post.pk).update(**wrong)


def test_a_second_administrator_confirms_on_the_page(district, user, admin, second):
    post = appoint(user, district.street, admin, role="approver", document="任〔2025〕1号")
    mine, other = (signed_in(User.objects.get(pk=one.user)) for one in (admin, second))
    page, confirm = f"/desk/accounts/{user.pk}/", f"/desk/accounts/posts/{post.pk}/confirm/"
    assert "等另一位管理员确认" in mine.get(page).content.decode() and confirm not in mine.get(page).content.decode()
    assert "1 个任命等您确认" in other.get("/desk/accounts/").content.decode() and "1 个任命" not in mine.get("/desk/accounts/").content.decode()
    assert confirm in other.get(page).content.decode()
    assert "任〔2025〕1号" in other.get(confirm).content.decode() and Post.objects.get(pk=post.pk).pending
    other.post(confirm, {"confirmed": "1"})
    assert not Post.objects.get(pk=post.pk).pending


NEW = "a new passphrase of theirs"


@pytest.mark.parametrize(("role", "where"), [("approver", "street"), ("district_head", "district"), ("finance", "district"), ("admin", "district")])
def test_no_administrator_alone_gets_both_keys_of_who_decides_or_pays(district, actor, admin, second, role, where):
    """With the password and the second factor they could sign in and approve in that name."""
    user = with_phone(User.objects.get(pk=actor(role, getattr(district, where)).user))
    actions.give_password(user=user, password=NEW, by=admin, on=DAY)
    with pytest.raises(NotAllowed, match="另一位管理员"):
        actions.reset_second_factor(user=user, by=admin, on=DAY)
    actions.reset_second_factor(user=user, by=second, on=DAY)
    with pytest.raises(NotAllowed, match="另一位管理员"):
        actions.give_password(user=user, password=NEW, by=second, on=DAY)
    actions.give_password(user=user, password=NEW, by=admin, on=DAY)


def test_once_the_owner_has_their_own_again_either_key_may_be_reset_by_anybody(district, actor, admin):
    user = with_phone(User.objects.get(pk=actor("approver", district.street).user))
    actions.give_password(user=user, password=NEW, by=admin, on=DAY)
    user.first_password = False  # changed by its owner, who needed the phone for it
    user.save()
    actions.reset_second_factor(user=user, by=admin, on=DAY)
    actions.give_password(user=with_phone(user), password=NEW, by=admin, on=DAY)


def test_who_only_takes_in_is_helped_by_one(district, actor, admin):
    user = with_phone(User.objects.get(pk=actor("street", district.street).user))
    actions.give_password(user=user, password=NEW, by=admin, on=DAY)
    actions.reset_second_factor(user=user, by=admin, on=DAY)


def test_an_account_just_made_counts_as_one_whose_password_the_maker_knows(district, user, admin):
    made = actions.add_user(username="neu", name="新来的", password=NEW, by=admin, on=DAY)
    appoint(made, district.street, admin, role="approver")
    with pytest.raises(NotAllowed, match="另一位管理员"):
        actions.reset_second_factor(user=made, by=admin, on=DAY)
