"""The keys, outside the database: a file only this user can read, made on first use. The newest sealing key seals; older ones still open."""

import json
import os
import secrets
import time
from functools import lru_cache
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    return Path(os.environ.get("MINSHENG_KEYS") or settings.VAR / "keys")


@lru_cache(maxsize=4)
def _read(path: Path, changed: float) -> dict:
    return json.loads(path.read_text())


@lru_cache(maxsize=1)
def _recent(path: Path, second: int) -> dict:
    return _load(path)


def load() -> dict:
    """{"digest": hex, "seal": {"1": hex, …}}; a changed file is read within a second."""
    return _recent(folder() / "keys.json", int(time.monotonic()))


def _load(path: Path) -> dict:
    try:
        return _read(path, path.stat().st_mtime)
    except FileNotFoundError:
        return _make(path)


def _make(path: Path) -> dict:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = {"digest": secrets.token_hex(32), "seal": {"1": secrets.token_hex(16)}}
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return json.loads(path.read_text())
    with os.fdopen(handle, "w") as file:
        json.dump(made, file)
    return made


def rotate() -> str:
    """Add a sealing key that seals from now on; its id. What older keys sealed is still opened."""
    keys, path = load(), folder() / "keys.json"
    number = str(max(int(k) for k in keys["seal"]) + 1)
    written = path.with_suffix(".new")
    written.write_text(json.dumps(keys | {"seal": keys["seal"] | {number: secrets.token_hex(16)}}))
    written.chmod(0o600)
    written.replace(path)
    return number
