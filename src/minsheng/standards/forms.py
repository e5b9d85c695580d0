from datetime import date

from django import forms

from minsheng.base.clock import today
from minsheng.base.texts import pick
from minsheng.base.ui import PickDay, words
from minsheng.rules import book


def figures() -> list:
    return sorted(((name, pick((f.zh, f.en))) for name, f in book.load().figures.items()), key=lambda pair: pair[1])


class StandardForm(forms.Form):
    """A plain figure has one value; one by option or age band has a line each, "70 200" or "urban 1620"."""

    figure = forms.ChoiceField(label=words("标准", "Figure"), choices=figures)
    in_force = forms.DateField(label=words("从哪天起执行", "In force from"), widget=PickDay())
    known = forms.DateField(label=words("公布日期", "Published on"), widget=PickDay(), initial=today)
    confirmed_through = forms.CharField(label=words("确认到哪个月（如 2026-12）", "Confirmed through, such as 2026-12"), max_length=7)
    value = forms.CharField(label=words("数值（金额填元）", "Value (money in yuan)"), widget=forms.Textarea(attrs={"rows": 3}),
                            help_text=words("只有一个数的直接填；分档的一行一档，例如“70 200”。", "One number; or one line a band, such as “70 200”."))  # fmt: skip
    document = forms.CharField(label=words("文件名称和文号", "Document"), max_length=200)

    def clean_confirmed_through(self):
        try:
            return date.fromisoformat(f"{self.cleaned_data['confirmed_through']}-01")
        except ValueError as wrong:
            raise forms.ValidationError(words("月份请写成 2026-12 的样子。", "Write the month as 2026-12.")) from wrong

    def clean_value(self):
        lines = [line.replace("：", " ").replace(":", " ").split() for line in self.cleaned_data["value"].splitlines() if line.strip()]
        try:
            if len(lines) == 1 and len(lines[0]) == 1:
                return _number(lines[0][0])
            return {(int(key) if key.isdecimal() else key): _number(number) for key, number in lines}
        except ValueError as wrong:
            raise forms.ValidationError(words("数值读不懂：填一个数，或一行一档。", "This cannot be read: one number, or one line a band.")) from wrong


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
