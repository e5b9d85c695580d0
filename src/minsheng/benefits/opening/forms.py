from datetime import date

from django import forms

from minsheng.base.clock import today
from minsheng.base.months import later, month_of
from minsheng.base.ui import MoneyField, words
from minsheng.matters import catalogue

TAKEN = ".xlsx,.xls,.ods,.csv"


def benefits() -> list:
    """Everything that is paid here month by month."""
    return [(m.benefit, words(*m.label)) for m in catalogue.paying()]


def months() -> list:
    """What the last payroll may have been for, newest first."""
    now = month_of(today())
    return [(f"{m:%Y-%m-%d}", f"{m:%Y-%m}") for m in (later(now, -n) for n in range(-1, 24))]


def as_month(text: str) -> date:
    return date.fromisoformat(text)


class OpeningForm(forms.Form):
    """A list and the last payroll: the file of it, or its count and sum."""

    benefit = forms.ChoiceField(label=words("待遇", "Benefit"), choices=benefits)
    month = forms.TypedChoiceField(
        label=words("原来的系统最后发放的是哪个月", "The last month paid by the system before"), choices=months, coerce=as_month, initial=lambda: f"{later(month_of(today()), -1):%Y-%m-%d}",
        help_text=words("这里从下一个月开始发放。", "Payment here begins with the month after."),
    )  # fmt: skip
    file = forms.FileField(label=words("名单（Excel 或 CSV）", "The list (Excel or CSV)"), widget=forms.FileInput(attrs={"accept": TAKEN}))
    payroll = forms.FileField(
        label=words("那个月的发放表（Excel 或 CSV）", "The payroll of that month (Excel or CSV)"), required=False, widget=forms.FileInput(attrs={"accept": TAKEN}),
        help_text=words("要有“证件号码”“金额”两列，只算当月应发，不含补发。传了发放表，就逐人对到分。",
                        "With the columns document number and amount, of the month's own payment without arrears. With it everybody is compared to the fen."),
    )  # fmt: skip
    payroll_rows = forms.IntegerField(
        label=words("发放人数", "People paid"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=words("没有发放表时，填那个月的人数和总额。", "Without the payroll: its count and its sum."),
    )
    payroll_fen = MoneyField(label=words("发放总额", "Sum paid"), required=False)
