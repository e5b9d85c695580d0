"""What is public may be kept for some minutes by anybody, and is told apart by its ETag; everything else is kept by nobody."""

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import quote_etag

from minsheng.base.audit.chain import sm3

KEPT = "public, max-age=300"


def shared(request, response: HttpResponse) -> HttpResponse:
    """With its tag, or 304 without content where the reader has it already."""
    if not getattr(request, "may_be_kept", False) or response.status_code != 200:
        response.setdefault("Cache-Control", "private, no-store")
        return response
    tag = quote_etag(sm3(response.content).hex()[:32])
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    if tag in known or "*" in known:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"], response["Cache-Control"] = tag, KEPT
    patch_vary_headers(response, ["Cookie"])
    return response
