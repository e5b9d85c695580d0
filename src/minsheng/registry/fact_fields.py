"""The form field of a fact, as the rule book declares it: yes or no, one of several, an amount, a day, a number."""

from datetime import date
from typing import Any

from django import forms

from minsheng.base.ui import NOT_KNOWN, MoneyField, PickDay, words
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Date, Int, Money

YES_NO = (("yes", words("是", "Yes")), ("no", words("否", "No")))
SHORT = 4  # so many options are all shown at once


def field_for(key: str, **common) -> forms.Field:
    """Cleaned to what `read` takes; empty where nothing was given."""
    kind = book.load().facts[key].type
    if isinstance(kind, Bool):
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
    if isinstance(kind, Choice):
        options = [(k, words(*texts[:2])) for k, texts in kind.options.items()]
        return (
            forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
            if len(options) <= SHORT
            else forms.ChoiceField(choices=[("", NOT_KNOWN), *options], **common)
        )
    if isinstance(kind, Money):
        return MoneyField(least=kind.lo, most=kind.hi, **common)
    if isinstance(kind, Date):
        return forms.DateField(widget=PickDay(), **common)
    assert isinstance(kind, Int), key
    return forms.IntegerField(min_value=kind.lo, max_value=kind.hi, **common)


def read(key: str, given: Any) -> Any:
    """A cleaned value as the registry keeps it; None when nothing was given."""
    if given in (None, ""):
        return None
    if isinstance(book.load().facts[key].type, Bool):
        return given == "yes"
    return given.isoformat() if isinstance(given, date) else given
