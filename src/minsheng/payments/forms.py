from datetime import date

from django import forms

from minsheng.base.clock import today
from minsheng.base.months import month_of
from minsheng.base.ui import MoneyField, PickDay, words
from minsheng.payments.lines import all_lines
from minsheng.payments.models import Budget


def lines() -> list:
    """Every line money is paid for."""
    return [(key, words(*pair)) for key, pair in all_lines()]


class BudgetForm(forms.Form):
    line = forms.ChoiceField(label=words("项目", "Line"), choices=lines)
    year = forms.IntegerField(label=words("年度", "Year"), min_value=2000, max_value=2100, initial=lambda: today().year)
    level = forms.ChoiceField(label=words("资金层级", "Level"), choices=[(k, words(*v)) for k, v in Budget.LEVELS.items()])
    source = forms.CharField(label=words("资金来源", "Source"), max_length=100)
    share = forms.IntegerField(label=words("承担比例（%）", "Share in per cent"), min_value=1, max_value=100)
    fen = MoneyField(label=words("预算金额（元）", "Budget in yuan"))
    document = forms.CharField(label=words("文件", "Document"), max_length=200)


class ComputeForm(forms.Form):
    line = forms.ChoiceField(label=words("项目", "Line"), choices=lines)
    month = forms.CharField(label=words("月份（如 2025-10）", "Month, such as 2025-10"), max_length=7, initial=lambda: f"{month_of(today()):%Y-%m}")

    def clean_month(self):
        try:
            return date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError as wrong:
            raise forms.ValidationError(words("月份请写成 2025-10 的样子。", "Write the month as 2025-10.")) from wrong


class ResultForm(forms.Form):
    file = forms.FileField(label=words("银行回盘文件（CSV）", "The bank's result file (CSV)"))


class RecoveryForm(forms.Form):
    heard = forms.CharField(
        label=words("对方的意见和处理理由", "What the person said, and why it is decided so"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    instalments = forms.IntegerField(label=words("分几次退", "Instalments"), min_value=1, max_value=60, initial=1)


class RepayForm(forms.Form):
    fen = MoneyField(label=words("退回金额（元）", "Paid back, in yuan"), least=1)
    receipt = forms.CharField(label=words("收据号", "Receipt"), max_length=40)
    on = forms.DateField(label=words("日期", "Day"), widget=PickDay(), initial=today)
