"""The site's secret key: given by the environment, or made once and kept where only this user can read it."""

import os
import secrets
from pathlib import Path


def secret_key(var: Path) -> str:
    """The key from MINSHENG_SECRET_KEY, else the one in `var/secret_key` (made on first use, mode 600)."""
    given = os.environ.get("MINSHENG_SECRET_KEY", "")
    if given:
        return _long_enough(given)
    path = var / "secret_key"
    try:
        return _long_enough(path.read_text().strip())
    except FileNotFoundError:
        return _make(path)


def _long_enough(key: str) -> str:
    if len(key) < 32:
        raise ValueError("the secret key is shorter than 32 characters: set MINSHENG_SECRET_KEY to a long random text")
    return key


def _make(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return _long_enough(path.read_text().strip())
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key
