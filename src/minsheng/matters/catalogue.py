"""The matters in service. `config/catalogue.py` hands them in at start-up; nothing is discovered."""

from minsheng.matters.declare import Matter

_MATTERS: dict[str, Matter] = {}


def install(matters: tuple[Matter, ...]) -> None:
    """Take over the catalogue. Two matters of one key, or a step that waits for an unknown one, are programming errors."""
    _MATTERS.clear()
    for matter in matters:
        if matter.key in _MATTERS:
            raise ValueError(f"two matters are called {matter.key}")
        for way in (matter.steps, *matter.ways.values()):
            keys = {s.key for s in way}
            if loose := {a for s in way for a in s.after} - keys:
                raise ValueError(f"{matter.key}: steps wait for {loose}, which are not on their way")
        _MATTERS[matter.key] = matter


def get(key: str) -> Matter:
    """The matter of this key; KeyError when there is none."""
    return _MATTERS[key]


def all_matters() -> list[Matter]:
    return list(_MATTERS.values())


def paying() -> list[Matter]:
    """Those that pay something by the month; the others only recognise."""
    return [m for m in _MATTERS.values() if m.components]
