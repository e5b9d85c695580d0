"""What every template knows."""

from django.conf import settings

from minsheng.base.reader import Reader


def site(request) -> dict:
    """`reader`; `back_here`, the page to return to after a switch of language or type; the sections of the site."""
    return {
        "reader": getattr(request, "reader", None) or Reader.of(request),
        "back_here": request.get_full_path() if request.method == "GET" else request.path,
        "sections": [_section(s, request.path) for s in settings.SECTIONS],
        "small_sections": [_section(s, request.path) for s in settings.SMALL_SECTIONS],
    }


def _section(section, here: str) -> dict:
    path, zh, en = section
    return {"path": path, "label": (zh, en), "current": here == path or here.startswith(path + "/")}
