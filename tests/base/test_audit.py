"""The audit trail: what may be written, and that the database does not let it be changed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from minsheng.base.actor import MACHINE
from minsheng.base.audit import chain, looked, record, record_many, triggers
from minsheng.base.audit.impersonal import impersonal
from minsheng.base.audit.sealing import seal_all
from minsheng.base.models import AuditBlock, AuditEntry
from tests.base.trail import DAY, OFFICER, write


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.delenv("MINSHENG_AUDIT_HEADS", raising=False)


# --- writing ---


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_what_and_when():
    block = AuditBlock(pk=9)
    entry = record(by=OFFICER, on=DAY, act="area.verb", subject=block, place=5, amount=153500, day=DAY, ids=[1, 2], ok=True, none=None)
    entry.refresh_from_db()
    assert (entry.user_id, entry.post_id, entry.role, entry.on, entry.place_id) == (7, 3, "street", DAY, 5)
    assert (entry.act, entry.subject) == ("area.verb", "base.auditblock:9")
    assert entry.details == {"amount": 153500, "day": "2025-10-09", "ids": [1, 2], "ok": True, "none": None}


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_a_mistake_of_ours():
    with pytest.raises(RuntimeError, match="in the transaction"):
        record(by=MACHINE, on=DAY, act="area.verb", subject="a.b:1")


@pytest.mark.django_db
def test_an_object_without_an_id_has_no_trail():
    with pytest.raises(ValueError, match="save it first"):
        record(by=MACHINE, on=DAY, act="area.verb", subject=AuditBlock())


@pytest.mark.parametrize(
    "value",
    [
        "440399199001011230",
        "44039919900101123X",
        "13800001111",
        "nr 6222020000000000000 x",
        440399199001011230,
        "张小明",
        "x" * 101,
        1.5,
        {"a": 1},
        ["13800001111"],
    ],
)
def test_what_could_tell_a_person_is_refused(value):
    with pytest.raises(ValueError, match="audit here"):
        impersonal(value, "here")


@pytest.mark.parametrize(
    "value", ["2025-10-09", "grant", "0123456789", chain.sm3(b"x").hex(), "12345678901a2b3c4d", "3f0b2c4e-1111-4222-8333-123456789012", 12_345_678_901]
)
def test_ids_codes_amounts_and_digests_pass(value):
    assert impersonal(value, "here") == value


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["decide", "Area.verb", "area.", "area.verb now"])
def test_an_act_is_named_area_and_verb(act):
    with pytest.raises(ValueError, match="is named area"):
        record(by=MACHINE, on=DAY, act=act, subject="a.b:1")


@pytest.mark.django_db
def test_many_are_written_in_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        record_many(by=OFFICER, on=DAY, act="test.done", subjects=[f"test.thing:{n}" for n in range(1000)], batch=3)
    assert AuditEntry.objects.filter(details={"batch": 3}).count() == 1000


@pytest.mark.django_db(transaction=True)
def test_a_look_at_a_file_is_recorded_even_outside_a_transaction():
    entry = looked(by=OFFICER, on=DAY, subject="registry.person:4", purpose="review", fields={"phone", "address"})
    assert (entry.act, entry.details) == ("file.looked", {"purpose": "review", "fields": ["address", "phone"]})


@pytest.mark.django_db
def test_what_is_undone_leaves_no_entry():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert not AuditEntry.objects.exists()


# --- keeping ---


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM base_auditentry",
        "DELETE FROM base_auditblock",
        "UPDATE base_auditentry SET block_id = NULL",
        "UPDATE base_auditentry SET block_id = block_id",
        "UPDATE base_auditentry SET subject = 'test.thing:2'",
        "UPDATE base_auditblock SET head = previous",
    ],
)
def test_the_database_refuses_to_change_what_is_sealed(sql):
    write()
    seal_all()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
@pytest.mark.parametrize("column", [name for name in triggers.COLUMNS if name != "id"])
def test_not_even_an_unsealed_entry_changes_nor_while_it_is_sealed(column):
    [entry] = write()
    other = {"at": "2020-01-01 00:00:00+00", "on": "2020-01-01", "details": "{}"}.get(column, "1")
    block = AuditBlock.objects.create(number=1, first_id=1, last_id=1, count=1, pointers=b"", entries_digest="", previous="", head="")
    for also in ("", f", block_id = {block.pk}"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE base_auditentry SET "{column}" = %s{also} WHERE id = %s', [other, entry.pk])


@pytest.mark.django_db
def test_the_triggers_know_every_column():
    assert {f.column for f in AuditEntry._meta.concrete_fields} == {*triggers.COLUMNS, "block_id"}


@pytest.mark.django_db
def test_a_database_in_service_cannot_be_flushed(settings, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "minsheng")
    with pytest.raises(CommandError, match="keeps an audit trail"):
        call_command("flush", interactive=False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_the_database_of_a_test_can_be_emptied_and_keeps_its_triggers(time):
    assert not AuditEntry.objects.exists()
    assert triggers.missing(connection) == []
    write()
    seal_all()
