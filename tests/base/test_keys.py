"""The key file: made once, for this user only, never replaced by a new one behind anybody's back."""

import json
import multiprocessing
import os
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from minsheng.base import keys
from minsheng.base.crypto import key_ids, seal


@pytest.fixture(autouse=True)
def own_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("MINSHENG_KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys" / "keys.json"


def test_the_file_is_made_on_first_use_for_this_user_only(own_keys):
    before = os.umask(0)
    try:
        seal({}, "x:1")
    finally:
        os.umask(before)
    assert stat.S_IMODE(own_keys.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_keys.parent.stat().st_mode) == 0o700


def test_a_rotated_file_is_for_this_user_only_and_leaves_no_other(own_keys):
    before = os.umask(0)
    try:
        keys.add("seal")
    finally:
        os.umask(before)
    assert stat.S_IMODE(own_keys.stat().st_mode) == 0o600
    assert [p.name for p in own_keys.parent.iterdir()] == ["keys.json"]


def test_by_default_the_keys_lie_under_var(settings, tmp_path, monkeypatch):
    monkeypatch.delenv("MINSHENG_KEYS")
    settings.VAR = tmp_path / "var"
    keys.load()
    assert (tmp_path / "var" / "keys" / "keys.json").is_file()


def test_a_file_that_vanishes_is_not_made_anew(own_keys):
    keys.load()
    own_keys.unlink()
    keys._recent.cache_clear()
    with pytest.raises(keys.NoKeys) as told:
        keys.load()
    assert "备份" in told.value.zh and "restore" in told.value.en and not own_keys.exists()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"digest": "00"}', '{"digest": "00", "seal": {}}', '{"digest": "00", "seal": []}', '{"digest": "zz", "seal": {"1": "00"}}'],
)
def test_a_broken_file_is_said_to_be_broken_and_left_alone(own_keys, content):
    own_keys.parent.mkdir()
    own_keys.write_text(content)
    with pytest.raises(keys.NoKeys):
        keys.load()
    assert own_keys.read_text() == content


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("MINSHENG_KEYS", str(tmp_path / "a file"))
    keys._recent.cache_clear()
    with pytest.raises(keys.NoKeys, match="a file"):
        keys.add("seal")


def test_a_lost_key_file_is_not_followed_by_the_same_numbers(own_keys, tmp_path, monkeypatch):
    """Else what the lost key sealed would look tampered with. One chance in thirty thousand each."""
    numbers = set()
    for n in range(4):
        monkeypatch.setenv("MINSHENG_KEYS", str(tmp_path / str(n)))
        numbers |= set(key_ids())
    assert len(numbers) > 1


def test_another_process_sees_a_new_key(own_keys):
    keys.load()
    content = json.loads(own_keys.read_text())
    last = max(map(int, content["seal"])) + 1
    content["seal"][str(last)] = "00" * 16
    other = own_keys.with_suffix(".other")
    other.write_text(json.dumps(content))
    other.replace(own_keys)
    keys._recent.cache_clear()  # what the clock does within a second
    assert keys.load().newest == last


def _load(folder, out):
    os.environ["MINSHENG_KEYS"] = folder
    keys.add("seal")
    out.put(keys.load().digest.hex())


def test_processes_that_start_together_make_one_file_and_lose_no_key(tmp_path):
    context = multiprocessing.get_context("fork")
    out = context.Queue()
    workers = [context.Process(target=_load, args=(str(tmp_path / "together"), out)) for _ in range(6)]
    for worker in workers:
        worker.start()
    digests = {out.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join()
    content = json.loads((tmp_path / "together" / "keys.json").read_text())
    assert digests == {content["digest"]} and len(content["seal"]) == 1 + len(workers)


def _says(*arguments) -> str:
    out = StringIO()
    call_command("keys", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_lists_numbers_but_no_key(own_keys):
    keys.add("sign")
    said, content = _says(), json.loads(own_keys.read_text())
    assert str(own_keys) in said and f"sealing {key_ids()[0]}" in said
    [(private, public)] = content["sign"].values()
    assert public in said
    for secret in (content["digest"], *content["seal"].values(), private):
        assert secret not in said


def test_the_command_adds_a_key(own_keys):
    [before] = key_ids()
    said = _says("rotate")
    assert key_ids() == [before, str(int(before) + 1)] and f"Key {int(before) + 1} is in use" in said
    _says("rotate", "--signing")
    assert len(keys.load().sign) == 1 and len(key_ids()) == 2


def test_the_command_says_when_the_file_is_broken(own_keys):
    own_keys.parent.mkdir()
    own_keys.write_text("{")
    with pytest.raises(CommandError, match="restore it from its copy"):
        _says()
