"""Coming in with a page's sign-in, with a token, or not at all; and how it is told when something is wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from minsheng.accounts.models import Post, Token, User
from minsheng.api import places
from minsheng.base.clock import today
from minsheng.base.models import AuditEntry
from tests.api.conftest import Program
from tests.api.test_writes import holder
from tests.pages import signed_in
from tests.scenario import to_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(district, office, family):
    return to_notice(district, office, family)


def test_a_look_in_full_needs_a_purpose_and_is_on_record_with_its_token(district, case):
    program = holder(district, "street", district.street, ["applications.see", "registry.unmask"])
    masked = program.get(f"/applications/{case.pk}").json()["identity"]
    assert masked["masked"] and masked["name"] == "张*明" and "*" in masked["documents"][0]
    full = program.get(f"/applications/{case.pk}", headers={"Purpose": "review"}).json()["identity"]
    assert not full["masked"] and full["name"] == "张启明" and full["documents"][0].startswith("4403") and "*" not in full["documents"][0]
    looks = AuditEntry.objects.filter(act="file.looked", subject=f"registry.person:{case.applicant_id}").order_by("pk")
    told = [(e.details["purpose"], e.details["fields"], e.details["token"]) for e in looks][-2:]
    assert told == [("api.application", [], Token.objects.get().pk), ("reveal.review", ["address", "documents", "phones"], Token.objects.get().pk)]
    assert program.get(f"/applications/{case.pk}", headers={"Purpose": "curiosity"}).status_code == 422


def test_a_token_without_the_scope_sees_nothing_in_full(district, case):
    program = holder(district, "street", district.street, ["applications.see"])
    assert program.get(f"/applications/{case.pk}").status_code == 200
    refused = program.get(f"/applications/{case.pk}", headers={"Purpose": "review"})
    assert refused.status_code == 403 and "张启明" not in refused.content.decode()


def test_a_list_that_was_read_is_on_record(district, case):
    holder(district, "street", district.street, ["applications.see"]).get("/applications?size=10")
    entry = AuditEntry.objects.get(act="api.list")
    assert (entry.subject, entry.details["rows"], entry.details["token"]) == ("api.applications", 1, Token.objects.get().pk)


@pytest.mark.parametrize("carried", ["", "ms_", "none", "ms_" + "0" * 48, "ms_" + "0" * 48 + "\u00e9", "x" * 5000])
def test_a_wrong_token_opens_nothing_and_is_not_taken_for_a_visitor(carried):
    answer = Program().get("/batches", headers={"Authorization": f"Bearer {carried}"})
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer" and answer["Content-Type"] == "application/problem+json"


def test_a_token_counts_before_a_session(district, actor):
    client = signed_in(User.objects.get(pk=actor("finance", district.district).user))
    assert client.get("/api/v1/batches").status_code == 200
    assert client.get("/api/v1/batches", headers={"Authorization": "Bearer none"}).status_code == 401


def test_a_token_ends_with_the_post(district):
    program = holder(district, "finance", district.district, ["payments.see"])
    assert program.get("/batches").status_code == 200
    Post.objects.filter(tokens__isnull=False).update(until=today())
    assert program.get("/batches").status_code == 401


def test_a_page_elsewhere_cannot_send_in_somebodys_name(district, actor, sent_batch):
    """With a page's sign-in a write needs the token of our own forms."""
    user = User.objects.get(pk=actor("finance", district.district).user)
    client = signed_in(user)
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answer = strict.post(f"/api/v1/batches/{sent_batch.pk}/results", headers={"Idempotency-Key": "elsewhere-1"})
    assert answer.status_code == 403 and "CSRF" in answer.json()["en"]["what"]


def test_who_asks_too_often_waits(district, settings):
    settings.API_PER_MINUTE = {"address": 100, "user": 2}
    program = holder(district, "finance", district.district, ["payments.see"])
    assert [program.get("/batches").status_code for _ in range(3)] == [200, 200, 429]


def test_a_problem_says_what_where_and_how_to_mend_it_in_both_languages(program):
    told = program.get("/figures?place=440304&on=20251001&size=0").json()
    assert told["status"] == 422 and told["type"].startswith(reverse("api-docs")) and " | " in told["title"]
    assert {e["where"] for e in told["errors"]} == {"on", "size"} and all(e["zh"] and e["en"] for e in told["errors"])
    assert told["zh"]["mend"] and told["en"]["mend"]


def test_our_own_mistake_tells_nothing(program, monkeypatch, caplog):
    def break_down(*_):
        raise ValueError("张启明 440399197305010018")

    monkeypatch.setattr(places, "tree_on", break_down)
    answer = program.get("/places")
    assert answer.status_code == 500 and answer.json()["zh"]["mend"] and "张启明" not in answer.content.decode() + caplog.text


def test_a_method_or_an_address_that_there_is_not(program):
    deleted, lost = program.client.delete("/api/v1/places"), program.get("/nothing")
    assert (deleted.status_code, deleted["Allow"], lost.status_code) == (405, "GET", 404)
    assert {a["Content-Type"] for a in (deleted, lost)} == {"application/problem+json"}


def test_the_page_describes_every_operation(program):
    page = program.get("/docs").content.decode()
    described = program.get("/openapi.json").json()["paths"]
    assert len(described) > 20 and not [path for path in described if path not in page]
