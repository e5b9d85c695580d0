"""What is logged of our own mistakes: the place in the code, never the error's text, which may quote what a resident wrote."""

import logging
import sys
import traceback

log = logging.getLogger("minsheng.errors")


def log_where() -> None:
    """Of the exception that is being handled."""
    kind, _, trace = sys.exc_info()
    frames = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno} {f.name}" for f in reversed(traceback.extract_tb(trace)[-8:]))
    log.error("%s in %s", kind.__name__ if kind else "error", frames)
