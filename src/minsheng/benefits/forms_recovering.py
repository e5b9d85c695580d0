"""What an officer says who asks money back."""

from django import forms

from minsheng.base.ui import MoneyField, MonthField, words
from minsheng.payments.models import Recovery

WHY = {key: Recovery.REASONS[key] for key in ("hidden", "mistake")}


class AskBackForm(forms.Form):
    reason = forms.ChoiceField(label=words("为什么多发了", "Why too much was paid"), choices=[(k, words(*v)) for k, v in WHY.items()], widget=forms.RadioSelect)
    first = MonthField(label=words("从哪个月（如 2025-05）", "From which month, such as 2025-05"), max_length=7)
    last = MonthField(label=words("到哪个月（含）", "To which month (included)"), max_length=7)
    rightly = MoneyField(
        label=words("这些月份每月本来应发（元）", "What was rightly due a month, in yuan"), help_text=words("整月都不该发的填 0。", "0 where nothing was due.")
    )
    facts = forms.CharField(
        label=words("怎么回事", "What has happened"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=words("会写进给对方的告知书，请用对方看得懂的话。", "It goes into the letter to the person: write it so that they understand."),
    )
