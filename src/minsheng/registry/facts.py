"""A fact's value on its way in: typed as the rule book declares it, within its range, or refused with words."""

from datetime import date
from typing import Any

from minsheng.base.errors import Refused
from minsheng.registry.models import Household, Person
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Date, Int, Money


def declared(key: str, subject: Person | Household):
    """The book's fact, if it is one about this kind of subject."""
    fact = book.load().facts.get(key)
    wanted = "person" if isinstance(subject, Person) else "household"
    if fact is None or fact.entity.key != wanted:
        raise Refused(f"没有“{key}”这一项情况。", f"There is no fact called {key} here.", field=key)
    return fact


def cleaned(key: str, value: Any, subject: Person | Household) -> Any:
    """The value as it is kept: whole fen, "yyyy-mm-dd", a choice key, true or false, an integer; None for unknown."""
    fact = declared(key, subject)
    if value is None:
        return None
    kind = fact.type
    if isinstance(kind, Bool):
        ok = isinstance(value, bool)
    elif isinstance(kind, Choice):
        ok = value in kind.options
    elif isinstance(kind, Date):
        value = value.isoformat() if isinstance(value, date) else value
        ok = _is_day(value)
    else:
        assert isinstance(kind, Int | Money)
        ok = isinstance(value, int) and not isinstance(value, bool) and kind.lo <= value <= kind.hi
    if not ok:
        raise Refused(f"“{fact.zh}”填的不对，请再看一遍。", f"“{fact.en}” is not a possible value; look again.", field=key)
    return value


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def for_book(key: str, value: Any, officer: str = "", evidence: str = "") -> Any:
    """The value as `BOOK.read_case` takes it: money in yuan, a judgement with its officer and evidence."""
    fact = book.load().facts[key]
    if isinstance(fact.type, Money):
        value = f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"
    return {"value": value, "officer": officer or "—", "evidence": evidence or "—"} if fact.is_judgement else value
