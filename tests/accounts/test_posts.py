"""Posts with their days and places; several posts of one person; what an administrator reaches, and what not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.accounts import actions, posts
from minsheng.accounts.models import Post, User
from minsheng.accounts.queries import posts_of
from minsheng.accounts.roles import LEVEL_OF, MAY, ROLES
from minsheng.base.actor import Actor
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.oversight.queries import trail
from minsheng.places.models import Place
from minsheng.places.tree import close
from tests.accounts.conftest import appoint
from tests.promises.test_access import signed_in
from tests.spine import DAY, LONG_AGO, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.STANDING_STILL_ON = DAY


def by_of(client) -> Actor:
    return client.get("/desk/relatives/").wsgi_request.by


def test_a_post_counts_from_its_first_day_to_before_its_last(district, user, admin):
    post = appoint(user, district.street, admin, since=DAY + timedelta(2), until=DAY + timedelta(5))
    held = [day for day in range(8) if list(posts_of(user, DAY + timedelta(day))) == [post]]
    assert held == [2, 3, 4]


def test_outside_its_days_the_desk_is_closed(district, user, admin, settings):
    post = appoint(user, district.street, admin, since=DAY + timedelta(1))
    client = signed_in(user)
    assert client.get("/desk/").status_code == 403
    settings.STANDING_STILL_ON = DAY + timedelta(1)
    assert client.get("/desk/").status_code == 200
    posts.end_post(post=post, until=DAY + timedelta(3), by=admin, on=DAY + timedelta(1))
    settings.STANDING_STILL_ON = DAY + timedelta(3)
    assert client.get("/desk/").status_code == 403


def test_a_post_in_a_place_that_has_ended_counts_no_more(district, user, admin):
    appoint(user, district.other_street, admin)
    close(district.other_street, DAY + timedelta(3))
    assert posts_of(user, DAY + timedelta(2)).exists() and not posts_of(user, DAY + timedelta(3)).exists()
    with pytest.raises(Refused, match="撤销"):
        appoint(user, district.other_street, admin, role="approver", since=DAY + timedelta(3))


def test_of_two_posts_one_is_acted_in_at_a_time(district, user, actor, admin):
    first, second = appoint(user, district.street, admin), appoint(user, district.other_street, admin, role="approver")
    posts.confirm_post(post=second, by=actor("admin", district.city), on=DAY)
    client = signed_in(user)
    assert by_of(client).post == first.pk
    assert client.post("/desk/post/", {"post": second.pk}).status_code == 302
    assert (by_of(client).role, by_of(client).path) == ("approver", district.other_street.path)
    assert client.get("/desk/people/").status_code == 200


def test_nobody_acts_in_a_post_of_another_or_one_that_has_ended(district, user, admin, actor):
    mine = appoint(user, district.street, admin)
    foreign = actor("district_head", district.district)
    ended = Post.objects.create(user=user, role="approver", place=district.street, since=LONG_AGO, until=DAY)
    client = signed_in(user)
    for post in (foreign.post, ended.pk, "x", ""):
        assert client.post("/desk/post/", {"post": post}).status_code == 404
    assert by_of(client).post == mine.pk


def test_an_ended_post_that_was_chosen_gives_way_to_the_other(district, user, admin, settings):
    first, second = appoint(user, district.street, admin), appoint(user, district.other_street, admin, until=DAY + timedelta(1))
    client = signed_in(user)
    client.post("/desk/post/", {"post": second.pk})
    settings.STANDING_STILL_ON = DAY + timedelta(1)
    assert by_of(client).post == first.pk


@pytest.mark.parametrize("role", [r for r in ROLES if r != "resident"])
def test_a_role_is_given_at_its_levels_only(district, user, actor, role):
    top = actor("admin", district.nation)
    for place in (district.nation, district.province, district.city, district.district, district.street, district.community):
        if place.level in LEVEL_OF[role]:
            assert appoint(user, place, top, role=role).place == place
        else:
            with pytest.raises(Refused, match="不设在这一级"):
                appoint(user, place, top, role=role)


def test_what_an_appointment_may_not_be(district, user, admin, actor):
    with pytest.raises(NotAllowed):
        appoint(user, district.foreign_street, admin)
    with pytest.raises(NotAllowed):
        appoint(user, district.street, actor("district_head", district.district))
    with pytest.raises(Refused, match="自己"):
        appoint(User.objects.get(pk=admin.user), district.street, admin)
    with pytest.raises(Refused, match="今天或以后"):
        appoint(user, district.street, admin, since=DAY - timedelta(1))
    with pytest.raises(Refused, match="之后"):
        appoint(user, district.street, admin, until=DAY)
    appoint(user, district.street, admin)
    with pytest.raises(AlreadyDone):
        appoint(user, district.street, admin)


def test_an_administrator_appoints_the_staff_of_the_own_place_only(district, actor, admin):
    neighbour = User.objects.get(pk=actor("street", district.foreign_street).user)
    with pytest.raises(NotAllowed, match="辖区以外"):
        appoint(neighbour, district.street, admin)


def test_a_post_does_not_end_in_the_past(district, user, admin):
    post = appoint(user, district.street, admin)
    later = DAY + timedelta(10)
    for until in (DAY, later - timedelta(1)):
        with pytest.raises(Refused, match="早于今天"):
            posts.end_post(post=post, until=until, by=admin, on=later)
    posts.end_post(post=post, until=later, by=admin, on=later)
    with pytest.raises(AlreadyDone):
        posts.end_post(post=post, until=later + timedelta(1), by=admin, on=later)


def test_an_administrator_looks_after_the_own_staff_only(district, actor, admin):
    of_the_city, neighbour = actor("admin", district.city), actor("street", district.foreign_street)
    for one in (of_the_city, neighbour):
        for act in (actions.reset_second_factor, actions.close_user, actions.reopen_user):
            with pytest.raises(NotAllowed):
                act(user=User.objects.get(pk=one.user), by=admin, on=DAY)
        with pytest.raises(NotAllowed):
            actions.give_password(user=User.objects.get(pk=one.user), password="a better staple horse", by=admin, on=DAY)
        assert signed_in(User.objects.get(pk=admin.user)).get(f"/desk/accounts/{one.user}/").status_code == 404
    with pytest.raises(NotAllowed, match="自己"):
        actions.reset_second_factor(user=User.objects.get(pk=admin.user), by=admin, on=DAY)


def test_a_post_elsewhere_counts_also_when_its_last_day_is_known(district, user, actor, admin):
    """Else whoever is appointed for a year would be anybody's: with a new password and no second factor."""
    appoint(user, district.foreign_street, actor("admin", district.foreign), until=DAY + timedelta(365))
    with pytest.raises(NotAllowed):
        actions.give_password(user=user, password="a better staple horse", by=admin, on=DAY)
    with pytest.raises(NotAllowed):
        actions.reset_second_factor(user=user, by=admin, on=DAY + timedelta(364))
    actions.reset_second_factor(user=user, by=admin, on=DAY + timedelta(365))


