"""What was changed is found and named, by whoever holds the heads."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from minsheng.base.audit import heads, triggers
from minsheng.base.audit.sealing import seal_all
from minsheng.base.audit.verifying import verify
from minsheng.base.models import AuditBlock, AuditEntry
from minsheng.cli import main
from tests.base.trail import findings, forge, ids, tamper, write


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.delenv("MINSHENG_AUDIT_HEADS", raising=False)


@pytest.fixture
def three_blocks(db):
    """Three blocks of three entries, in the database and in the file."""
    for _ in range(3):
        write(3)
        seal_all()
    assert verify().intact
    return list(AuditBlock.objects.order_by("number"))


def test_a_changed_entry_is_named(three_blocks):
    entry = ids(three_blocks[1])[1]
    tamper("UPDATE base_auditentry SET user_id = 8 WHERE id = %s", entry)
    assert findings() == [("entry_changed", 2, entry)]


def test_a_change_in_the_details_is_named(three_blocks):
    entry = ids(three_blocks[1])[1]
    tamper("UPDATE base_auditentry SET details = '{\"n\": 2}' WHERE id = %s", entry)
    assert findings() == [("entry_changed", 2, entry)]


def test_a_missing_entry_is_named(three_blocks):
    entry = ids(three_blocks[0])[2]
    tamper("DELETE FROM base_auditentry WHERE id = %s", entry)
    assert findings() == [("entry_missing", 1, entry)]


def test_an_entry_slipped_in_is_named(three_blocks):
    [entry] = write()
    AuditEntry.objects.filter(pk=entry.pk).update(block=three_blocks[0])
    assert findings() == [("entry_added", 1, entry.pk)]


def test_two_swapped_entries_are_named(three_blocks):
    first, second = ids(three_blocks[0])[:2]
    tamper("UPDATE base_auditentry SET id = CASE WHEN id = %s THEN -1 ELSE id END", first)
    tamper("UPDATE base_auditentry SET id = %s WHERE id = %s", first, second)
    tamper("UPDATE base_auditentry SET id = %s WHERE id = -1", second)
    assert findings() == [("entry_changed", 1, first), ("entry_changed", 1, second)]


def test_an_entry_moved_to_another_block_is_named(three_blocks):
    entry = ids(three_blocks[0])[2]
    tamper("UPDATE base_auditentry SET block_id = %s WHERE id = %s", three_blocks[1].pk, entry)
    assert findings() == [("entry_missing", 1, entry), ("entry_added", 2, entry)]


def test_a_missing_block_is_named(three_blocks):
    for entry in ids(three_blocks[1]):
        tamper("DELETE FROM base_auditentry WHERE id = %s", entry)
    tamper("DELETE FROM base_auditblock WHERE number = 2")
    assert findings() == [("block_missing", 2, None)]


def test_the_last_block_cannot_be_taken_off_unnoticed(three_blocks):
    tamper("UPDATE base_auditentry SET block_id = NULL WHERE block_id = %s", three_blocks[2].pk)
    tamper("DELETE FROM base_auditblock WHERE number = 3")
    assert findings() == [("block_missing", 3, None)]


def test_a_block_that_was_changed_is_named(three_blocks):
    tamper("UPDATE base_auditblock SET count = 4 WHERE number = 2")
    assert {("block_changed", 2, None)} == set(findings())


def test_a_block_computed_again_no_longer_carries_the_next(three_blocks):
    tamper("UPDATE base_auditentry SET user_id = 8 WHERE id = %s", ids(three_blocks[1])[0])
    forge(three_blocks[1], three_blocks[0].head)
    assert findings() == [("head_differs", 2, None), ("chain_broken", 3, None)]


def test_a_chain_computed_again_to_its_end_differs_from_the_heads_outside(three_blocks):
    tamper("UPDATE base_auditentry SET user_id = 8 WHERE id = %s", ids(three_blocks[1])[0])
    forge(three_blocks[2], forge(three_blocks[1], three_blocks[0].head))
    assert findings() == [("head_differs", 2, None), ("head_differs", 3, None)]


def test_an_older_copy_of_the_heads_serves_as_far_as_it_goes(three_blocks, tmp_path):
    copy = tmp_path / "copy"
    copy.write_text("".join(heads.path().read_text().splitlines(keepends=True)[:2]))
    assert findings(copy) == []
    tamper("UPDATE base_auditentry SET user_id = 8 WHERE id = %s", ids(three_blocks[1])[0])
    forge(three_blocks[2], forge(three_blocks[1], three_blocks[0].head))
    assert findings(copy) == [("head_differs", 2, None)]


def test_heads_appended_for_a_chain_computed_again_do_not_replace_the_first_ones(three_blocks):
    """Where the file can only be appended to, a forger appends: what was told first counts."""
    tamper("UPDATE base_auditentry SET user_id = 8 WHERE id = %s", ids(three_blocks[1])[0])
    second = forge(three_blocks[1], three_blocks[0].head)
    third = forge(three_blocks[2], second)
    with heads.path().open("a") as file:
        for number, head in ((2, second), (3, third)):
            file.write(json.dumps({"number": number, "count": 3, "head": head, "sealed_at": ""}) + "\n")
    assert findings() == [("head_differs", 2, None), ("head_differs", 3, None), ("head_told_twice", 2, None), ("head_told_twice", 3, None)]


def test_a_line_cut_out_of_the_heads_is_noticed(three_blocks):
    lines = heads.path().read_text().splitlines(keepends=True)
    heads.path().write_text(lines[0] + lines[2])
    assert findings() == [("head_missing", 2, None)]


def test_our_own_heads_must_not_lag_behind(three_blocks):
    tamper("UPDATE base_auditblock SET sealed_at = %s", three_blocks[0].sealed_at - timedelta(hours=1))
    heads.path().write_text(heads.path().read_text().splitlines(keepends=True)[0])
    assert findings() == [("head_missing", 2, None), ("head_missing", 3, None)]


def test_entries_that_nobody_seals_are_noticed(three_blocks):
    write(2)
    assert (verify().waiting, findings()) == (2, [])
    tamper("UPDATE base_auditentry SET at = %s WHERE block_id IS NULL", three_blocks[0].sealed_at - timedelta(hours=1))
    assert findings() == [("not_sealed", None, None)]


def test_missing_triggers_are_noticed(three_blocks):
    triggers.lift(connection)
    assert [f.what for f in verify().findings] == ["trigger_missing"] * len(triggers.NAMES)


# --- the command ---


def test_the_command_says_that_nothing_was_changed(three_blocks, capsys):
    assert main(["audit", "verify"]) == 0
    assert "核对了 3 块、9 条记录" in (told := capsys.readouterr().out) and "没有发现改动" in told


def test_the_command_says_what_was_changed_and_fails(three_blocks, capsys):
    entry = ids(three_blocks[1])[1]
    tamper("UPDATE base_auditentry SET user_id = 8 WHERE id = %s", entry)
    assert main(["audit", "verify", "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert f"block 2: entry {entry} was changed" in told
    assert "1 things are wrong" in told


def test_a_heads_file_that_cannot_be_read_is_said_plainly(three_blocks, capsys, tmp_path):
    copy = tmp_path / "copy"
    copy.write_text("not a head\n")
    assert main(["audit", "verify", "--heads", str(copy), "--lang", "en"]) == 1
    assert "line 1 of the heads file cannot be read" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_database_without_tables_is_said_plainly(monkeypatch, capsys):
    def nothing(heads):
        raise OperationalError("no such table")

    monkeypatch.setattr("minsheng.base.audit.verifying.verify", nothing)
    assert main(["audit", "verify", "--lang", "en"]) == 1
    assert "run manage.py migrate first" in capsys.readouterr().err
