"""The tree of places the book knows: a rule or figure of the nearest place upwards holds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from .problems import UnknownName


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    level: str
    parent: str


class Places:
    """Read from a CSV with the columns code, name, level, parent (an empty parent is the nation)."""

    def __init__(self, rows: list[Place]):
        self.by_code = {p.code: p for p in rows}
        self.by_name: dict[str, list[Place]] = {}
        for p in rows:
            self.by_name.setdefault(p.name, []).append(p)

    @classmethod
    def load(cls, path: Path) -> Places:
        with path.open(encoding="utf-8", newline="") as f:
            return cls([Place(r["code"], r["name"], r["level"], r["parent"] or "") for r in csv.DictReader(f)])

    def find(self, text: str) -> Place:
        """A code, a name, or a path of names (广州市/黄埔区). Raises UnknownName where it is not in the book or not one place."""
        text = str(text).strip()
        if text in self.by_code:
            return self.by_code[text]
        *above, last = [t for t in text.replace("省", "省/").replace("·", "/").split("/") if t.strip()]
        found = [p for p in self.by_name.get(last.strip(), []) if all(a.strip() in self.names(p.code) for a in above)]
        if len(found) == 1:
            return found[0]
        if not found and not above:
            found = self.ending(text)
            if len(found) == 1:
                return found[0]
        if found:
            paths = "、".join("/".join(reversed(self.names(p.code)[:3])) for p in found)
            raise UnknownName(f"有几个地方叫“{text}”：{paths} / several places are called {text}: write one of these")
        raise UnknownName(f"规则书里没有“{text}”这个地方，请写成 深圳市/福田区 或区划代码 / no such place in the book: {text}")

    def ending(self, text: str) -> list[Place]:
        """深圳市福田区: a path written without strokes."""
        return [p for p in self.by_code.values() if text.endswith(p.name) and text == "".join(reversed(self.names(p.code)))[-len(text) :]]

    def path(self, code: str) -> list[str]:
        """Codes from the place itself up to the nation."""
        out = []
        while code:
            out.append(code)
            code = self.by_code[code].parent
        return out

    def names(self, code: str) -> list[str]:
        return [self.by_code[c].name for c in self.path(code)]

    def title(self, code: str) -> str:
        """深圳市福田区: city and below, for people."""
        shown = [self.by_code[c] for c in self.path(code) if self.by_code[c].level not in ("nation", "province")]
        return "".join(p.name for p in reversed(shown)) or self.by_code[code].name
