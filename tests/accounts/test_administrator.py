"""The first two administrators come from the command line; nobody else does."""

import io

import pytest
from django.core.management import CommandError, call_command

from minsheng.accounts.models import Post, User
from minsheng.base.models import AuditEntry


@pytest.fixture
def typed(monkeypatch):
    """What is written on standard input."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def make(place="福田区", username="first"):
    call_command("administrator", "彭演示", username, place, stdout=io.StringIO())


def test_the_first_administrator_is_made_and_on_record(district, typed):
    typed("a long enough passphrase")
    make()
    post = Post.objects.get()
    assert (post.user.username, post.role, post.place) == ("first", "admin", district.district)
    assert post.user.check_password("a long enough passphrase")
    assert AuditEntry.objects.get(act="accounts.first_administrator").user_id is None


@pytest.mark.parametrize(
    ("password", "place", "words"),
    [("short", "福田区", "10"), ("a long enough passphrase", "没有这里", "load_places"), ("a long enough passphrase", "香岭社区居委会", "load_places")],
)
def test_a_weak_password_and_an_unknown_place_are_refused(district, typed, password, place, words):
    typed(password)
    with pytest.raises(CommandError, match=words):
        make(place)
    assert not User.objects.exists()


def test_two_come_from_the_command_line_and_no_third(district, typed):
    for username in ("first", "second"):
        typed("a long enough passphrase")
        make(username=username)
    typed("a long enough passphrase")
    with pytest.raises(CommandError, match="already"):
        make(username="third")
