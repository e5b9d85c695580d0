"""What areas above the registry show on a person's page: handed in at start-up, one visible list (config/panels.py)."""

from collections.abc import Callable

Panel = Callable[..., dict]
_panels: list[Panel] = []


def install(panels: list[Panel]) -> None:
    """Each is called with (request, person) and gives {"title": pair, "rows": [(label, small, href, tag or None)], "link": (label, href) or None}."""
    _panels[:] = panels


def shown(request, person) -> list[dict]:
    return [panel for make in _panels if (panel := make(request, person))]
