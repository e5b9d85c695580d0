"""What happens to every request: its log line, its security headers, the reader's language."""

import logging
import time

from django.conf import settings
from django.utils import translation

from minsheng.base import sealed
from minsheng.base.reader import Reader

log = logging.getLogger("minsheng.access")

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def access_log(get_response):
    """One line a request: method, path, status, time. No query, no address of the reader, no form."""

    def middleware(request):
        start = time.perf_counter()
        response = get_response(request)
        if not request.path.startswith("/static/"):
            # %r keeps a path with line breaks on one line
            log.info("%s %r %d %.0f ms", request.method, request.path[:200], response.status_code, 1000 * (time.perf_counter() - start))
        return response

    return middleware


def security_headers(get_response):
    """A strict policy: nothing from elsewhere, nothing inline; pages that depend on the reader are never shared by caches, and those of somebody who is
    signed in, or has answered questions, are kept nowhere: at a shared counter the next one presses "back".

    The referrer policy is `same-origin`: no address reaches another site. `no-referrer` would send forms with the origin "null", which the check against
    forged forms has to refuse; nothing that must stay inside stands in an address (base/ui/typed.py).
    """

    def middleware(request):
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if not request.path.startswith("/static/"):
            personal = {settings.SESSION_COOKIE_NAME, sealed.COOKIE} & {*request.COOKIES, *response.cookies}
            response.setdefault("Cache-Control", "private, no-store" if personal else "private, no-cache")
        return response

    return middleware


def reader(get_response):
    """The reader's language and type size from two plain cookies."""

    def middleware(request):
        request.reader = Reader.of(request)
        with translation.override(request.reader.language):
            response = get_response(request)
            response["Content-Language"] = request.reader.html_lang
        return response

    return middleware
