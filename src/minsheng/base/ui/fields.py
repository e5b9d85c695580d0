"""Form fields the house uses everywhere, and an action's refusal at its field."""

import re
from datetime import date

from django import forms

from minsheng.base.errors import Refused
from minsheng.base.ui.words import words

LARGEST = 10**13
"""A hundred thousand million yuan, in fen: more than any amount here, less than what the databases hold."""


class MoneyInput(forms.TextInput):
    """Shows fen as yuan."""

    def format_value(self, value):
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"
        return value


class MonthField(forms.CharField):
    """2025-10, cleaned to the first day of the month."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError as wrong:
            raise forms.ValidationError(words("月份请写成 2025-10 的样子。", "Write the month as 2025-10.")) from wrong


class MoneyField(forms.Field):
    """Entered in yuan (1,535 or 1535.5), cleaned to whole fen."""

    widget = MoneyInput
    default_error_messages = {  # noqa: RUF012 (as Django has it)
        "required": words("请填金额，没有就填 0。", "Enter an amount; 0 if there is none."),
        "invalid": words("金额请填数字，最多两位小数，例如 1535.50。", "Enter the amount in digits with at most two decimals, such as 1535.50."),
        "large": words("金额太大了，请看看小数点。", "The amount is too large; check the decimal point."),
    }

    def __init__(self, *, least: int = 0, most: int = LARGEST, **kwargs):
        super().__init__(**kwargs)
        self.least, self.most = least, most
        self.widget.attrs |= {"inputmode": "decimal", "maxlength": 20, "autocomplete": "off"}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        found = re.fullmatch(r"(-?)(\d{1,20})(?:\.(\d{1,2}))?", re.sub(r"[,，\s]", "", str(value)), re.ASCII)
        if not found:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        sign, whole, rest = found.groups()
        return (int(whole) * 100 + int((rest or "").ljust(2, "0"))) * (-1 if sign else 1)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value > self.most:
            raise forms.ValidationError(self.error_messages["large"], code="large")
        if value < self.least:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class DayInput(forms.MultiWidget):
    """Year, month and day in three boxes."""

    template_name = "base/ui/day_input.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__(dict.fromkeys(("year", "month", "day"), forms.TextInput), attrs)

    def decompress(self, value):
        return [value.year, value.month, value.day] if isinstance(value, date) else [None, None, None]

    def id_for_label(self, id_):
        return f"{id_}_year"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        labels = (words("年", "Year"), words("月", "Month"), words("日", "Day"))
        for box, label, key in zip(context["widget"]["subwidgets"], labels, ("year", "month", "day"), strict=True):
            box["label"], box["attrs"]["id"] = label, f"{context['widget']['attrs'].get('id', name)}_{key}"
        return context


class DayField(forms.MultiValueField):
    """A day that somebody remembers, such as a birthday."""

    widget = DayInput
    default_error_messages = {  # noqa: RUF012 (as Django has it)
        "required": words("请填年、月、日。", "Enter the year, month and day."),
        "incomplete": words("年、月、日都要填。", "Enter all three: year, month and day."),
        "invalid": words("没有这一天，请看看年、月、日，例如 1950 5 1。", "There is no such day. Check it, such as 1950 5 1."),
    }

    def __init__(self, **kwargs):
        required = kwargs.pop("required", True)
        super().__init__([forms.CharField(max_length=4), forms.CharField(max_length=2), forms.CharField(max_length=2)], require_all_fields=True, required=required, **kwargs)  # fmt: skip

    def clean(self, value):
        parts = [str(part or "").strip() for part in (value or [])]
        if any(parts) and not all(re.fullmatch(r"\d{1,4}", part, re.ASCII) for part in parts):
            raise forms.ValidationError(self.error_messages["incomplete" if not all(parts) else "invalid"], code="invalid")
        return super().clean(parts)

    def compress(self, parts):
        if not parts:
            return None
        try:
            day = date(*(int(part) for part in parts))
        except ValueError:
            day = None
        if day is None or day.year < 1880:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class PickDay(forms.DateInput):
    """The browser's own picker of days."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def refuse(form: forms.BaseForm, refused: Refused) -> None:
    """Put an action's refusal at its field, or on top of the form where it is about none."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))
