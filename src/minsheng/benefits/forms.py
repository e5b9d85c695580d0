from datetime import date

from django import forms

from minsheng.applications.reasons import BY_KIND
from minsheng.base.clock import today
from minsheng.base.months import month_of
from minsheng.base.ui import CHOOSE, words
from minsheng.benefits.models import Certification, Finding
from minsheng.matters import catalogue

KINDS = {"review": ("定期复核", "Review"), "change": ("变更", "Change"), "stop": ("停发", "End")}


class AboutForm(forms.Form):
    """The reasons stand under the kind they belong to; open_about refuses one of another kind."""

    kind = forms.ChoiceField(label=words("办什么", "What"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=words("原因", "Why"))

    def __init__(self, *args, matter=None, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [k for k in KINDS if k in matter.ways]
        self.fields["kind"].choices = [(k, words(*KINDS[k])) for k in kinds]
        self.fields["reason"].choices = [("", CHOOSE), *((words(*KINDS[k]), [(code, words(*label)) for code, label in BY_KIND[k].items()]) for k in kinds)]


class CertifyForm(forms.Form):
    way = forms.ChoiceField(label=words("认证方式", "How"), choices=[("", CHOOSE), *((k, words(*v)) for k, v in Certification.WAYS.items())])


class ContactForm(forms.Form):
    way = forms.ChoiceField(label=words("怎样联系的", "How they were contacted"), choices=[(k, words(*v)) for k, v in Finding.CONTACTS.items()])


class DismissForm(forms.Form):
    why = forms.CharField(
        label=words("不办的理由", "Why nothing is done"), max_length=200,
        help_text=words("情况或金额变了，下次比对会再列出来。", "If the facts or the amount change, the next sweep lists it again."),
    )  # fmt: skip


class SweepForm(forms.Form):
    matter = forms.ChoiceField(label=words("待遇", "Benefit"))
    month = forms.CharField(label=words("月份（如 2025-10）", "Month, such as 2025-10"), max_length=7)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [(m.key, words(*m.label)) for m in catalogue.all_matters()]

    def clean_month(self) -> date:
        try:
            month = date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError as wrong:
            raise forms.ValidationError(words("月份请写成 2025-10 的样子。", "Write the month as 2025-10.")) from wrong
        if month > month_of(today()):
            raise forms.ValidationError(words("这个月还没到，不能比对。", "That month has not come: it cannot be looked at."))
        return month
