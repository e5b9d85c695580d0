"""The door to the book: which law holds, how a rule and a figure read. What is asked and found for a family: interview.py."""

from datetime import date

from minsheng.rules import book as rule_book
from minsheng.rules import readout
from minsheng.rules.readout import clauses, figures_of, history, rules_of, stand

__all__ = ["at", "book", "clauses", "figures_of", "history", "rules_of", "stand", "used_by"]


def book():
    """The book, read once."""
    return rule_book.load()


def at(place: str, month: date, today: date):
    """The law for a place and month as known today."""
    return book().at(place, on=month.isoformat(), known=today.isoformat())


def used_by(name: str) -> list:
    """The benefits that can read a figure."""
    return readout.used_by(book(), name)
