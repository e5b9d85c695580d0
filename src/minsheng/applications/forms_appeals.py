"""What is filled in about a request for review and what came of it."""

from django import forms

from minsheng.applications.models import Appeal
from minsheng.base.clock import today
from minsheng.base.ui import PickDay, words

RESULTS = ("upheld", "quashed", "withdrawn")


class AppealForm(forms.Form):
    body = forms.CharField(label=words("复议机关", "Reviewing body"), max_length=100)
    grounds = forms.CharField(label=words("申请人的理由", "Grounds"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class AppealAnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=words("复议结果", "Result"),
        choices=[(k, words(*Appeal.STATES[k])) for k in RESULTS],
        widget=forms.RadioSelect,
        help_text=words(
            "撤销原决定的，由另一位审批人员看过文书再生效。", "A decision is set aside when a second person, who decides cases, has read the paper as well."
        ),
    )
    ruled_on = forms.DateField(label=words("文书日期", "Day of the paper"), widget=PickDay(), initial=today)
    ruling = forms.FileField(
        label=words("复议决定书或撤回的文书（扫描或照片）", "The ruling, or the paper by which it was taken back, scanned or photographed"), required=False
    )
