"""What a reader has answered, sealed in a cookie on the reader's own machine. The server keeps nothing.

The cookie is encrypted and authenticated (Fernet), its key is derived from the site's secret key, and it dies after one hour.
"""

import json
import zlib
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

COOKIE, HOUR = "answers", 3600
LONGEST = 3900  # browsers drop a cookie whose name, value and attributes exceed 4,096 bytes


class TooMuch(Exception):
    """The answers no longer fit into one cookie."""


@lru_cache(maxsize=4)
def _box(secret: str) -> Fernet:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"minsheng sealed answers 1").derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))


def seal(content) -> str:
    """A JSON value as an opaque text of at most 3,900 characters. Raises TooMuch."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    token = _box(settings.SECRET_KEY).encrypt(zlib.compress(plain, 9)).decode()
    if len(token) > LONGEST:
        raise TooMuch
    return token


def unseal(token: str):
    """What was sealed within the last hour, or None (too old, changed by somebody, sealed with another key)."""
    try:
        return json.loads(zlib.decompress(_box(settings.SECRET_KEY).decrypt(token.encode(), ttl=HOUR)))
    except (InvalidToken, UnicodeError):
        return None


def keep(response, content) -> None:
    """Put the sealed content on the reader's machine for an hour. Raises TooMuch."""
    response.set_cookie(COOKIE, seal(content), max_age=HOUR, httponly=True, samesite="Lax", secure=settings.HTTPS)


def kept(request):
    """What the reader's cookie holds, or None."""
    token = request.COOKIES.get(COOKIE)
    return unseal(token) if token else None


def forget(response) -> None:
    """Take the cookie off the reader's machine."""
    response.delete_cookie(COOKIE, samesite="Lax")
