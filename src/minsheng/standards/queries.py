"""The law with the figures the offices have entered: the one door by which every area asks the rule book."""

import hashlib
from datetime import date
from functools import lru_cache

import yaml
from django.conf import settings

from minsheng.places.models import Place
from minsheng.places.queries import law_place
from minsheng.rules import book
from minsheng.rules.engine.figures import PAYABLE
from minsheng.standards.models import Standard


def law_at(place: Place, on: date, known: date):
    """The rule book's law for a place and legal day, as known on a day, with the office's figures over the book's."""
    return law_by_code(law_place(place, on) or "000000", on.isoformat(), known.isoformat())


def law_by_code(code: str, on: str, known: str):
    """The same by the code a receipt carries."""
    return _law(code, on, known, office_text())


@lru_cache(maxsize=256)
def _law(code: str, on: str, known: str, text: str):
    return book.load().at(code, on=on, known=known, figures=_overlay(text))


def overlay():
    """What `BOOK.at(..., figures=)` takes: the approved figures, or None when there are none."""
    return _overlay(office_text())


@lru_cache(maxsize=8)
def _overlay(text: str):
    """The overlay's file is kept beside the database, so that an outsider can run the same law on the command line."""
    if not text:
        return None
    path = settings.VAR / "standards" / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.yaml"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return book.load().overlay(path)


def office_text() -> str:
    """The approved figures as an overlay file; "" when there are none. A figure counts as known from its approval here, never earlier:
    what was decided before stays explained by what was known then."""
    rows = Standard.objects.filter(state="approved").select_related("place").order_by("figure", "place", "-in_force")
    values: dict = {}
    for s in rows:
        name = s.place.law_code
        entry = values.setdefault(s.figure, {"confirmed_through": {}, "values": {}})
        entry["confirmed_through"][name] = max(entry["confirmed_through"].get(name, ""), f"{s.confirmed_through:%Y-%m}")
        entry["values"].setdefault(name, []).append(
            {"in_force": s.in_force, "known": max(s.known, s.approved_on), "value": as_entered(s.value), "source": s.document}
        )
    if not values:
        return ""
    return yaml.safe_dump({"overlay": {"name": "本地标准", "kind": "office", "by": "standards desk"}} | values, allow_unicode=True, sort_keys=False)


def as_entered(value):
    """JSON keeps every key as text; age bands are numbers."""
    return {int(k) if k.isdecimal() else k: as_entered(v) for k, v in value.items()} if isinstance(value, dict) else value


def number(law, name: str) -> int | None:
    """A plain figure under a law, when it is confirmed; None otherwise."""
    cells = law.values[name].cell("", PAYABLE) if name in law.values else None
    return cells[0][1] if cells else None


def clause_of(benefit: str, place: Place, on: date) -> str:
    """The law by which somebody is entitled there on a day: the clause of the rule in force, with its amount's where that is another."""
    declared, law = book.load().benefits[benefit], law_at(place, on, known=on)
    rules = [law.versions[name] for name in (declared.eligible, declared.amount) if name]
    return "；".join(dict.fromkeys(r.clause for r in rules if r and r.clause.strip("—")))


def headline(answer) -> tuple[str, str]:
    """The condition that decided, with both numbers where it compares numbers; for a yes that hangs on all its conditions, the first with numbers.

    ("", "") where nothing decided alone.
    """
    reason = answer.decided_by
    if reason is None:
        return "", ""
    if reason.state == "yes" and not _compares(reason):
        reason = next((r for r in answer.reasons.kids if r.state == "yes" and _compares(r)), reason)
    if not _compares(reason):
        return (f"没有满足：{reason.zh}", f"Not met: {reason.en}") if reason.state == "no" else (reason.zh, reason.en)
    return f"{reason.zh}：{reason.left} {reason.op} {reason.right}", f"{reason.en}: {reason.left} {reason.op} {reason.right}"


def _compares(reason) -> bool:
    return bool(reason.op) and all(any(c.isdigit() for c in side) for side in (reason.left, reason.right))