def test_the_auditor_of_the_place_sees_what_the_city_does_to_an_account(district, actor):
    officer, auditor = actor("approver", district.street), actor("auditor", district.district)
    user, city = User.objects.get(pk=officer.user), actor("admin", district.city)
    actions.give_password(user=user, password="a better staple horse", by=city, on=DAY)
    actions.reset_second_factor(user=user, by=actor("admin", district.city), on=DAY)
    assert {"accounts.give_password", "accounts.reset_second_factor"} <= set(trail(auditor).values_list("act", flat=True))


def test_nobody_is_given_a_name_of_the_demonstration(admin):
    with pytest.raises(Refused, match="demo-"):
        actions.add_user(username="Demo-boss", name="新人", password="correct horse battery", by=admin, on=DAY)


def test_an_administrator_sees_no_file_and_no_resident(district, admin):
    person = make_person("林月娥", district.community, date(1950, 1, 1))
    resident = User.objects.create(username="resident", name="林月娥")
    assert not [p for p in MAY if "admin" in MAY[p] and p.split(".")[0] in ("registry", "applications", "benefits", "payments", "standards", "audit")]
    client = signed_in(User.objects.get(pk=admin.user))
    for address in (
        "/desk/people/",
        f"/desk/people/{person.pk}/",
        "/desk/applications/",
        "/desk/benefits/",
        "/desk/payments/",
        "/desk/audit/",
        "/desk/search?q=林月娥",
    ):
        assert client.get(address).status_code == 403, address
    assert "林月娥" not in client.get("/desk/accounts/").content.decode()
    assert client.get(f"/desk/accounts/{resident.pk}/").status_code == 404


def test_the_pages_make_an_account_a_post_and_its_end(district, admin):
    client = signed_in(User.objects.get(pk=admin.user))
    assert client.post("/desk/accounts/new/", {"username": "li", "name": "李新", "password": "short"}).status_code == 422
    assert client.post("/desk/accounts/new/", {"username": "li", "name": "李新", "password": "correct horse battery"}).status_code == 302
    made = User.objects.get(username="li")
    page = f"/desk/accounts/{made.pk}/"
    sent = {"role": "street", "place": "福田区香蜜湖街道", "since": "2025-10-09"}
    assert "没有这个地方" in client.post(page, sent | {"place": "没有这里"}).content.decode()
    assert "没有这个地方" in client.post(page, sent | {"place": "南头街道"}).content.decode(), "what lies outside the administrator's place is not offered"
    assert client.post(page, sent).status_code == 302
    post = made.posts.get()
    assert (post.place, post.role) == (district.street, "street")
    assert client.post(f"/desk/accounts/posts/{post.pk}/end/", {"until": "2025-10-01"}).status_code == 422
    assert client.post(f"/desk/accounts/posts/{post.pk}/end/", {"until": "2025-10-10"}).status_code == 302
    assert "马上不能登录" in client.post(f"{page}close/").content.decode() and User.objects.get(pk=made.pk).is_active
    assert client.post(f"{page}close/", {"confirmed": "1"}).status_code == 302 and not User.objects.get(pk=made.pk).is_active
    assert client.post(f"{page}password/", {"password": "short"}).status_code == 422
    assert client.post(f"{page}password/", {"password": "a better staple horse"}).status_code == 302


def test_filters_narrow_the_list_of_accounts(district, actor, admin, user):
    officer = actor("street", district.street, "王知行")
    names = lambda query: {u.pk for u in signed_in(User.objects.get(pk=admin.user)).get(f"/desk/accounts/?{query}").context["table"].all}  # noqa: E731
    assert names("q=王知") == names("role=street") == {officer.user}
    assert names("state=none") == {user.pk}
    assert names("state=factor") == {user.pk, officer.user}
    assert names("state=closed") == set()


@pytest.mark.parametrize(("role", "address"), [("admin", "/desk/accounts/"), ("district_head", "/desk/relatives/all/")])
def test_a_list_of_fifty_needs_no_more_queries_than_a_list_of_one(district, actor, role, address):
    client = signed_in(User.objects.get(pk=actor(role, district.district).user))

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    actor("street", district.street)
    before = queries()
    for _ in range(50):
        actor("street", district.street)
    assert queries() <= before
    assert client.get(address).context["table"].page.several
    assert Place.objects.exists()
