"""Sealing, digests and signatures: the standards' own vectors, and what happens to a blob that was moved, changed or left without its key."""

import json

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from gmssl_pyx import sm2_sign_sm3_digest, sm2_verify_sm3_digest, sm3_hash, sm3_hmac, sm4_gcm_decrypt
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base import crypto, keys
from minsheng.base.crypto import Unreadable, digest, open_bytes, open_sealed, resealed, seal, seal_bytes, sign, verify

ABOUT = "registry.person:12"
SECRET = {"documents": [{"kind": "resident", "number": "440399199001010015"}], "phones": ["13800000000"], "address": "（演示）某社区"}


@pytest.fixture(autouse=True)
def own_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("MINSHENG_KEYS", str(tmp_path / "keys"))


# --- the standards ---------------------------------------------------------------------------------------------------------------


def test_sm3_of_the_standard():
    work = hashes.Hash(hashes.SM3())
    work.update(b"abc")  # GB/T 32905-2016, A.1
    assert work.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm4_of_the_standard():
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")  # GB/T 32907-2016, A.1
    work = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()
    assert (work.update(key) + work.finalize()).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_of_rfc_8998():
    """The tag is where we think it is: appendix A.1 of RFC 8998."""
    key, iv = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    about = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = b"".join(bytes([c]) * 8 for c in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    work = Cipher(algorithms.SM4(key), modes.GCM(iv)).encryptor()
    work.authenticate_additional_data(about)
    text = work.update(plain) + work.finalize()
    assert text.hex() == "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    assert work.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_sm2_of_the_standard():
    """GB/T 32918.5-2017, A.2: a signature made by others, over e = SM3(Z || "message digest"), is accepted; over anything else it is not."""
    public = bytes.fromhex("09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")
    e = bytes.fromhex("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640")
    r = bytes.fromhex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3")
    s = bytes.fromhex("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")
    der = b"\x30\x46\x02\x21\x00" + r + b"\x02\x21\x00" + s
    assert sm2_verify_sm3_digest(public, e, der)
    assert not sm2_verify_sm3_digest(public, sm3_hash(b"another"), der)


def test_two_libraries_agree():
    """What one implementation of the standard seals, another opens; so with the digest."""
    sealed, ring = seal_bytes("民生".encode(), ABOUT), keys.load()
    iv, text, tag = sealed[2:14], sealed[14:-16], sealed[-16:]
    assert sm4_gcm_decrypt(ring.seal[ring.newest], iv, ABOUT.encode(), text, tag).decode() == "民生"
    assert digest("phone", "13800000000") == sm3_hmac(ring.digest, b"phone\x0013800000000").hex()
    work = hmac.HMAC(ring.digest, hashes.SM3())
    work.update(b"phone\x0013800000000")
    assert digest("phone", "13800000000") == work.finalize().hex()


# --- sealing ---------------------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.text(max_size=10), st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda x: st.lists(x, max_size=3))))
def test_what_is_sealed_comes_back(data):
    assert open_sealed(seal(data, ABOUT), ABOUT) == data


def test_the_blob_shows_nothing_and_is_never_the_same():
    one, two = seal(SECRET, ABOUT), seal(SECRET, ABOUT)
    assert one != two
    for piece in (b"440399", b"13800000000", "演示".encode(), b"documents"):
        assert piece not in one


def test_what_the_database_gives_back_opens():
    assert open_sealed(memoryview(seal(SECRET, ABOUT)), ABOUT) == SECRET
    assert open_sealed(b"", ABOUT) == {}


def test_a_blob_moved_to_another_person_does_not_open():
    with pytest.raises(Unreadable) as told:
        open_sealed(seal(SECRET, ABOUT), "registry.person:13")
    assert "移动或改动" in told.value.zh and "moved or changed" in told.value.en


def test_every_changed_byte_is_noticed():
    sealed = seal({"a": 1}, ABOUT)
    for i in range(len(sealed)):
        with pytest.raises(Unreadable):
            open_sealed(sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1 :], ABOUT)


@pytest.mark.parametrize("length", [1, 2, 29])
def test_a_blob_cut_short_is_named_so(length):
    with pytest.raises(Unreadable) as told:
        open_sealed(seal(SECRET, ABOUT)[:length], ABOUT)
    assert "不完整" in told.value.zh and "cut off" in told.value.en


def test_nothing_secret_is_told_by_an_error():
    with pytest.raises(Unreadable) as told:
        open_sealed(seal(SECRET, ABOUT), "registry.person:13")
    assert "440399" not in told.value.zh + told.value.en + repr(told.value)


# --- keys that come and go -------------------------------------------------------------------------------------------------------


