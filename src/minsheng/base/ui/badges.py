"""How much waits behind a section of the desk: handed in at start-up, one visible list (config/apps.py)."""

from collections.abc import Callable

Count = Callable[..., int]
_counts: dict[str, Count] = {}


def install(counts: dict[str, Count]) -> None:
    """{path of a section: function of the request that says how many things are urgent there}; each asks the database once at most."""
    _counts.clear()
    _counts.update(counts)


def count(request, path: str) -> int:
    """Asked only while a bar is drawn. A list that changes in place has none; a page that the browser brings back whole has."""
    htmx = getattr(request, "htmx", None)
    if path not in _counts or (htmx and not htmx.history_restore_request):
        return 0
    return _counts[path](request)
