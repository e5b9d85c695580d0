"""The national algorithms in software, with keys from the key file: SM4-GCM and HMAC-SM3 of `cryptography`, SM2 of `gmssl-pyx`.

Sealed: number of the key (2 bytes) · IV (12) · ciphertext · tag (16). IVs are random: a key is good for some four thousand million blobs.
"""

import secrets
import struct
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from gmssl_pyx import GmsslInnerError, sm2_sign, sm2_verify

from minsheng.base import keys
from minsheng.base.crypto import Unreadable

IV, TAG, HEAD = 12, 16, struct.Struct(">H")
SHORTEST = HEAD.size + IV + TAG


@lru_cache(maxsize=64)
def _sm4(key: bytes) -> algorithms.SM4:
    return algorithms.SM4(key)


@lru_cache(maxsize=4)
def _hmac(key: bytes) -> hmac.HMAC:
    return hmac.HMAC(key, hashes.SM3())


class Software:
    def seal(self, plain: bytes, about: bytes) -> bytes:
        ring, iv = keys.load(), secrets.token_bytes(IV)
        work = Cipher(_sm4(ring.seal[ring.newest]), modes.GCM(iv)).encryptor()
        work.authenticate_additional_data(about)
        text = work.update(plain) + work.finalize()
        return HEAD.pack(ring.newest) + iv + text + work.tag

    def open(self, sealed: bytes, about: bytes) -> bytes:
        number = self.sealed_with(sealed)
        key = keys.load().seal.get(number)
        if key is None:
            raise Unreadable(
                f"打不开加密的内容：密钥文件里没有第 {number} 号密钥。请管理员从备份恢复密钥文件。",
                f"Sealed under key {number}, which the key file lacks: ask the administrator to restore the key file.",
            )
        work = Cipher(_sm4(key), modes.GCM(sealed[HEAD.size : HEAD.size + IV], sealed[-TAG:])).decryptor()
        work.authenticate_additional_data(about)
        try:
            return work.update(sealed[HEAD.size + IV : -TAG]) + work.finalize()
        except InvalidTag as wrong:
            raise Unreadable(
                "加密的内容被移动或改动过，不能使用。请告诉管理员。", "What was sealed here was moved or changed and cannot be used: tell the administrator."
            ) from wrong

    def sealed_with(self, sealed: bytes) -> int:
        if len(sealed) < SHORTEST:
            raise Unreadable("加密的内容不完整，请管理员从备份恢复。", "What was sealed here is cut off: ask the administrator to restore it.")
        return HEAD.unpack_from(sealed)[0]

    def digest(self, text: bytes) -> bytes:
        work = _hmac(keys.load().digest).copy()
        work.update(text)
        return work.finalize()

    def sign(self, text: bytes) -> tuple[int, bytes]:
        number = max(keys.load().sign, default=0) or keys.add("sign")
        private, public = keys.load().sign[number]
        return number, sm2_sign(private, public, text)

    def verify(self, text: bytes, number: int, signature: bytes) -> bool:
        public = self.public_keys().get(number)
        try:
            return public is not None and sm2_verify(public, text, signature)
        except GmsslInnerError:  # not a signature at all
            return False

    def public_keys(self) -> dict[int, bytes]:
        return {number: public for number, (_, public) in keys.load().sign.items()}

    def numbers(self) -> list[int]:
        return list(keys.load().seal)

    def rotate(self) -> int:
        return keys.add("seal")

    def rotate_signing(self) -> int:
        return keys.add("sign")
