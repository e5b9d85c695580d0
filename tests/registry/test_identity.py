"""Documents: each kind as it is written; a wrong one is refused with what is wrong; nobody is refused for an area code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base.errors import Refused
from minsheng.registry import identity
from minsheng.registry.identity import check, check_digit, make_number

BORN = date(1950, 5, 1)
BORN_AND_SERIAL = (st.dates(date(1900, 1, 1), date(2025, 12, 31)), st.integers(1, 999))


def hong_kong(area="810000", serial=21):
    return make_number(area, BORN, serial)


def permanent(province="44", country="840"):
    return make_number(f"9{province}{country}", BORN, 12)


@pytest.mark.parametrize(
    ("kind", "number", "kept"),
    [
        ("resident", make_number("440304", BORN, 1), None),
        ("resident", " 44030４-19500501-" + make_number("440304", BORN, 1)[14:], make_number("440304", BORN, 1)),
        ("hmt_residence", hong_kong(), None),
        ("hmt_residence", hong_kong("820000"), None),
        ("hmt_residence", hong_kong("830000"), None),
        ("hm_permit", "H12345678", None),
        ("hm_permit", "m1234567801", "M1234567801"),
        ("tw_permit", "12345678", None),
        ("foreign_permanent", permanent(), None),
        ("foreign_permanent", "usa110123456789", "USA110123456789"),
        ("passport", "E12345678", None),
        ("passport", "ej1234567", "EJ1234567"),
        ("birth", "T440123456", None),
    ],
)
def test_each_kind_of_document_is_kept_as_it_is_written(kind, number, kept):
    assert check(kind, number).number == (kept or number)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("resident", make_number("440304", BORN, 1)[:-1]),
        ("resident", "H12345678"),
        ("hmt_residence", make_number("440304", BORN, 1)),
        ("hmt_residence", make_number("840000", BORN, 1)),
        ("hm_permit", "H1234567"),
        ("hm_permit", "H123456789"),
        ("tw_permit", "1234567"),
        ("foreign_permanent", "US110123456789"),
        ("foreign_permanent", make_number("440304", BORN, 1)),
        ("passport", "E123"),
        ("birth", "440123456"),
        ("none", "1"),
    ],
)
def test_a_number_written_otherwise_is_refused_in_both_languages(kind, number):
    with pytest.raises(Refused) as no:
        check(kind, number)
    assert no.value.zh and no.value.en and no.value.field in ("kind", "number")


@given(*BORN_AND_SERIAL)
def test_the_number_says_birthday_and_sex(born, serial):
    found = check("resident", make_number("440304", born, serial))
    assert (found.birth_date, found.sex) == (born, 1 if serial % 2 else 2)


@given(*BORN_AND_SERIAL, st.integers(0, 10))
def test_exactly_one_last_character_is_right(born, serial, choice):
    number = make_number("440304", born, serial)
    last = "0123456789X"[choice]
    if last == number[-1]:
        assert check("resident", number[:-1] + last)
    else:
        with pytest.raises(Refused, match=number[-1]):
            check("resident", number[:-1] + last)


@given(*BORN_AND_SERIAL, st.integers(0, 16), st.integers(1, 9))
def test_one_digit_typed_wrongly_is_always_found(born, serial, place, by):
    number = make_number("440304", born, serial)
    wrong = f"{number[:place]}{(int(number[place]) + by) % 10}{number[place + 1 :]}"
    with pytest.raises(Refused):
        check("resident", wrong)


@given(st.integers(0, 999_999), *BORN_AND_SERIAL)
def test_an_area_code_is_never_a_reason_to_refuse(area, born, serial):
    assert check("resident", make_number(f"{area:06d}", born, serial)).birth_date == born


def test_an_area_of_no_province_is_pointed_out_and_a_later_one_is_not():
    assert check("resident", make_number("990000", BORN, 1)).warnings
    assert not check("resident", make_number("440304", BORN, 1)).warnings  # Futian is younger than somebody born in 1950
    assert not check("foreign_permanent", permanent("99")).warnings


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(1, 999))
def test_an_old_number_of_fifteen_digits_becomes_the_same_of_eighteen(born, serial):
    old = f"440304{born:%y%m%d}{serial:03d}"
    found = check("resident", old)
    assert found.number == make_number("440304", born, serial) and found.birth_date == born and found.warnings
    assert identity.forms(old) == [old, found.number]


def test_a_day_that_does_not_exist_and_a_birth_too_long_ago_are_refused():
    for body in ("44030419500230001", "44030418790101001"):
        with pytest.raises(Refused, match="出生"):
            check("resident", body + check_digit(body))


def test_numbers_of_the_sandbox_are_invented():
    assert check("resident", make_number("440399", BORN, 1)).synthetic
    assert not check("resident", make_number("440304", BORN, 1)).synthetic


@pytest.mark.parametrize(
    ("text", "kept"),
    [("138 0000 0000", "13800000000"), ("+86-13800000000", "13800000000"), ("0755-12345678", "075512345678"), ("+85212345678", "+85212345678")],
)
def test_telephones_are_put_right(text, kept):
    assert identity.phone(text) == kept


@pytest.mark.parametrize("text", ["", "12345", "2380000000000", "电话"])
def test_what_is_no_telephone_is_refused(text):
    with pytest.raises(Refused):
        identity.phone(text)


@given(st.integers(0, 10**17 - 1), st.integers(0, 16), st.integers(1, 9))
def test_a_card_with_one_wrong_digit_is_refused(n, place, by):
    body = f"{n:017d}"
    number = next(f"{body}{d}" for d in range(10) if identity.luhn(f"{body}{d}"))
    assert identity.card(number) == number
    with pytest.raises(Refused):
        identity.card(f"{number[:place]}{(int(number[place]) + by) % 10}{number[place + 1 :]}")


def test_a_credit_code_is_checked_to_its_last_character():
    body = "52440300MJL000001"
    last = identity.ALPHABET[(31 - sum(identity.ALPHABET.index(c) * w for c, w in zip(body, identity.USCC_WEIGHTS, strict=True)) % 31) % 31]
    assert identity.uscc(body + last) == body + last
    with pytest.raises(Refused):
        identity.uscc(body + ("0" if last != "0" else "1"))
    with pytest.raises(Refused):
        identity.uscc("I" + body[1:] + last)
