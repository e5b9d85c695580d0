"""Switching language and type size, narrowing a list: a form post, then back to the same page."""

import re
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from minsheng.base import sealed
from minsheng.base.reader import LANGUAGE_COOKIE, TYPE_COOKIE, remember
from minsheng.base.texts import LANGUAGES
from minsheng.base.ui import typed

LONG_NUMBER = re.compile(r"\d{7}")  # no list offers such a choice


@require_POST
def preferences(request):
    """Remember `language` or `type`, return to `next` on this site."""
    response = HttpResponseRedirect(_back(request))
    if request.POST.get("language") in LANGUAGES:
        remember(response, LANGUAGE_COOKIE, request.POST["language"])
    if request.POST.get("type") in ("large", "normal"):
        remember(response, TYPE_COOKIE, request.POST["type"])
    return response


def _back(request, key: str = "next") -> str:
    target = request.POST.get(key, "/")
    ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if ours and target.startswith("/") else "/"


@require_POST
def narrow(request):
    """The filters of a list, sent as a form so that a number typed into them stands in no address (`typed`): back to the list with them in its address."""
    texts, ours = request.POST.getlist("typed"), ("csrfmiddlewaretoken", "narrowed", "typed")
    given = [(key, value) for key, values in request.POST.lists() for value in values if value and key not in ours]
    kept = [(key, typed.for_address(request, value) if key in texts else value) for key, value in given if key in texts or not LONG_NUMBER.search(value)]
    query = urlencode(kept)
    path = _back(request, "narrowed").partition("?")[0]
    return HttpResponseRedirect(f"{path}?{query}" if query else path)


@require_POST
def forget(request):
    """Clear the reader's answers, then say so."""
    response = HttpResponseRedirect("/forgotten")
    sealed.forget(response)
    return response


@require_safe
def forgotten(request):
    return render(request, "base/forgotten.html")
