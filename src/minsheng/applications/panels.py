"""What areas above the applications show on the page of a case: handed in at start-up, one visible list (config/case_way.py)."""

from collections.abc import Callable

Panel = Callable[..., dict]
_panels: list[Panel] = []


def install(panels: list[Panel]) -> None:
    """Each is called with (request, case) and gives {"title": pair, "rows": [(label, small, href, tag or None)]}."""
    _panels[:] = panels


def shown(request, case) -> list[dict]:
    return [panel for make in _panels if (panel := make(request, case))]
