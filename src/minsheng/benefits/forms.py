from django import forms

from minsheng.applications.reasons import BY_KIND
from minsheng.base.ui import words
from minsheng.benefits.models import Certification

KINDS = {"review": ("定期复核", "Review"), "change": ("变更", "Change"), "stop": ("停发", "End")}


class AboutForm(forms.Form):
    """The reasons stand under the kind they belong to; open_about refuses one of another kind."""

    kind = forms.ChoiceField(label=words("办什么", "What"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=words("原因", "Why"))

    def __init__(self, *args, matter=None, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [k for k in KINDS if k in matter.ways]
        self.fields["kind"].choices = [(k, words(*KINDS[k])) for k in kinds]
        self.fields["reason"].choices = [("", "—"), *((words(*KINDS[k]), [(code, words(*label)) for code, label in BY_KIND[k].items()]) for k in kinds)]


class CertifyForm(forms.Form):
    way = forms.ChoiceField(label=words("认证方式", "How"), choices=[(k, words(*v)) for k, v in Certification.WAYS.items()])
