"""The file for the bank: our documented CSV, or ISO 20022 pain.001.001.03. The same batch always gives the same bytes. See docs/operators/bank-file.md."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from minsheng.base.crypto import open_sealed
from minsheng.payments.accounts_in_use import about
from minsheng.payments.models import Batch, Payment

FORMATS = {"csv": ("CSV", "CSV"), "gb": ("CSV，GB 18030 编码", "CSV in GB 18030"), "pain.001": ("pain.001", "pain.001")}
ENDINGS = {"csv": ("csv", "text/csv; charset=utf-8"), "gb": ("csv", "text/csv; charset=gb18030"), "pain.001": ("xml", "application/xml")}
HEADER = ["批次号", "序号", "户名", "开户行", "账号", "金额", "用途"]
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"
FORMULA = "=+-@＝＋－＠\t\r\n "  # no holder's or bank's name begins so; a spreadsheet would run it
NO_XML = re.compile(r"[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # rare characters stay, private ones included: the name must be the bank's

Out = list[tuple[int, dict, int]]


def lines(batch: Batch) -> Out:
    """(number, {holder, bank, number}, fen) of every line that goes out, as it was frozen at approval, in the order of the numbers."""
    rows = batch.payments.filter(state__in=Payment.OUT).order_by("number").values_list("number", "sealed", "fen")
    return [(n, open_sealed(sealed, about(batch.pk, n)), fen) for n, sealed, fen in rows.iterator(chunk_size=5_000)]


def bank_file(batch: Batch, kind: str, out: Out | None = None) -> bytes:
    """The whole file; `out` when the lines have been opened already. KeyError for an unknown format."""
    return {"csv": _utf8, "gb": _gb, "pain.001": _pain}[kind](batch, lines(batch) if out is None else out)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _utf8(batch: Batch, out: Out) -> bytes:
    return b"\xef\xbb\xbf" + _table(batch, out).encode()


def _gb(batch: Batch, out: Out) -> bytes:
    return _table(batch, out).encode("gb18030")


def _table(batch: Batch, out: Out) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    for n, account, fen in out:
        holder, bank = account["holder"].lstrip(FORMULA), account["bank"].lstrip(FORMULA)
        writer.writerow([batch.number, n, holder, bank, account["number"], _yuan(fen), batch.purpose])
    return text.getvalue()


def _pain(batch: Batch, out: Out) -> bytes:
    """One payment information block, one credit transfer a line; accounts as Othr/Id, amounts in CNY, control sums twice. Names are Chinese as they are.

    Which account of the payer it leaves is entered in the bank's own program: it is not known here.
    """
    total, payer, name = _yuan(sum(fen for _, _, fen in out)), _words(batch.payer, 140), batch.number[:35]
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}">\n<CstmrCdtTrfInitn>\n'
        f"<GrpHdr><MsgId>{name}</MsgId><CreDtTm>{batch.approved_on}T00:00:00</CreDtTm><NbOfTxs>{len(out)}</NbOfTxs><CtrlSum>{total}</CtrlSum>"
        f"<InitgPty><Nm>{payer}</Nm></InitgPty></GrpHdr>\n"
        f"<PmtInf><PmtInfId>{name}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>{len(out)}</NbOfTxs><CtrlSum>{total}</CtrlSum>"
        f"<ReqdExctnDt>{batch.pay_on or batch.approved_on}</ReqdExctnDt><Dbtr><Nm>{payer}</Nm></Dbtr>"
        f"<DbtrAcct><Id><Othr><Id>NOTPROVIDED</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>\n"
    )
    return "".join([head, *_transfers(batch, out), "</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n"]).encode()


def _transfers(batch: Batch, out: Out) -> Iterator[str]:
    purpose = _words(batch.purpose, 140)
    for n, account, fen in out:
        yield (
            f'<CdtTrfTxInf><PmtId><EndToEndId>{batch.number}-{n}</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">{_yuan(fen)}</InstdAmt></Amt>'
            f"<CdtrAgt><FinInstnId><Nm>{_words(account['bank'], 140)}</Nm></FinInstnId></CdtrAgt><Cdtr><Nm>{_words(account['holder'], 140)}</Nm></Cdtr>"
            f"<CdtrAcct><Id><Othr><Id>{_words(account['number'], 34)}</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>{purpose}</Ustrd></RmtInf></CdtTrfTxInf>\n"
        )


def _words(text: str, most: int) -> str:
    """As XML and the schema allow it: no control characters, not too long, never empty, signs escaped."""
    return escape(NO_XML.sub("", text).strip()[:most].strip() or "NOTPROVIDED")
