"""Worked examples of the book, as the rule book shows them."""
from functools import cache

from minsheng.guide import law
from minsheng.rules.engine.figures import read_yaml


@cache
def _cases(folder: str) -> list:
    path = law.book().folders[folder] / "cases.yaml"
    return (read_yaml(path) or []) if path.exists() else []


def of(folder: str, key: str) -> list[dict]:
    """The worked cases of a folder that say something about a benefit: name, source, what is expected."""
    return [c for c in _cases(folder) if any(k.rpartition(".")[2] == key for k in map(str, c.get("expect") or {}))]
