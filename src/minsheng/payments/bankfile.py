"""The file for the bank: our documented CSV, or ISO 20022 pain.001.001.03. The same batch always gives the same bytes."""

import csv
import hashlib
import io
from xml.etree import ElementTree as ET

from minsheng.base.crypto import open_sealed
from minsheng.payments.models import Batch

FORMATS = {"csv": ("CSV 表格", "CSV"), "pain.001": ("ISO 20022 pain.001", "ISO 20022 pain.001")}
HEADER = ["批次号", "序号", "户名", "开户行", "账号", "金额", "用途"]
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"


def lines(batch: Batch) -> list[tuple[int, dict, int]]:
    """(number, {holder, bank, number}, fen) of every line that goes out, as frozen at approval."""
    rows = batch.payments.filter(state__in=["ready", "sent", "paid", "returned", "replaced"]).order_by("number")
    return [(p.number, open_sealed(p.sealed, f"payments.payment:{batch.pk}:{p.number}"), p.fen) for p in rows.iterator()]


def bank_file(batch: Batch, kind: str) -> bytes:
    """The whole file. KeyError for an unknown format."""
    return {"csv": _csv, "pain.001": _pain}[kind](batch)


def file_digest(batch: Batch) -> str:
    """Of what is paid to whom, whatever the format: the file that went out is known again by it."""
    return hashlib.sha256(_csv(batch)).hexdigest()


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _csv(batch: Batch) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for number, account, fen in lines(batch):
        writer.writerow([batch.number, number, account["holder"], account["bank"], f"\t{account['number']}", _yuan(fen), batch.line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _pain(batch: Batch) -> bytes:
    """One payment information block, one credit transfer a line; accounts as Othr/Id, amounts in CNY."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}Document")
    initiation = _in(root, "CstmrCdtTrfInitn")
    rows = lines(batch)
    total = _yuan(sum(fen for _, _, fen in rows))
    head = _in(initiation, "GrpHdr")
    _in(head, "MsgId", batch.number[:35])
    _in(head, "CreDtTm", f"{batch.approved_on}T00:00:00")
    _in(head, "NbOfTxs", str(len(rows)))
    _in(head, "CtrlSum", total)
    _in(_in(head, "InitgPty"), "Nm", batch.place.name)
    block = _in(initiation, "PmtInf")
    _in(block, "PmtInfId", batch.number[:35])
    _in(block, "PmtMtd", "TRF")
    _in(block, "NbOfTxs", str(len(rows)))
    _in(block, "CtrlSum", total)
    _in(block, "ReqdExctnDt", str(batch.pay_on or batch.approved_on))
    _in(_in(block, "Dbtr"), "Nm", batch.place.name)
    _in(_in(_in(_in(block, "DbtrAcct"), "Id"), "Othr"), "Id", f"{batch.place.law_code}-{batch.line}"[:34])
    _in(_in(_in(_in(block, "DbtrAgt"), "FinInstnId"), "Othr"), "Id", "NOTPROVIDED")
    for number, account, fen in rows:
        _transfer(block, batch, number, account, fen)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _transfer(block: ET.Element, batch: Batch, number: int, account: dict, fen: int) -> None:
    one = _in(block, "CdtTrfTxInf")
    _in(_in(one, "PmtId"), "EndToEndId", f"{batch.pk}-{number}")
    amount = _in(_in(one, "Amt"), "InstdAmt", _yuan(fen))
    amount.set("Ccy", "CNY")
    agent = _in(_in(one, "CdtrAgt"), "FinInstnId")
    _in(agent, "Nm", account["bank"])
    _in(_in(one, "Cdtr"), "Nm", account["holder"])
    _in(_in(_in(_in(one, "CdtrAcct"), "Id"), "Othr"), "Id", account["number"])
    _in(_in(one, "RmtInf"), "Ustrd", f"{batch.line} {batch.month:%Y-%m}")


def _in(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    child.text = text
    return child
