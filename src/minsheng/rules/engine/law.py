"""The law for one place and day, as known on a day: which text of each rule, which entry of each figure."""

from __future__ import annotations

from typing import Any

from . import figures
from .declare import Benefit, Version
from .figures import DEMONSTRATION, INDICATIVE, PAYABLE, STRICT
from .hashes import digest
from .problems import UnknownName
from .trace import Run, Value


class Law:
    """Asked with `assess(case)`. Nothing in it changes after it is made."""

    def __init__(self, book: Any, place: str, on: int, known: int, overlay: dict[str, figures.Figure] | None = None):
        self.book, self.place, self.on, self.known = book, place, on, known
        self.path = book.places.path(place)
        self.versions: dict[str, Version | None] = {n: r.version(self.path, on) for n, r in book.rules.items()}
        self.overlay = overlay
        over = overlay or {}
        self.values = {n: figures.choose(f, over.get(n), self.path, on, known) for n, f in book.figures.items()}
        self.demonstration = any(v.standing == DEMONSTRATION for v in self.values.values())
        self.indicative_helps = any(v.standing in (figures.LAST_CONFIRMED, figures.UNDOCUMENTED) for v in self.values.values())

        self.uses: dict[str, Any] = {}  # figures as explanations show them, made when first shown

    def bit(self, name: str, m: int | None) -> int:
        """The bit of a fact (of one member) or a figure in a missing set."""
        leaf = self.book.leaf[name]
        return 1 << (leaf if m is None else leaf + len(self.book.leaves) * (m + 1))

    def names_of(self, missing: int) -> list[tuple[int | None, str]]:
        """A missing set → [(member or None, name)]."""
        out: list[tuple[int | None, str]] = []
        while missing:
            low = missing & -missing
            block, leaf = divmod(low.bit_length() - 1, len(self.book.leaves))
            out.append((block - 1 if block else None, self.book.leaves[leaf]))
            missing ^= low
        return out

    def run(self, case: Any, level: int = STRICT) -> Run:
        return Run(self, case, level)

    def value(self, name: str, case: Any, member: int | None = None, level: int = STRICT) -> tuple[int, int]:
        """What one rule or fact is for a case, as (lo, hi)."""
        if name not in self.book.names:
            raise UnknownName(f"no rule is called {name}; perhaps {self.book.nearest(name)}")
        found: Value = self.run(case, level).of(self.book.names[name], member)
        return found[0], found[1]

    def assess(self, case: Any, benefits: list[str] | None = None) -> Any:
        """Every benefit for a case: an Assessment. Raises UnknownName for a benefit that is not in the book."""
        from .answers import Assessment

        return Assessment(self, case, self.asked(case, benefits))

    def asked(self, case: Any, keys: list[str] | None) -> list[Benefit]:
        """The benefits that a group of this kind, or its members, can have."""
        book = self.book
        for key in keys or ():
            if key not in book.benefits:
                raise UnknownName(f"no benefit is called {key}; there are {', '.join(book.benefits)}")
        return [b for k, b in book.benefits.items() if (keys is None or k in keys) and book.world(b) in (None, case.entity)]

    # -- hashes for receipts -----------------------------------------------------------------------------------------

    def rules_hash(self, names: set[str]) -> str:
        """Of the texts in force, for the rules among `names`, and of what the facts among them can be."""
        text = [f"{n}|{v.text}" if (v := self.versions[n]) else f"{n}|—" for n in sorted(names) if n in self.versions]
        facts = (self.book.facts[n] for n in sorted(names) if n in self.book.facts)
        text += [f"{f.name}|{f.type.name}|{f.type.lo}|{f.type.hi}|{getattr(f.type, 'keys', '')}|{f.silence}" for f in facts]
        return digest("\n".join(text))

    def figures_hash(self, names: set[str]) -> str:
        """Of the entries in force, for the figures among `names`, with what they rest on."""
        text = []
        for n in sorted(names):
            if n in self.values:
                v = self.values[n]
                text.append(
                    f"{n}|{v.figure.lo}|{v.figure.hi}|{v.standing}|{v.place}|{v.entry and (v.entry.in_force, v.entry.known, sorted((v.entry.cells or {}).items()))}"
                )
        return digest("\n".join(text))

    def explain(self, receipt: dict) -> Any:
        """The assessment a receipt stands for, worked out again. With this law's overlay. Raises ReceiptMismatch where rules or figures are not the same."""
        from .receipt import explain

        return explain(self.book, receipt, self.overlay)


__all__ = ["INDICATIVE", "PAYABLE", "STRICT", "Law"]
