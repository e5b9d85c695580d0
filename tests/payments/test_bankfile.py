"""The bank's file: bytes that never change, a schema that holds, cells no spreadsheet runs."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
import sepaxml
import xmlschema

from minsheng.base.crypto import seal
from minsheng.base.errors import Refused
from minsheng.payments import actions as pay
from minsheng.payments.accounts_in_use import about
from minsheng.payments.bankfile import FORMATS, NAMESPACE, bank_file, digest
from minsheng.payments.models import Batch
from tests.payments.conftest import states
from tests.spine import DAY, card

pytestmark = pytest.mark.django_db
RARE = "𡌛𬱖王㐂\ue815"  # beyond the first plane, rare within it, and a private one of older systems
SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.03.xsd"


@pytest.fixture(scope="module")
def schema():
    return xmlschema.XMLSchema(SCHEMA)


@pytest.fixture
def batch(paid_office) -> Batch:
    """Two lines that go out and one, the second, that does not; the numbers of what is sealed into them are known."""
    o = paid_office
    people = [o.person("林玉兰"), o.person(account=False), o.person(RARE)]
    for person, fen in zip(people, (199600, 500, 7), strict=True):
        o.owe(person, fen)
    made = o.approve(o.compute())
    Batch.objects.filter(pk=made.pk).update(number="FF-202510-00042", purpose="高龄津贴 2025年10月")
    made.refresh_from_db()
    return made


def reseal(batch, n, **given):
    batch.payments.filter(number=n).update(sealed=seal({"holder": "林玉兰", "bank": "演示银行", "number": card(1)} | given, about(batch.pk, n)))


GOLDEN = (
    "批次号,序号,户名,开户行,账号,金额,用途\r\n"
    f"FF-202510-00042,1,林玉兰,演示银行,{card(1)},1996.00,高龄津贴 2025年10月\r\n"
    f"FF-202510-00042,3,{RARE},演示银行,{card(3)},0.07,高龄津贴 2025年10月\r\n"
)


def test_the_table_is_what_the_page_for_operators_says(batch):
    assert bank_file(batch, "csv") == b"\xef\xbb\xbf" + GOLDEN.encode("utf-8")
    assert bank_file(batch, "gb") == GOLDEN.encode("gb18030")


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_batch_gives_the_same_bytes_whatever_has_changed_meanwhile(paid_office, batch, kind):
    before = bank_file(batch, kind)
    payee = batch.payments.get(number=1).payee
    paid_office.account(payee, 91)
    payee.name, batch.place.name = "别人", "别处"
    payee.save()
    batch.place.save()
    pay.send(batch=batch, by=paid_office.finance, on=DAY)
    paid_office.answer(batch, back=[3])
    paid_office.account(batch.payments.get(number=3).payee, 92)
    pay.pay_again(payments=list(batch.payments.filter(state="returned")), by=paid_office.finance, on=DAY)
    fresh = Batch.objects.get(pk=batch.pk)
    assert states(fresh) == {1: "paid", 2: "dropped", 3: "replaced"}
    assert pay.fetch(batch=fresh, kind=kind, by=paid_office.finance, on=date(2026, 5, 1)) == before
    assert fresh.file_digests[kind] == digest(before)


def test_a_file_that_is_not_what_went_out_is_not_given(paid_office, batch):
    pay.send(batch=batch, by=paid_office.finance, on=DAY)
    reseal(batch, 1, number=card(95))
    for kind in FORMATS:
        with pytest.raises(Refused):
            pay.fetch(batch=batch, kind=kind, by=paid_office.finance, on=DAY)


def test_before_the_approval_and_in_an_unknown_form_there_is_none(paid_office):
    paid_office.owe(paid_office.person())
    batch = paid_office.compute()
    for kind in (*FORMATS, "xls"):
        with pytest.raises(Refused):
            pay.fetch(batch=batch, kind=kind, by=paid_office.finance, on=DAY)
    paid_office.approve(batch)
    with pytest.raises(Refused):
        pay.fetch(batch=batch, kind="xls", by=paid_office.finance, on=DAY)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＋", "－", "＠", "=-@+"])
@pytest.mark.parametrize("kind", ["csv", "gb"])
def test_no_cell_begins_like_a_formula(batch, sign, kind):
    reseal(batch, 1, holder=f"{sign}1+1", bank=f'{sign}HYPERLINK("x","y")')
    text = bank_file(batch, kind).decode("utf-8-sig" if kind == "csv" else "gb18030")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 3 and rows[1][4:6] == [card(1), "1996.00"]
    for cell in (rows[1][2], rows[1][3]):
        assert cell and cell[0] not in "=+-@＝＋－＠\t\r\n "


@pytest.mark.parametrize("name", ["林玉兰", RARE, "买买提·吐尔逊", "O'Neil & <Söhne>", "甲\x00乙\x0b", '，“引号”,"', "长" * 200])
def test_pain_is_valid_and_says_the_same_as_the_table(batch, schema, name):
    reseal(batch, 1, holder=name, bank=name)
    content = bank_file(batch, "pain.001")
    schema.validate(content.decode())
    root, ns = ET.fromstring(content), {"p": NAMESPACE}
    assert [e.text for e in root.findall(".//p:NbOfTxs", ns)] == ["2", "2"]
    assert [e.text for e in root.findall(".//p:CtrlSum", ns)] == ["1996.07", "1996.07"]
    assert [e.text for e in root.findall(".//p:InstdAmt", ns)] == ["1996.00", "0.07"]
    assert [e.text for e in root.findall(".//p:EndToEndId", ns)] == ["FF-202510-00042-1", "FF-202510-00042-3"]
    assert [e.text for e in root.findall(".//p:Cdtr/p:Nm", ns)] == [name.replace("\x00", "").replace("\x0b", "")[:140], RARE]
    assert root.findtext(".//p:ReqdExctnDt", namespaces=ns) == "2025-10-09"


def test_a_name_of_which_nothing_is_left_is_still_valid(batch, schema):
    reseal(batch, 1, holder="\x01", bank=" ")
    schema.validate(bank_file(batch, "pain.001").decode())


def test_the_day_of_payment_stands_in_it(paid_office, schema):
    paid_office.owe(paid_office.person())
    batch = pay.approve(batch=paid_office.compute(), pay_on=date(2025, 10, 15), by=paid_office.second, on=DAY)
    content = bank_file(batch, "pain.001").decode()
    schema.validate(content)
    assert "<ReqdExctnDt>2025-10-15</ReqdExctnDt>" in content and "<CreDtTm>2025-10-09T00:00:00</CreDtTm>" in content
