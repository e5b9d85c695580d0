"""The words for the options and bands of a figure, from the book's own vocabulary."""

from functools import cache

from minsheng.rules import book
from minsheng.rules.engine import Choice


def labelled(figure, entry) -> list[tuple[tuple[str, str], int]]:
    """[((zh, en), value)] of an entry: one unlabelled value, or one for each option and band."""
    options, out = options_of(figure), []
    for key, bands in (entry.cells or {}).items():
        for lower, value in bands:
            zh, en = options.get(key, (key, key))
            if figure.bands and lower > -(2**60):
                zh, en = f"{zh} {figure.bands[0]} {lower} 起".strip(), f"{en} {figure.bands[1]} {lower} and above".strip()
            out.append(((zh, en), value))
    return out


def options_of(figure) -> dict[str, tuple[str, str]]:
    """{key: (zh, en)} of what a figure is looked up by; empty where it has one value."""
    return _options(tuple(figure.by)) if figure.by else {}


@cache
def _options(keys: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """The words of the choice that a figure is looked up by."""
    loaded = book.load()
    kinds = [f.type for f in loaded.facts.values()] + [r.type for r in loaded.rules.values()]
    kind = next((k for k in kinds if isinstance(k, Choice) and set(keys) <= set(k.keys)), None)
    return {key: kind.options[key][:2] for key in keys} if kind else {}
