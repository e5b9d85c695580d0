"""The chain: every entry is in it once, whoever writes and seals at the same time, and its heads leave the database."""

import json
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from minsheng.base.audit import chain, heads, record, sealing
from minsheng.base.audit.sealing import seal, seal_all
from minsheng.base.audit.verifying import verify
from minsheng.base.models import AuditBlock, AuditEntry
from tests.base.trail import DAY, OFFICER, write


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.delenv("MINSHENG_AUDIT_HEADS", raising=False)


# --- sealing ---


@pytest.mark.django_db
def test_everything_written_is_chained_once(monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST", 4)
    write(10)
    assert seal_all() == 10
    assert seal_all() == 0
    blocks = list(AuditBlock.objects.order_by("number"))
    assert [(b.number, b.count) for b in blocks] == [(1, 4), (2, 4), (3, 2)]
    assert [b.previous for b in blocks] == [chain.START, blocks[0].head, blocks[1].head]
    assert verify().intact


@pytest.mark.django_db
def test_the_chain_can_be_computed_with_nothing_of_ours():
    """What docs/adr/0008 tells an outsider to compute."""
    from cryptography.hazmat.primitives import hashes

    def sm3(data):
        made = hashes.Hash(hashes.SM3())
        made.update(data)
        return made.finalize()

    [entry] = write(day=DAY)
    at = entry.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
    line = f'[{entry.id},"{at}","2025-10-09",7,3,"street","test.done","test.thing:1",null,{{"day":"2025-10-09","n":0}}]'
    digest = sm3(sm3(line.encode())).hex()
    block = seal()
    assert block.head == sm3(f"{'0' * 64}\n1\n1\n{digest}\n".encode()).hex()


@pytest.mark.django_db
def test_an_entry_that_commits_late_goes_into_a_later_block():
    for number in (50, 49):  # 49 was begun first and is committed last
        AuditEntry.objects.create(pk=number, on=DAY, role="street", act="test.done", subject="test.thing:1")
        seal_all()
    assert [list(b.entries.values_list("pk", flat=True)) for b in AuditBlock.objects.order_by("number")] == [[50], [49]]
    assert verify().intact


@pytest.mark.django_db
def test_of_two_sealers_the_slower_gives_up_quietly(monkeypatch):
    write()
    monkeypatch.setattr(sealing, "_seal", lambda: AuditBlock.objects.create(number=1, count=0, first_id=1, last_id=1, pointers=b""))
    assert seal() is None
    monkeypatch.undo()
    assert seal_all() == 1


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_once_lose_nothing_and_keep_one_chain(monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST", 7)
    failures, writing = [], threading.Event()
    writing.set()

    def run(work):
        try:
            work()
        except Exception as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connection.close()

    def writer(me):
        for n in range(15):
            with transaction.atomic():
                record(by=OFFICER, on=DAY, act="test.done", subject=f"test.writer:{me}", n=n)
                if n % 5 == 4:
                    transaction.set_rollback(True)

    def sealer():
        while writing.is_set():
            seal_all()

    writers = [threading.Thread(target=run, args=(lambda me=n: writer(me),)) for n in range(6)]
    sealers = [threading.Thread(target=run, args=(sealer,)) for _ in range(2)]
    for thread in (*writers, *sealers):
        thread.start()
    for thread in writers:
        thread.join()
    writing.clear()
    for thread in sealers:
        thread.join()
    seal_all()
    assert failures == []
    assert AuditEntry.objects.count() == 6 * 12
    report = verify()
    assert (report.findings, report.entries, report.waiting) == ([], 72, 0)
    assert [number for number, _ in heads.read(heads.path())] == list(range(1, report.blocks + 1))


# --- the heads outside ---


@pytest.mark.django_db
def test_every_head_leaves_the_database():
    write()
    seal_all()
    [line] = heads.path().read_text().splitlines()
    block = AuditBlock.objects.get()
    assert json.loads(line) == {"number": 1, "count": 1, "head": block.head, "sealed_at": block.sealed_at.isoformat()}


@pytest.mark.django_db
@pytest.mark.parametrize("torn", [b"", b'{"number": 2, "cou'])
def test_what_a_crash_kept_from_the_file_is_appended_next_time(torn):
    write()
    seal_all()
    write()
    seal()  # and then the machine stops: committed, not exported
    with heads.path().open("ab") as file:
        file.write(torn)
    write()
    seal_all()
    assert [number for number, _ in heads.read(heads.path())] == [1, 2, 3]
    assert verify().intact


@pytest.mark.django_db
def test_heads_of_another_database_are_left_as_they_are():
    write()
    seal_all()
    other = '{"number": 1, "head": "00"}\n'
    heads.path().write_text(other)
    with pytest.raises(heads.HeadsDiffer):
        heads.export()
    assert heads.path().read_text() == other


@pytest.mark.django_db
def test_the_file_may_lie_elsewhere(monkeypatch, tmp_path):
    monkeypatch.setenv("MINSHENG_AUDIT_HEADS", str(tmp_path / "elsewhere"))
    write()
    call_command("audit", "seal", verbosity=0)
    assert len((tmp_path / "elsewhere").read_text().splitlines()) == 1
