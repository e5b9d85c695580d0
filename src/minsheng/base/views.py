"""Switching language and type size: a form post, then back to the same page."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from minsheng.base import sealed
from minsheng.base.reader import LANGUAGE_COOKIE, TYPE_COOKIE, remember
from minsheng.base.texts import LANGUAGES


@require_POST
def preferences(request):
    """Remember `language` or `type`, return to `next` on this site."""
    response = HttpResponseRedirect(_back(request))
    if request.POST.get("language") in LANGUAGES:
        remember(response, LANGUAGE_COOKIE, request.POST["language"])
    if request.POST.get("type") in ("large", "normal"):
        remember(response, TYPE_COOKIE, request.POST["type"])
    return response


def _back(request) -> str:
    target = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if ours and target.startswith("/") else "/"


@require_POST
def forget(request):
    """Clear the reader's answers, then say so."""
    response = HttpResponseRedirect("/forgotten")
    sealed.forget(response)
    return response


@require_safe
def forgotten(request):
    return render(request, "base/forgotten.html")
