"""What somebody types into a search. A name or a place may stand in an address; the number of a document, a telephone or an account may not, because browsers,
proxies and bookmarks keep addresses. It stands there sealed, for half an hour and for whoever typed it."""

import json
import re
import time
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from minsheng.base.crypto import Unreadable, open_bytes, seal_bytes

MARK = "~"  # begins what is sealed; no name does
HOLDS = 30 * 60  # seconds: as long as somebody idle stays signed in
DIGITS = 4  # the last four of a telephone already lead to a person
LONGEST = 100
OURS = re.compile(r"[a-z_]+\.[a-z_]+:[0-9]+|[A-Z]{2,3}-[0-9]+-[0-9]{4}-[0-9]{6}")
"""What we number ourselves, as the trail and the lists write it: "benefits.award:1234", "SQ-440304-2025-000173"."""


def is_number(text: str) -> bool:
    """Whether it could be the number of a person's: four digits are enough, in any width."""
    if text.startswith(MARK) or OURS.fullmatch(text.strip()):
        return False
    return sum(c.isdigit() for c in unicodedata.normalize("NFKC", text)) >= DIGITS


def for_address(request, text: str) -> str:
    """What stands in the address for this text."""
    text = text.replace("\x00", "").strip()[:LONGEST]
    if not is_number(text):
        return text.lstrip(MARK)
    sealed = seal_bytes(json.dumps([int(time.time()), text]).encode(), _whose(request))
    return MARK + urlsafe_b64encode(sealed).decode().rstrip("=")


def read(request, text: str) -> str | None:
    """What was typed; None when its time is over or somebody else typed it."""
    if not text.startswith(MARK):
        return text
    body = text[len(MARK) :]
    try:
        at, typed = json.loads(open_bytes(urlsafe_b64decode(body + "=" * (-len(body) % 4)), _whose(request)))
    except (Unreadable, NotBase64, UnicodeError, ValueError):
        return None
    return typed if 0 <= time.time() - at <= HOLDS else None


def _whose(request) -> str:
    return f"base.typed:{getattr(getattr(request, 'by', None), 'user', None)}"
