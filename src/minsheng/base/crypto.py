"""Sealing at rest, keyed digests and signatures with the national algorithms: SM4-GCM, HMAC-SM3, SM2.

Software gives the algorithms only. An assessed deployment names its certified module in MINSHENG_CRYPTO ("package.module.Class", a Provider);
nothing else of the platform touches a key.
"""

import json
import os
import re
import unicodedata
from functools import lru_cache
from typing import Protocol

from django.utils.module_loading import import_string

from minsheng.base.errors import Refused

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: dumps() would make one a call


class Unreadable(Refused):
    """What was sealed cannot be opened: its key is missing, or it was moved or changed."""


class Provider(Protocol):
    """What a module has to do; its keys stay inside it. Key numbers grow: the largest is in use."""

    def seal(self, plain: bytes, about: bytes) -> bytes: ...
    def open(self, sealed: bytes, about: bytes) -> bytes: ...  # raises Unreadable
    def sealed_with(self, sealed: bytes) -> int: ...  # raises Unreadable
    def digest(self, text: bytes) -> bytes: ...  # 32 bytes
    def sign(self, text: bytes) -> tuple[int, bytes]: ...  # (number of the key, signature as ASN.1)
    def verify(self, text: bytes, number: int, signature: bytes) -> bool: ...
    def public_keys(self) -> dict[int, bytes]: ...  # 64 bytes each: x and y
    def numbers(self) -> list[int]: ...
    def rotate(self) -> int: ...
    def rotate_signing(self) -> int: ...


@lru_cache(maxsize=1)
def provider() -> Provider:
    return import_string(os.environ.get("MINSHENG_CRYPTO") or "minsheng.base.crypto_software.Software")()


def seal(data: dict, about: str) -> bytes:
    """A small mapping, as JSON, sealed under the newest key and bound to what it is about ("registry.person:12"): moved elsewhere it does not open."""
    return seal_bytes(_json(data).encode(), about)


def open_sealed(blob: bytes | memoryview, about: str) -> dict:
    """What `seal` was given; {} for an empty blob, where nothing was ever sealed. Raises Unreadable."""
    return json.loads(open_bytes(blob, about)) if blob else {}


def seal_bytes(plain: bytes, about: str) -> bytes:
    return provider().seal(plain, about.encode())


def open_bytes(sealed: bytes | memoryview, about: str) -> bytes:
    """What `seal_bytes` was given. Raises Unreadable."""
    return provider().open(bytes(sealed), about.encode())


def resealed(sealed: bytes | memoryview, about: str) -> bytes | None:
    """The same content under the newest key, or None when it is already. Raises Unreadable."""
    held, sealed = provider(), bytes(sealed)
    return None if held.sealed_with(sealed) == held.numbers()[-1] else seal_bytes(open_bytes(sealed, about), about)


def digest(kind: str, text: str) -> str:
    """A keyed digest, 64 hex digits, by which a secret is found again without being kept. Width, spaces, hyphens and capitals do not matter."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    return provider().digest(f"{kind}\0{plain}".encode()).hex()


def sign(text: str) -> str:
    """An SM2 signature with the number of its key: "7:3045…"."""
    number, signature = provider().sign(text.encode())
    return f"{number}:{signature.hex()}"


def verify(text: str, signature: str) -> bool:
    """Whether one of our keys, also an older one, signed exactly this text."""
    found = re.fullmatch(r"([0-9]{1,9}):((?:[0-9a-f]{2})+)", signature)
    return bool(found) and provider().verify(text.encode(), int(found[1]), bytes.fromhex(found[2]))


def public_keys() -> dict[int, str]:
    """Number → public key (x and y, 128 hex digits): what an outsider needs to verify a signature."""
    return {number: key.hex() for number, key in provider().public_keys().items()}


def key_ids() -> list[str]:
    """The sealing keys, oldest first; the last one seals."""
    return [str(number) for number in provider().numbers()]
