"""A figure's value as an officer enters it: a box for each option, boxes to tick for months, yes or no, a line an age band. And as it is read again."""

from pathlib import Path
from typing import Any

from django import forms

from minsheng.base.texts import here, pick
from minsheng.base.ui import MoneyField, words
from minsheng.rules import book
from minsheng.rules.engine import unit_en
from minsheng.rules.engine.figures import Entry, Figure, Reader
from minsheng.rules.engine.types import Months
from minsheng.rules.labels import labelled, options_of
from minsheng.standards.models import Standard
from minsheng.standards.queries import as_entered

NEVER = "never"
NOTHING = words("请填数值。", "Enter the value.")


def shown(name: str, value: Any) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """[(label of the option or band, value in words)] of what was entered for a figure."""
    figure = book.load().figures[name]
    cells = Reader(Path("standards"), None).cells(figure, as_entered(value))
    return said(figure, Entry(0, 0, True, cells, "", "", 0))


def said(figure: Figure, entry: Entry) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    return [(label, (figure.show(number), figure.show(number, "en"))) for label, number in labelled(figure, entry)]


def fields_of(figure: Figure) -> dict[str, forms.Field]:
    """What is asked for the value, by the name of the field."""
    if figure.kind:
        return {"value": _months() if isinstance(figure.kind, Months) else _yes_or_no()}
    if not figure.by:
        return {"value": _field(figure, words("数值", "Value"), required=True)}
    options = options_of(figure)
    return {f"value_{key}": _field(figure, words(*options.get(key, (key, key))), required=False) for key in figure.by}


def value_of(figure: Figure, cleaned: dict) -> Any:
    """What was said, in the shape the figure has in the book; None where nothing was."""
    if not figure.by:
        return cleaned.get("value")
    return {key: value for key in figure.by if (value := cleaned.get(f"value_{key}")) is not None} or None


def _field(figure: Figure, label: Any, required: bool) -> forms.Field:
    if figure.bands:
        return BandsField(label=label, required=required, money=figure.money, help_text=words(
            f"一行一档，先写{figure.bands[0]}从多少起，再写数值，例如“70 200”。", f"A line a band: first the {figure.bands[1]} it begins at, then the value, such as “70 200”."))  # fmt: skip
    return YuanField(label=label, required=required) if figure.money else forms.IntegerField(label=label, required=required)


def _months() -> forms.Field:
    return MonthsField(
        label=words("每年在哪几个月", "In which months of a year"),
        choices=[(n, words(f"{n}月", name)) for n, name in enumerate(MONTHS, 1)] + [(NEVER, words("哪个月都不用", "In no month"))],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-side"}),
    )


MONTHS = "January February March April May June July August September October November December".split()


def _yes_or_no() -> forms.Field:
    return forms.TypedChoiceField(
        label=words("文件怎么规定", "What the document says"), choices=[("yes", words("是", "Yes")), ("no", words("不是", "No"))], coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip


class YuanField(MoneyField):
    """Entered and kept in yuan, as the book writes it."""

    def clean(self, value):
        fen = super().clean(value)
        return None if fen is None else _yuan(fen)


def _yuan(fen: int) -> int | float:
    return fen / 100 if fen % 100 else fen // 100


class MonthsField(forms.MultipleChoiceField):
    """[5, 11]; [] when it is in no month, which has to be said."""

    def clean(self, value):
        said = super().clean(value)
        if NEVER in said and len(said) > 1:
            raise forms.ValidationError(words("勾了“哪个月都不用”，就不要再勾月份。", "Tick months, or that it is in no month: not both."))
        return [] if NEVER in said else sorted(int(n) for n in said)


class BandsField(forms.CharField):
    """{70: 200, 80: 300}, a line each."""

    def __init__(self, *, money: bool, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)
        self.money = money

    def clean(self, value):
        lines = [line.replace("：", " ").replace(":", " ").split() for line in super().clean(value).splitlines() if line.strip()]
        try:
            return {int(lower): self.number(text) for lower, text in lines} or None
        except (ValueError, forms.ValidationError) as wrong:
            raise forms.ValidationError(words("数值读不懂：一行一档，例如“70 200”。", "This cannot be read: a line a band, such as “70 200”.")) from wrong

    def number(self, text: str) -> int | float:
        return YuanField().clean(text) if self.money else int(text)


def choices() -> list[tuple[str, str]]:
    """Every figure of the book by its name in words."""
    return sorted(((name, pick((f.zh, f.en))) for name, f in book.load().figures.items()), key=lambda pair: pair[1])


def in_words(parts: list, unit: tuple[str, str]) -> str:
    """One number with its unit, or one an option and band."""
    texts = [" ".join(part for part in (pick(label), pick(value), pick(unit)) if part) for label, value in parts]
    return here("；", "; ").join(texts)


def entered_in_words(s: Standard) -> str:
    unit = book.load().figures[s.figure].unit
    return in_words(shown(s.figure, s.value), (unit, unit_en(unit)))
