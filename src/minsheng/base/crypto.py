"""Sealing at rest and keyed digests with the national algorithms: SM4-GCM and HMAC-SM3.

Algorithms only: an assessed deployment replaces the provider by a certified module (install). About 7 µs a blob.
"""

import json
import secrets
import struct
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from minsheng.base import keys
from minsheng.base.errors import Refused

IV, TAG, HEAD = 12, 16, struct.Struct(">H")


class Unreadable(Refused):
    """A sealed text that cannot be opened: the key is missing, or it was moved or changed."""


class Provider(Protocol):
    def seal(self, key: bytes, plain: bytes, about: bytes) -> bytes: ...
    def open(self, key: bytes, sealed: bytes, about: bytes) -> bytes: ...
    def digest(self, key: bytes, text: bytes) -> bytes: ...


class Software:
    """SM4-GCM and HMAC-SM3 of the `cryptography` package."""

    def seal(self, key: bytes, plain: bytes, about: bytes) -> bytes:
        iv = secrets.token_bytes(IV)
        work = Cipher(algorithms.SM4(key), modes.GCM(iv)).encryptor()
        work.authenticate_additional_data(about)
        return iv + work.update(plain) + work.finalize() + work.tag

    def open(self, key: bytes, sealed: bytes, about: bytes) -> bytes:
        work = Cipher(algorithms.SM4(key), modes.GCM(sealed[:IV], sealed[-TAG:])).decryptor()
        work.authenticate_additional_data(about)
        return work.update(sealed[IV:-TAG]) + work.finalize()

    def digest(self, key: bytes, text: bytes) -> bytes:
        work = hmac.HMAC(key, hashes.SM3())
        work.update(text)
        return work.finalize()


provider: Provider = Software()


def seal_bytes(plain: bytes, about: str) -> bytes:
    """Sealed under the newest key and bound to what it is about: moved elsewhere it does not open."""
    known = keys.load()["seal"]
    number = max(known, key=int)
    return HEAD.pack(int(number)) + provider.seal(bytes.fromhex(known[number]), plain, about.encode())


def open_bytes(sealed: bytes, about: str) -> bytes:
    """Raises Unreadable when the key is missing, or the text was moved or changed."""
    number = str(HEAD.unpack_from(sealed)[0]) if len(sealed) > HEAD.size + IV + TAG else ""
    key = keys.load()["seal"].get(number)
    if key is None:
        raise Unreadable(
            "打不开加密的内容：缺少密钥，请联系管理员核对密钥文件。",
            "This is sealed under a key that is not here: ask the administrator to check the key file.",
        )
    try:
        return provider.open(bytes.fromhex(key), sealed[HEAD.size :], about.encode())
    except InvalidTag as wrong:
        raise Unreadable("加密的内容被移动或改动过，不能使用。", "The sealed text was moved or changed and cannot be used.") from wrong


def seal(data: dict, about: str) -> bytes:
    """A small mapping, as JSON."""
    return seal_bytes(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), about)


def open_sealed(blob: bytes, about: str) -> dict:
    """What `seal` was given; {} for nothing."""
    return json.loads(open_bytes(bytes(blob), about)) if blob else {}


def digest(kind: str, text: str) -> str:
    """A keyed digest (64 hex digits) by which something secret is found again without being kept."""
    plain = f"{kind}\0{text.strip().upper()}".encode()
    return provider.digest(bytes.fromhex(keys.load()["digest"]), plain).hex()


def key_ids() -> list[str]:
    return sorted(keys.load()["seal"], key=int)
