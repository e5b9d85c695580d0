"""Pages for what went wrong. They say what to do next; the log names the place in the code, never the request's content."""

import logging
import sys
import traceback

from django.shortcuts import render

log = logging.getLogger("minsheng.errors")


def not_found(request, exception=None):
    return render(request, "web/not_found.html", status=404)


def bad_request(request, exception=None):
    return render(request, "web/bad_request.html", status=400)


def csrf_failure(request, reason=""):
    return render(request, "web/csrf.html", status=403)


def broken(request):
    """The page for our own mistakes. The error's text is left out of the log: it may quote what a resident wrote."""
    kind, _, trace = sys.exc_info()
    frames = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno} {f.name}" for f in reversed(traceback.extract_tb(trace)[-8:]))
    log.error("%s in %s", kind.__name__ if kind else "error", frames)
    return render(request, "web/broken.html", status=500)
