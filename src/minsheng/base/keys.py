"""The keys, outside the database: `keys.json`, which only this user can read, in the folder MINSHENG_KEYS (default: keys/ under MINSHENG_VAR).

Made on first use. The newest key seals or signs, older ones still open and verify. The digest key stays: under another one nothing would be
found again. Whoever loses this file loses everything sealed: keep a copy apart from the database's.
"""

import fcntl
import json
import logging
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from gmssl_pyx import sm2_key_generate

from minsheng.base import clock
from minsheng.base.errors import Refused

log = logging.getLogger("minsheng.keys")
_seen: set[Path] = set()


class NoKeys(Refused):
    """The key file is gone or cannot be read. Nothing is made in its place: what was sealed would stay shut."""


@dataclass(frozen=True)
class Ring:
    """The key file as read: number → key, oldest first. A signing key is (private 32 bytes, public 64 bytes); `made` has "seal 7" → "2026-11-22"."""

    digest: bytes
    seal: dict[int, bytes]
    sign: dict[int, tuple[bytes, bytes]]
    made: dict[str, str]

    @property
    def newest(self) -> int:
        return next(reversed(self.seal))


def folder() -> Path:
    return Path(os.environ.get("MINSHENG_KEYS") or settings.VAR / "keys")


def load() -> Ring:
    """The keys; a changed file is read within a second. Raises NoKeys."""
    return _recent(os.environ.get("MINSHENG_KEYS"), settings.VAR, int(time.monotonic()))


def add(what: str) -> int:
    """A new key for "seal" or "sign", used from now on; its number."""
    load()
    path = folder() / "keys.json"
    with _alone(path.parent):
        content = json.loads(path.read_text())
        number = max(map(int, content.get(what, {})), default=_first()) + 1
        content.setdefault(what, {})[str(number)] = _new(what)
        content.setdefault("made", {})[f"{what} {number}"] = clock.today().isoformat()
        _write(path, content)
    _recent.cache_clear()
    return number


@lru_cache(maxsize=4)
def _recent(given: str | None, var: Path, second: int) -> Ring:
    path = folder() / "keys.json"
    try:
        found = path.stat()
    except OSError:  # not there, or out of reach: then making it says why
        found = _make(path)
    _seen.add(path)
    return _read(path, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, inode: int) -> Ring:
    try:
        if path.stat().st_mode & 0o077:
            log.warning("%s can be read by other users: chmod 600", path)
        content = json.loads(path.read_text())
        if not content["seal"]:
            raise KeyError("seal")
        return Ring(
            digest=bytes.fromhex(content["digest"]),
            seal={n: bytes.fromhex(key) for n, key in _numbered(content["seal"])},
            sign={n: (bytes.fromhex(key[0]), bytes.fromhex(key[1])) for n, key in _numbered(content.get("sign", {}))},
            made=content.get("made", {}),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise NoKeys("密钥文件读不懂，请从备份恢复。", "The key file cannot be read: restore it from its copy.") from wrong


def _numbered(kept: dict) -> list[tuple[int, str | list[str]]]:
    return sorted((int(number), key) for number, key in kept.items())


def _make(path: Path) -> os.stat_result:
    if path in _seen:
        raise NoKeys("密钥文件不见了，请从备份恢复，不要新建。", "The key file is gone: restore it from its copy, do not make a new one.")
    with _alone(path.parent):
        if not path.exists():  # else another process was quicker
            number, day = _first(), clock.today().isoformat()
            made = {f"seal {number}": day, "digest": day}
            _write(path, {"digest": secrets.token_hex(32), "seal": {str(number): _new("seal")}, "made": made})
            log.warning("no keys at %s: made new ones. If something is sealed already, restore the old file instead", path)
    return path.stat()


def _first() -> int:
    """Not always 1: what was sealed with a lost key file then asks for a missing key instead of looking tampered with."""
    return 1 + secrets.randbelow(30_000)


def _new(what: str) -> str | list[str]:
    if what == "seal":
        return secrets.token_hex(16)
    public, private = sm2_key_generate()
    return [private.hex(), public.hex()]


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time changes the folder, which is made when missing."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as wrong:
        raise NoKeys(f"写不了密钥文件夹 {path}，请检查权限。", f"The key folder {path} cannot be written to: check its permissions.") from wrong


def _write(path: Path, content: dict) -> None:
    """Whole and on the disk, or not at all; never readable by others, not even for a moment."""
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(content, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    half.replace(path)
