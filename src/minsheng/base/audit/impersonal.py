"""What may stand in an audit row: ids, codes, amounts, dates and keyed digests; nothing by which a stranger could know a person."""

import re
from datetime import date, datetime
from typing import Any

LONGEST = 100
LARGEST = 10**15  # fen: ten trillion yuan; a document number or a bank account is longer
DIGEST = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = re.compile(r"[0-9]{11,}")  # phone 11, document 15 or 18, bank account 16 to 19


def impersonal(value: Any, where: str) -> Any:
    """The value as it goes into the row's JSON (dates as ISO text). Raises ValueError, a mistake in our program, for anything else.

    Words of a person's are refused whole, so that neither a name nor an address nor a note can slip in: a code or an id says the same.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) >= LARGEST:
            raise ValueError(f"audit {where}: an integer of 16 digits or more looks like a document or account number; record an id")
        return int(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [impersonal(one, where) for one in value]
    if isinstance(value, str):
        return _code(str(value), where)
    raise ValueError(f"audit {where}: {type(value).__name__} cannot be recorded; use int, str, bool, None, date or a list of them")


def _code(text: str, where: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"audit {where}: longer than {LONGEST} characters; record an id or a digest")
    if not (text.isascii() and (text.isprintable() or not text)):
        raise ValueError(f"audit {where}: only plain ASCII codes are recorded, never words people wrote")
    if NUMBER.search(DIGEST.sub("", text)):
        raise ValueError(f"audit {where}: 11 digits or more in a row look like a phone, document or account number; record a keyed digest")
    return text
