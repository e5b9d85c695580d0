from django import forms

from minsheng.base.ui import words
from minsheng.benefits.models import Certification

KINDS = {"review": ("定期复核", "Review"), "change": ("变更", "Change"), "stop": ("停发", "End")}
REASONS = {  # forms.md 10: change and stop codes
    "due": ("复核到期", "Review due"), "income": ("收入变化", "Income changed"), "birth": ("增员", "A member more"), "left": ("减员", "A member less"), "death": ("死亡", "Death"),
    "moved": ("迁出", "Moved away"), "work": ("就业", "Found work"), "school": ("毕业", "Left school"), "tekun": ("转特困", "To tekun"), "refused": ("拒绝核查", "Refused the check"),
    "fraud": ("骗取", "Fraud"), "given_up": ("自愿放弃", "Given up"), "lost": ("失联", "Cannot be found"),
}  # fmt: skip


class AboutForm(forms.Form):
    kind = forms.ChoiceField(label=words("办什么", "What"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=words("原因", "Why"), choices=[(k, words(*v)) for k, v in REASONS.items()])

    def __init__(self, *args, matter=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k, words(*v)) for k, v in KINDS.items() if k in matter.ways]


class CertifyForm(forms.Form):
    way = forms.ChoiceField(label=words("认证方式", "How"), choices=[(k, words(*v)) for k, v in Certification.WAYS.items()])
