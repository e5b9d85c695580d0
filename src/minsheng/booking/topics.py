"""What somebody comes for: a matter of the catalogue, or what needs no application. And what to bring for it."""

from minsheng.matters import catalogue

Pair = tuple[str, str]
OTHER: dict[str, Pair] = {"certify": ("资格认证", "Certification for a benefit"), "ask": ("咨询、别的事", "A question, or something else")}
IDENTITY: Pair = ("身份证件（一样就够）", "An identity document: one is enough")
LETTER = "letter"  # the application and authorisation: written at the window, nobody brings it


def topics() -> list[tuple[str, Pair]]:
    """(key, words), the matters first."""
    return [*((m.key, m.label) for m in catalogue.all_matters()), *OTHER.items()]


def label(key: str) -> Pair:
    """The bare key for a matter that is no longer offered."""
    known = dict(topics())
    return known.get(key, (key, key))


def is_matter(key: str) -> bool:
    return key not in OTHER and key in dict(topics())


def bring(key: str) -> list[Pair]:
    """Needed: one document. What the check finds is never on the list (《社会救助法》第六十二条)."""
    needed = [m.label for m in _materials(key) if m.needed and m.key not in ("identity", LETTER) and not m.known_from]
    return [IDENTITY, *needed]


def helps(key: str) -> list[Pair]:
    """What spares a second way where it is at hand, but can come later."""
    return [m.label for m in _materials(key) if not m.needed and not m.known_from]


def _materials(key: str):
    return sorted(catalogue.get(key).materials, key=lambda m: m.order) if is_matter(key) else []
