"""What the desk's frame knows besides the site's own context."""

from functools import partial

from django.conf import settings

from minsheng.base.ui import badges


def desk(request) -> dict:
    """The desk's sections, menu and sign-in addresses, from the settings.

    A section, or the search box, shows when its permission is "" or `request.may(permission)` says so. A badge is counted when the bar draws it.
    """
    may = getattr(request, "may", None)
    search = getattr(settings, "DESK_SEARCH", "")
    return {
        "desk_sections": [
            {"path": path, "label": (zh, en), "current": _within(request.path, path), "count": partial(badges.count, request, path)}
            for path, zh, en, permission in getattr(settings, "DESK_SECTIONS", [])
            if not permission or (may and may(permission))
        ],
        "desk_search": bool(may) and (not search or may(search)),
        "desk_menu": [
            {"path": path, "label": (zh, en)}
            for path, zh, en, *permission in getattr(settings, "DESK_MENU", [])
            if not permission or (may and may(permission[0]))
        ],
        "sign_in_path": getattr(settings, "SIGN_IN_PATH", "/accounts/login/"),
        "sign_out_path": getattr(settings, "SIGN_OUT_PATH", "/accounts/logout/"),
        "mistake_path": getattr(settings, "MISTAKE_PATH", ""),
        "my_path": getattr(settings, "MY_PATH", "/my"),
        "demonstration_day": getattr(settings, "STANDING_STILL_ON", None),
    }


def _within(here: str, path: str) -> bool:
    """Whether a page lies in a section; the desk's first page is a section of its own."""
    return here.rstrip("/") == path.rstrip("/") or (path.rstrip("/") != "/desk" and here.startswith(path.rstrip("/") + "/"))
