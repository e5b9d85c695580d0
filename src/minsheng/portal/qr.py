"""An address as a QR code: one path of an SVG, drawn on the server. qrcode is there for the second factor at sign-in already."""

from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around it, as the standard asks


@lru_cache(maxsize=512)
def drawn(text: str) -> tuple[int, str]:
    """(width in modules, the path's `d`): runs of dark modules, row by row."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    return len(rows), "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in _runs(row))


def _runs(row: list[bool]):
    """(start, length) of each run of dark modules."""
    start = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None
