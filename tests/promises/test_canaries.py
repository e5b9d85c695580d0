"""Somebody with unmistakable data is taken through every page, many actions, failures, jobs and commands: nothing of it is left where it should not be."""

import logging
import re
from contextlib import suppress
from datetime import date
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection

from minsheng.applications import actions as apply
from minsheng.base import jobs
from minsheng.base.errors import Refused
from minsheng.base.jobs import kinds, running
from minsheng.base.models import Job
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.web.my import home
from tests.pages import Readers, every_page
from tests.spine import card

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 28)
NAME = "欧阳鹬蚌"
NUMBER = make_number("440399", date(1973, 5, 1), 777)
PHONE = "10000007788"
ACCOUNT = card(7788)
ADDRESS = "演示路七七八八号"
NOTE = "鹬蚌相争之语"
SEALED = (NUMBER, PHONE, ACCOUNT, ADDRESS, NOTE)  # in blobs only
NAMES_STAND_IN = {"registry_person", "registry_correction", "registry_namepiece", "accounts_user"}  # rules, lists and search read names


@pytest.fixture
def marked(world):
    """The world, whose man now bears the canaries."""
    who = {"by": world.office["street"], "on": DAY}
    man = registry.change_person(person=world.man, name=NAME, why="typing", evidence="id", **who)
    registry.set_contact(person=man, phones=[PHONE], address=ADDRESS, notes=NOTE, **who)
    with suppress(Refused):
        registry.add_document(person=man, kind="resident", number=NUMBER, **who)
    registry.enter_account(person=man, number=ACCOUNT, bank="演示银行", holder=NAME, **who)
    visit = {"met": "home", "members_found": 2, "form": {}, "result": "true", "signed": "signed", "notes": {"neighbours": NOTE, "notes": NOTE}}
    second = type(world.case.opened_by).objects.get(pk=world.office["street_2"].user)
    apply.visit(application=world.pending, second=second, visited_on=DAY, **visit, **who)
    world.man = man
    return world


@pytest.fixture
def log(caplog):
    """Everything that is logged, but for the statements of the database."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    for name in ("minsheng", "minsheng.access", "minsheng.errors", "minsheng.jobs"):
        logging.getLogger(name).propagate = True
    yield lambda: "\n".join(f"{r.getMessage()} {r.exc_text or ''} {r.exc_info or ''}" for r in caplog.records)
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)
    logging.getLogger("minsheng").propagate = False


def tables() -> list[tuple[str, list]]:
    """Every table of the database with its rows."""
    out = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            out.append((table, cursor.fetchall()))
    return out


def clear(value) -> str:
    """A value of a row as somebody who has stolen the database reads it."""
    text = bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
    with suppress(UnicodeDecodeError, ValueError):
        text += text.encode().decode("unicode_escape") if "\\u" in text else ""
    return text


def left_in_clear() -> list[tuple[str, str]]:
    found = set()
    for table, rows in tables():
        text = "\n".join(clear(value) for row in rows for value in row)
        found |= {(table, canary) for canary in SEALED if canary in text}
        found |= {(table, NAME)} if NAME in text and table not in NAMES_STAND_IN else set()
    found |= {("session", c) for session in Session.objects.all() for c in (NAME, *SEALED) if c in str(session.get_decoded())}
    return sorted(found)


FORM = {
    "q": NAME, "name": NAME, "number": NUMBER, "phones": PHONE, "address": ADDRESS, "account": ACCOUNT, "holder": NAME, "purpose": "review", "login": NUMBER, "username": PHONE, "password": NOTE,
}  # fmt: skip


def test_no_trace_is_left_of_somebody_whose_pages_are_all_opened(marked, log):
    readers, broken, told = Readers(marked), [], []
    for address, permission in every_page(marked):
        client, form = readers.of(permission), {} if address.startswith("/accounts/") and "/login/" not in address else FORM  # those ask for nothing personal
        client.raise_request_exception = False
        for answer in (client.get(address), client.post(address, form)):
            broken += [address] if answer.status_code >= 500 else []
            told += [(address, c) for c in (NAME, *SEALED) if c in answer.get("Location", "")]
            told += [(address, c) for c in (NAME, *SEALED) if answer.status_code in (400, 403, 404) and c in answer.content.decode()]
    assert not broken, f"a form that is nonsense breaks these: {sorted(set(broken))}"
    assert not told
    readers.of("registry.search").get("/desk/search", {"q": NUMBER})
    said = log()
    assert "/desk/people/" in said and "/desk/search" in said
    assert not [c for c in (NAME, *SEALED) if c in said]
    assert not left_in_clear()


def test_a_number_typed_into_a_search_stands_in_no_address(marked, log):
    """Whatever list it is typed into, or written into the address by hand: it is sought, and shown in the box alone."""
    readers, lists = Readers(marked), 0
    for address, permission in every_page(marked):
        client = readers.of(permission)
        first = client.get(address)
        keys = re.findall(r'name="typed" value="(\w+)"', first.content.decode()) if first.headers.get("Content-Type", "").startswith("text/html") else []
        lists += bool(keys)
        for key in keys:
            form = {"narrowed": address, "typed": keys, key: NUMBER}
            for answer in (client.post("/narrow", form), client.get(address, {key: NUMBER})):
                assert answer.status_code == 302 and NUMBER not in answer["Location"], address
            page = client.get(answer["Location"]).content.decode()
            assert not [tag for tag in re.findall(r"<[^>]+>", page) if NUMBER in tag and 'type="search"' not in tag], address
    assert lists > 20 and NUMBER not in log() and not left_in_clear()


def test_a_view_that_breaks_tells_nothing(marked, log, monkeypatch):
    def break_down(person):
        raise ValueError(f"{NAME} {NUMBER} {ACCOUNT}")

    monkeypatch.setattr(home, "own_payments", break_down)
    client = Readers(marked).of("own")
    client.raise_request_exception = False
    answer = client.get("/my/payments/")
    assert answer.status_code == 500 and "<h1" in answer.content.decode()
    said = log()
    assert "ValueError" in said and "break_down" in said
    assert not [c for c in (NAME, *SEALED) if c in said + answer.content.decode()]


def test_a_job_that_fails_and_the_commands_tell_nothing(marked, log):
    def break_down(job, cursor):
        raise ValueError(f"{NAME} {NUMBER} {ACCOUNT}")

    before = dict(kinds._kinds)
    jobs.install(before | {"tests.break": jobs.Kind(break_down, ("演示", "Breaks"))})
    try:
        running.run(jobs.start(kind="tests.break", by=marked.office["admin"], on=DAY))
        out = StringIO()
        for words in (
            ["jobs", "list"],
            ["jobs", "start", "registry.doubles"],
            ["jobs", "run", str(Job.objects.latest("pk").pk)],
            ["audit", "verify"],
            ["keys", "list"],
        ):
            with suppress(Exception):
                call_command(*words, stdout=out, stderr=out)
    finally:
        jobs.install(before)
    job = Job.objects.get(kind="tests.break")
    assert job.state == "failed" and "ValueError" in job.error_en
    assert not [c for c in (NAME, *SEALED) if c in log() + out.getvalue() + job.error_zh + job.error_en]
    assert not left_in_clear()
