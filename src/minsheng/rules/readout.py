"""The rule book read out: a rule in plain words, how a figure stands and has stood. Of a law and the book; in the words of whoever shows it."""

from dataclasses import dataclass

from minsheng.rules.engine import Date, read_out_lines
from minsheng.rules.engine.figures import QUALIFIERS, standing
from minsheng.rules.engine.reasons import use
from minsheng.rules.labels import labelled


@dataclass(frozen=True)
class RuleText:
    """A rule read out: its name, the lines with their depth, its clause and grade; main: the benefit itself names it."""

    name: str
    lines: list
    clause: str
    grade: str
    main: bool


def rules_of(benefit, law, lang: str) -> list[RuleText]:
    """The rules behind a benefit that are in force, the benefit's own first, then those they rest on."""
    own = [n for n in (benefit.eligible, benefit.amount) if n]
    reached = set().union(*(law.book.reach(n) for n in own))
    order = own + [n for n in reversed(law.book.order) if n in reached and n not in own and n in law.book.rules]
    out = []
    for name in order:
        version = law.versions[name]
        if version is not None:
            lines = read_out_lines(version, law, "en" if lang == "en" else "zh")
            out.append(RuleText(name, lines, version.clause, version.grade, name in own))
    return out


def clauses(rules: list[RuleText]) -> list[tuple[str, str]]:
    """(clause, grade) of the rules, each once."""
    return list(dict.fromkeys((r.clause, r.grade) for r in rules if r.clause != "—"))


def stand(law, figure) -> dict:
    """How a figure stands under a law: its use (since, document, grade, standing), its qualifier and [(label pair, value)], empty when not known."""
    value = law.values[figure.name]
    seen = value.entry is not None and value.entry.cells is not None
    values, qualifier = (labelled(figure, value.entry), qualified(value.entry)) if seen else ([], ("", ""))
    return {"figure": figure, "use": use(law, figure), "values": values, "qualifier": qualifier}


def qualified(entry) -> tuple[str, str]:
    """不低于 | at least: how exactly the document says the value; ("", "") where it is exact."""
    return entry.qualifier, QUALIFIERS.get(entry.qualifier, "")


def figures_of(benefit, law) -> list[dict]:
    """How each figure that a benefit can read stands under this law."""
    reached = law.book.reach_of(benefit)
    return [stand(law, f) for name, f in law.book.figures.items() if name in reached]


def used_by(book, name: str) -> list:
    """The benefits that can read a figure."""
    return [b for b in book.benefits.values() if name in book.reach_of(b)]


def history(figure, path: list[str]) -> list[dict]:
    """The entries of the nearest place that has any, newest first: since, known, document, grade, and [(label, value)]."""
    code = next((c for c in path if c in figure.series), None)
    rows = []
    for entry in reversed(figure.series.get(code, [])):
        day = entry.in_force
        rows.append({
            "since": Date().show(day), "known": Date().show(entry.known) if entry.known_seen else "", "source": entry.source,
            "grade": entry.grade, "standing": standing(entry, day), "place": code,
            "values": labelled(figure, entry), "qualifier": qualified(entry), "through": Date().show(entry.confirmed_through) if entry.confirmed_through < 99990000 else "",
        })  # fmt: skip
    return rows
