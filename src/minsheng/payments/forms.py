from django import forms

from minsheng.base.clock import today
from minsheng.base.months import month_of
from minsheng.base.ui import MoneyField, MonthField, PickDay, words
from minsheng.payments.actions.recoveries import MOST_INSTALMENTS
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
    share = forms.IntegerField(
        label=words("承担比例（%）", "Share in per cent"), min_value=1, max_value=100, help_text=words("各级合计 100%。", "All levels together make 100%.")
    )
    fen = MoneyField(label=words("预算金额（元）", "Budget in yuan"))
    document = forms.CharField(label=words("文件", "Document"), max_length=200)


class TakeOverForm(forms.Form):
    document = forms.CharField(
        label=words("文件", "Document"),
        max_length=200,
        help_text=words(
            "这个地方已经撤销。可用的余额会加到接管它的地方同一项、同一年度、同一层级的预算里。",
            "This place is no more. What is free goes to the same line, year and level of the place that took it over.",
        ),
    )


class CutOffForm(forms.Form):
    line = forms.ChoiceField(label=words("项目", "Line"), choices=lines)
    day = forms.IntegerField(
        label=words("每月几日", "Day of the month"),
        min_value=1,
        max_value=31,
        help_text=words("这一天以后交来的，下个月再发。", "What is handed in after that day is paid next month."),
    )
    since = MonthField(label=words("从哪个月起（如 2025-10）", "From which month, such as 2025-10"), max_length=7, initial=lambda: f"{month_of(today()):%Y-%m}")
    document = forms.CharField(label=words("依据的文件", "Document"), max_length=200)


class ComputeForm(forms.Form):
    line = forms.ChoiceField(label=words("项目", "Line"), choices=lines)
    month = MonthField(label=words("月份（如 2025-10）", "Month, such as 2025-10"), max_length=7, initial=lambda: f"{month_of(today()):%Y-%m}")


class ApproveForm(forms.Form):
    pay_on = forms.DateField(label=words("哪天发放（可不填）", "Day of payment (optional)"), widget=PickDay(), required=False)


class CancelForm(forms.Form):
    why = forms.CharField(label=words("为什么作废", "Why"), max_length=200)

    def __init__(self, *args, fetched: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].required = fetched
        if fetched:
            self.fields["why"].help_text = words(
                "银行文件已经下载过：先确认没有交给银行，否则会重复发放。",
                "The bank file was fetched: make sure that it did not go to the bank, else it is paid twice.",
            )


class ResultForm(forms.Form):
    file = forms.FileField(label=words("银行回盘文件（CSV）", "The bank's result file (CSV)"))


class GiveBackForm(forms.Form):
    why = forms.CharField(label=words("为什么不再发放", "Why it is not paid any more"), max_length=100)


class SendBackForm(forms.Form):
    why = forms.CharField(label=words("哪里不对", "What is wrong"), max_length=100)


class TellForm(forms.Form):
    facts = forms.CharField(
        label=words("怎么回事", "What has happened"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=words("会写进给对方的告知书，请用对方看得懂的话。", "It goes into the letter to the person: write it so that they understand."),
    )


class RecoveryForm(forms.Form):
    heard = forms.CharField(
        label=words("对方的意见和处理理由", "What the person said, and why it is decided so"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    instalments = forms.IntegerField(label=words("分几次退", "Instalments"), min_value=1, max_value=MOST_INSTALMENTS, initial=1)


class RepayForm(forms.Form):
    fen = MoneyField(label=words("退回金额（元）", "Paid back, in yuan"), least=1)
    receipt = forms.CharField(label=words("收据号", "Receipt"), max_length=40)
    on = forms.DateField(label=words("日期", "Day"), widget=PickDay(), initial=today)
