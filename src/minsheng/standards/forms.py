from django import forms

from minsheng.base.clock import today
from minsheng.base.ui import MonthField, PickDay, words
from minsheng.rules.engine.figures import Figure
from minsheng.standards import values


class ChooseForm(forms.Form):
    """Which figure of the book: what is asked next depends on it."""

    figure = forms.ChoiceField(label=words("录入哪一个标准", "Which figure"), choices=values.choices)


class StandardForm(forms.Form):
    """What the document says of one figure, and since when."""

    document = forms.CharField(label=words("文件名称和文号", "Document"), max_length=200)
    in_force = forms.DateField(label=words("从哪天起执行", "In force from"), widget=PickDay())
    known = forms.DateField(label=words("公布日期", "Published on"), widget=PickDay(), initial=today)
    confirmed_through = MonthField(
        label=words("确认到哪个月", "Confirmed through"),
        max_length=7,
        help_text=words(
            "写成 2026-12 的样子。文件写明有效期的填到那个月，没有写的填今年 12 月。",
            "Written like 2026-12: as long as the document says; where it does not say, the December of this year.",
        ),
    )

    def __init__(self, *args, figure: Figure, **kwargs):
        super().__init__(*args, **kwargs)
        self.figure = figure
        self.asked = values.fields_of(figure)
        self.fields = {**self.asked, **self.fields}

    def clean(self):
        cleaned = super().clean()
        value = values.value_of(self.figure, cleaned)
        if value is None and not any(name in self.errors for name in self.asked):
            self.add_error(next(iter(self.asked)), values.NOTHING)
        return {name: cleaned.get(name) for name in ("document", "in_force", "known", "confirmed_through")} | {"value": value}
