"""A page that everybody reads: `@public_page` counts it and says by which address it is shared."""

import re
from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.urls import Resolver404, resolve

from minsheng.base.clock import today
from minsheng.portal import counting

ROBOTS = re.compile(r"bot|crawl|spider|slurp|archiver|monitor|preview|fetch|curl|wget|python|java/|okhttp|headless|scrapy", re.IGNORECASE)
LONGEST = 40  # characters of one value in a shared address: what is longer is nothing of ours


def public_page(words, *, keeps: tuple[str, ...] = ()) -> Callable:
    """`words`: the page's name as a (zh, en) pair, or a function of what stands in its address. `keeps`: parameters that belong to the page."""

    def mark(view):
        @wraps(view)
        def shown(request, *args, **kwargs):
            request.shared = request.build_absolute_uri(address(request.path, request.GET.items(), keeps))
            response = view(request, *args, **kwargs)
            if _by_a_reader(request, response):
                counting.add(request.path, today())
            return response

        shown.public_words, shown.keeps = words, keeps
        return shown

    return mark


def address(path: str, given, keeps: tuple[str, ...]) -> str:
    """The path with those parameters that belong to the page, in one order: what a reader searched for stays with the reader."""
    values = dict(given)
    kept = [(key, values[key]) for key in keeps if values.get(key) and len(values[key]) <= LONGEST]
    return f"{path}?{urlencode(kept)}" if kept else path


def _by_a_reader(request, response) -> bool:
    """Roughly: no program that says it is one, no page fetched in advance, nobody of the staff, no page that only waits for its result."""
    agent = request.headers.get("user-agent", "")
    in_advance = "prefetch" in request.headers.get("sec-purpose", "")
    staff = bool(getattr(request, "posts", ()))
    return (
        request.method == "GET" and response.status_code == 200 and "Refresh" not in response and not (in_advance or staff or not agent or ROBOTS.search(agent))
    )


def of_ours(page: str) -> str:
    """A page of this site as it may be kept with a report: path and the parameters that belong to it. "/" for what is none."""
    try:
        parts = urlsplit(page)
        view = resolve(parts.path).func
    except (ValueError, Resolver404):
        return "/"
    return address(parts.path, parse_qsl(parts.query), getattr(view, "keeps", ()))


def words_of(page: str):
    """The name of a page; its path where it has none."""
    path = page.partition("?")[0]
    try:
        match = resolve(path)
    except Resolver404:
        return (path, path)
    words = getattr(match.func, "public_words", (path, path))
    return words(**match.kwargs) if callable(words) else words
