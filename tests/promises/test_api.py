"""Every operation of the interface for programs against every role, a foreign place, a resident, a half sign-in and tokens; no trace of anybody; as quick for fifty.

What stands in the address of a new operation is said in tests/calls.py."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minsheng.accounts import tokens
from minsheng.accounts.models import Post, User
from minsheng.accounts.roles import MAY, ROLES
from minsheng.api.openapi import door, operations
from minsheng.api.site import site
from minsheng.base.clock import today
from minsheng.registry.models import Account
from tests.calls import PUBLIC, every_call
from tests.pages import Readers, resident, signed_in, visitor
from tests.promises.test_canaries import ACCOUNT, NAME, SEALED, left_in_clear, log, marked  # noqa: F401 (fixtures)
from tests.promises.test_desk_queries import fifty_more

pytestmark = pytest.mark.django_db
STAFF = [role for role in ROLES if role != "resident"]
FOREIGN = {"street": "foreign_street", "approver": "foreign_street", "community": "foreign_community"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    """What other tests have asked does not count here."""
    cache.clear()


def test_every_operation_says_who_may_use_it():
    """A new operation is public by being on the list in tests/calls.py, or names its permission."""
    told = {operation.operation_id: door(operation).permission for _, _, operation in operations(site)}
    assert {name for name, permission in told.items() if permission is None} == PUBLIC
    assert set(told.values()) - {None} <= MAY.keys() | {"own"}


def test_every_operation_is_told_in_both_languages():
    described = [told for methods in site.get_openapi_schema()["paths"].values() for told in methods.values()]
    texts = [told[key] for told in described for key in ("summary", "description")] + [
        p["description"] for told in described for p in told.get("parameters", ()) if "description" in p
    ]
    assert len(texts) > 60 and not [text for text in texts if " | " not in text]


def test_nobody_gets_in_without_signing_in(world):
    wrong = [(call.name, status) for call in every_call(world) if (status := call.by(visitor()).status_code) != (200 if call.permission is None else 401)]
    assert not wrong


def test_each_role_reaches_what_the_table_says_and_nothing_else(world):
    wrong = []
    for role in STAFF:
        client = signed_in(User.objects.get(pk=world.office[role].user))
        for call in every_call(world):
            expected = 200 if call.permission is None or role in MAY.get(call.permission, ()) else 403
            if (status := call.by(client).status_code) != expected:
                wrong.append((role, call.name, status))
    assert not wrong


def test_the_same_role_in_another_place_reaches_nothing(world, actor):
    """Objects are refused, and no list has a row of another place."""
    wrong = []
    for role in STAFF:
        if role in ("city", "admin"):  # the city has both districts; an administrator reaches nothing here
            continue
        client = signed_in(User.objects.get(pk=actor(role, getattr(world.district, FOREIGN.get(role, "foreign"))).user))
        for call in every_call(world):
            if call.permission not in MAY or role not in MAY[call.permission] or call.name.startswith("audit"):
                continue
            answer = call.by(client)
            if answer.status_code not in (403, 404) if call.about else not _nothing(call, answer):
                wrong.append((role, call.name, answer.status_code))
    assert not wrong


def _nothing(call, answer) -> bool:
    """An empty list; or an answer to a message that belongs to none of theirs."""
    found = answer.json()
    rows = found.get("items") if isinstance(found, dict) else found
    return answer.status_code == 200 and (rows == [] or call.name == "message_answers" and rows[0]["outcome"]["key"] == "unfit")


def test_a_resident_reaches_the_own_file_alone(world):
    client = signed_in(resident(world))
    expected = {None: 200, "own": 200}
    assert not [(c.name, s) for c in every_call(world) if (s := c.by(client).status_code) != expected.get(c.permission, 403)]
    other = User.objects.create(username="another")
    Account.objects.create(user=other, person=world.grandmother, since=timezone.localdate())
    theirs = [c for c in every_call(world) if c.permission == "own"]
    for call in theirs:
        answer = call.by(signed_in(other))
        assert answer.status_code == 404 if call.about else answer.json()["items"] == [], call.name


def test_a_half_sign_in_opens_nothing(world):
    client = Client(SERVER_NAME="localhost")
    user = User.objects.get(pk=world.office["street"].user)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    asked = [c for c in every_call(world) if c.permission]
    assert {c.by(client).status_code for c in asked} == {403}
    assert "第二验证" in asked[0].by(client).json()["zh"]["what"]
    User.objects.filter(pk=user.pk).update(first_password=True)
    assert {c.by(signed_in(user)).status_code for c in asked} == {403}


def token_of(world, role: str, scopes: list[str]) -> str:
    """A token in somebody's post, agreed to by a second administrator."""
    from tests.spine import make_actor

    post = Post.objects.get(user=world.office[role].user)
    until = today() + timedelta(days=30)
    asked, secret = tokens.ask(post=post, name="演示系统", scopes=scopes, until=until, document="演示", by=world.office["admin"], on=today())
    tokens.confirm(token=asked, by=make_actor("admin", world.district.city), on=today())
    return secret


def test_a_token_reaches_its_scopes_and_nothing_else(world):
    secret = token_of(world, "finance", ["payments.see"])
    wrong = []
    for call in every_call(world):
        status = call.by(Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {secret}"})).status_code
        if status != (200 if call.permission in (None, "payments.see") else 403):
            wrong.append((call.name, status))
    assert not wrong


def test_no_trace_is_left_of_somebody_whom_programs_ask_for(marked, log):  # noqa: F811
    """Asked in every way, with canaries for what is sought, sent and named: nothing in the log, nothing in the clear, nothing repeated in what is refused."""
    readers, told = Readers(marked), []
    for call in every_call(marked):
        client = readers.of(call.permission)
        client.raise_request_exception = False
        mark = {"q": NAME, "code": ACCOUNT, "number": ACCOUNT, "purpose": NAME}
        odd = {"place": ACCOUNT, "members": [{"name": NAME, "birth_date": NAME}], "answers": [{"phone": SEALED[1], "text": NAME, "at": NAME}], "receipt": NAME}
        answers = [call.by(client), client.generic(call.method, call.address, query_params=mark, headers={"Purpose": "review"})]
        if call.method == "POST":
            answers.append(client.post(call.address, odd, content_type="application/json", headers={"Idempotency-Key": ACCOUNT}))
        assert not [a for a in answers if a.status_code >= 500], call.name
        told += [(call.name, c) for a in answers if a.status_code >= 400 for c in (NAME, *SEALED) if c in a.content.decode()]
    said = log()
    assert not told and "/api/v1/applications" in said
    assert not [c for c in (NAME, *SEALED) if c in said]
    assert not left_in_clear()


def test_nothing_is_shown_in_full_without_a_purpose(marked):  # noqa: F811
    readers = Readers(marked)
    for call in every_call(marked):
        if call.permission not in (None, "own"):
            said = call.by(readers.of(call.permission)).content.decode()
            assert not [c for c in (NAME, *SEALED) if c in said], call.name


def counted(readers) -> dict[str, int]:
    """How many queries each reading takes, the second time."""
    out = {}
    for call in every_call(readers.world):
        if call.method == "GET":
            client = readers.of(call.permission)
            assert call.by(client).status_code == 200
            with CaptureQueriesContext(connection) as caught:
                call.by(client)
            out[call.name] = len(caught)
    return out


def test_no_operation_needs_more_queries_for_fifty_than_for_one(world):
    readers = Readers(world)
    before = counted(readers)
    fifty_more(world)
    after = counted(readers)
    assert len(before) > 20
    assert not {name: (before[name], after[name]) for name in before if after[name] > before[name] + 2}