def test_a_new_key_seals_and_the_old_one_still_opens():
    old = seal(SECRET, ABOUT)
    before = crypto.key_ids()
    number = crypto.provider().rotate()
    new = seal(SECRET, ABOUT)
    assert crypto.key_ids() == [*before, str(number)]
    assert crypto.provider().sealed_with(new) == number != crypto.provider().sealed_with(old)
    assert open_sealed(old, ABOUT) == open_sealed(new, ABOUT) == SECRET


def test_old_blobs_are_sealed_again_and_new_ones_left_alone():
    old = seal(SECRET, ABOUT)
    assert resealed(old, ABOUT) is None
    number = crypto.provider().rotate()
    again = resealed(memoryview(old), ABOUT)
    assert again is not None and crypto.provider().sealed_with(again) == number
    assert open_sealed(again, ABOUT) == SECRET and resealed(again, ABOUT) is None


def test_a_missing_key_is_named(tmp_path):
    old, [number] = seal(SECRET, ABOUT), crypto.key_ids()
    crypto.provider().rotate()
    path = tmp_path / "keys" / "keys.json"
    content = json.loads(path.read_text())
    del content["seal"][number]
    path.write_text(json.dumps(content))
    keys._recent.cache_clear()
    with pytest.raises(Unreadable) as told:
        open_sealed(old, ABOUT)
    assert f"第 {number} 号密钥" in told.value.zh and f"key {number}" in told.value.en


def test_digests_do_not_move_when_sealing_keys_do():
    before = digest("document", "440399199001010015")
    crypto.provider().rotate()
    assert digest("document", "440399199001010015") == before


# --- digests ---------------------------------------------------------------------------------------------------------------------


def test_a_digest_has_64_hex_digits_and_depends_on_kind_text_and_key(tmp_path, monkeypatch):
    one = digest("document", "440399199001010015")
    assert len(one) == 64 and int(one, 16)
    assert len({one, digest("phone", "440399199001010015"), digest("document", "440399199001010016")}) == 3
    monkeypatch.setenv("MINSHENG_KEYS", str(tmp_path / "others"))
    assert digest("document", "440399199001010015") != one


@pytest.mark.parametrize("typed", ["44039919900101001x", "４４０３９９１９９００１０１００１Ｘ", " 440399 19900101 001X\n", "440399-19900101-001X"])
def test_the_way_of_typing_does_not_matter(typed):
    assert digest("document", typed) == digest("document", "44039919900101001X")


# --- signatures ------------------------------------------------------------------------------------------------------------------


def test_a_signature_holds_for_exactly_its_text():
    signature = sign("block 7: 5f3a")
    assert verify("block 7: 5f3a", signature)
    assert not verify("block 8: 5f3a", signature)


def test_signatures_of_older_keys_still_hold():
    old = sign("head")
    number = crypto.provider().rotate_signing()
    assert sign("head").startswith(f"{number}:") and not old.startswith(f"{number}:")
    assert verify("head", old)


def test_an_outsider_verifies_with_the_public_key():
    number, _, signature = sign("链头").partition(":")
    from gmssl_pyx import sm2_verify

    assert sm2_verify(bytes.fromhex(crypto.public_keys()[int(number)]), "链头".encode(), bytes.fromhex(signature))


@pytest.mark.parametrize("signature", ["", "7", "7:", "x:3045", "1:zz", "1:30", "99999:3045", "1:" + "00" * 70])
def test_what_is_no_signature_does_not_hold(signature):
    sign("there is a key")
    assert not verify("head", signature)


def test_a_signature_of_somebody_else_does_not_hold():
    from gmssl_pyx import sm2_key_generate

    number = sign("head").partition(":")[0]
    _, private = sm2_key_generate()
    assert not verify("head", f"{number}:{sm2_sign_sm3_digest(private, sm3_hash(b'head')).hex()}")


# --- another module --------------------------------------------------------------------------------------------------------------


class Module:
    """Stands in for a certified module: what a Provider does, visibly."""

    def seal(self, plain, about):
        return b"module:" + about + b":" + plain

    def open(self, sealed, about):
        return sealed.removeprefix(b"module:" + about + b":")

    def digest(self, text):
        return b"\x07" * 32


def test_a_module_takes_the_place_of_the_software(monkeypatch):
    monkeypatch.setattr(crypto, "import_string", lambda name: {"office.hsm.Module": Module}[name])
    monkeypatch.setenv("MINSHENG_CRYPTO", "office.hsm.Module")
    crypto.provider.cache_clear()
    try:
        assert seal({"a": 1}, ABOUT) == b'module:registry.person:12:{"a":1}'
        assert open_sealed(seal({"a": 1}, ABOUT), ABOUT) == {"a": 1}
        assert digest("phone", "1") == "07" * 32
        assert open_bytes(seal_bytes(b"x", ABOUT), ABOUT) == b"x"
    finally:
        crypto.provider.cache_clear()
