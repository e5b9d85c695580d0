"""The book: facts, rules, figures and benefits of an explicit list of folders, linked and proved."""

from __future__ import annotations

import difflib
import hashlib
import importlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from . import figures
from .declare import Benefit, Fact, Rule, Version
from .law import Law
from .link import Linker
from .places import Places
from .problems import BookError, UnknownName
from .types import Entity, day


class Book:
    """Everything declared, by name. Made by `Book.load`; asked through `at(place, on, known)`."""

    def __init__(self, places: Places):
        self.places = places
        self.facts: dict[str, Fact] = {}
        self.rules: dict[str, Rule] = {}
        self.figures: dict[str, figures.Figure] = {}
        self.benefits: dict[str, Benefit] = {}
        self.entities: dict[str, Entity] = {}
        self.names: dict[str, Any] = {}
        self.folders: dict[str, Path] = {}
        self.order: list[str] = []
        self.plans: dict[str, list[Any]] = {}  # by kind of group: how its benefits share kernels

    @classmethod
    def load(cls, *, package: str, folders: Sequence[str], places: Path, facts: ModuleType | None = None) -> Book:
        """`folders`: the parts of `package`, each with a policy, in the order in which they are shown; figures.yaml and cases.yaml
        stand beside each. `facts`: the vocabulary (default: the module `facts` of the package). Raises BookError."""
        book = cls(Places.load(places))
        facts = facts or importlib.import_module(f"{package}.facts")
        book.take(facts, "")
        for name in folders:
            module = importlib.import_module(f"{package}.{name}.policy")
            folder = Path(str(module.__file__)).parent
            book.folders[name] = folder
            book.take(module, folder.name)
            if (folder / "figures.yaml").exists():
                for figure in figures.load(folder / "figures.yaml", book.places).values():
                    book.add(book.figures, figure.name, figure, figure.where)
        return book.link()

    def take(self, module: ModuleType, folder: str) -> None:
        """The declarations of one module. What it imported from another module is not its own."""
        for name, thing in vars(module).items():
            if isinstance(thing, Fact) and not thing.name:
                thing.name = name
            if isinstance(thing, Fact) and thing.name not in self.facts:
                self.add(self.facts, thing.name, thing, module.__name__)
                self.entities[thing.entity.key] = thing.entity
            elif isinstance(thing, Version) and thing.fn.__module__ == module.__name__:
                self.version(thing)
            elif isinstance(thing, Benefit) and not thing.folder:
                thing.folder = folder
                self.benefits[thing.key] = thing
            elif isinstance(thing, Benefit) and thing.folder == folder:
                self.benefits.setdefault(thing.key, thing)

    def version(self, made: Version) -> None:
        self.entities[made.entity.key] = made.entity
        if made.name not in self.rules:
            self.add(self.rules, made.name, Rule(made.name, []), made.where)
        rule = self.rules[made.name]
        if made in rule.versions:
            return
        if rule.versions and rule.entity is not made.entity:
            raise BookError(made.where, f"{made.name}: versions of one rule are about one kind of thing", "the same entity")
        rule.versions.append(made)
        rule.told()

    def add(self, to: dict[str, Any], name: str, thing: Any, where: str) -> None:
        if name in self.names or name in ("on", "members"):
            raise BookError(where, f"the name {name} stands for something else already", "another name")
        self.names[name] = to[name] = thing

    def link(self) -> Book:
        self.order = Linker(self).all()
        for b in self.benefits.values():
            for name in filter(None, (b.eligible, b.amount)):
                if name not in self.rules:
                    raise BookError(b.folder, f"benefit {b.key}: no rule is called {name}", f"perhaps {self.nearest(name)}")
            if b.amount and (self.rules[b.eligible].type != "bool" or self.rules[b.amount].type != "int"):
                raise BookError(b.folder, f"benefit {b.key}: `eligible` is a condition and `amount` a number", "the names the right way round")
        leaves = [*self.facts, *self.figures]
        self.leaf = {name: i for i, name in enumerate(leaves)}
        self.leaves = leaves
        return self

    def nearest(self, name: str) -> str:
        return next(iter(difflib.get_close_matches(name, self.names, 1)), "")

    # -- asking ------------------------------------------------------------------------------------------------------

    def at(self, place: str, on: Any, known: Any, overlay: Any = None, *, figures: Any = None) -> Law:
        """The law for a place and a day, as known on a day. `figures`: path of an overlay, or one loaded with `overlay()`.
        Raises UnknownName for a place that is not in the book, ValueError for a day that does not exist."""
        over = figures if figures is not None else overlay
        over = self.overlay(over) if isinstance(over, str | Path) else over
        return Law(self, self.places.find(place).code, day(on), day(known), over)

    def overlay(self, path: str | Path) -> dict[str, figures.Figure]:
        return figures.load_overlay(Path(path), self.places, self.figures)

    def rule(self, name: str, law: Law | None = None) -> Any:
        """The version of a rule in force under a law, or the latest."""
        if name not in self.rules:
            raise UnknownName(f"no rule is called {name}; perhaps {self.nearest(name)}")
        return (law.versions[name] if law else None) or self.rules[name].latest

    def read_case(self, raw: Any) -> Any:
        from .cases import read_case

        return read_case(self, raw)

    @cache  # noqa: B019  a book lives as long as the program
    def reach(self, name: str) -> frozenset[str]:
        """Every rule, fact and figure that a rule can read, through all its versions; itself included."""
        from . import ir

        out = {name}
        for version in self.rules[name].versions:
            for node in ir.walk(version.tree):
                if isinstance(node, ir.Ref) and node.target is not None:
                    out |= self.reach(node.name) if node.name in self.rules else {node.name}
        return frozenset(out)

    def reach_of(self, benefit: Benefit) -> frozenset[str]:
        """Every rule, fact and figure that a benefit can read."""
        return self.reach(benefit.eligible) | (self.reach(benefit.amount) if benefit.amount else frozenset())

    def world(self, benefit: Benefit) -> Entity:
        """The kind of group among which a benefit is decided: its own, or the one whose facts it reads, or the first declared."""
        if benefit.entity.members is not None:
            return benefit.entity
        read = [e for n in sorted(self.reach(benefit.eligible)) if (e := getattr(self.names[n], "entity", None)) and e.members]
        return read[0] if read else next(e for e in self.entities.values() if e.members is benefit.entity)

    @property
    def hash(self) -> str:
        """Of every text of every rule and the kind of every fact: what the receipt of a sweep names."""
        text = "\n".join(f"{v.name}|{v.place}|{v.since}|{v.until}|{v.text}" for n in self.order for v in self.rules[n].versions)
        text += "\n".join(f"{f.name}|{f.type.name}|{f.type.lo}|{f.type.hi}" for f in self.facts.values())
        return hashlib.sha256(text.encode()).hexdigest()
