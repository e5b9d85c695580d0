"""What is filled in about departments."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.ui import CHOOSE, PickDay, words
from minsheng.divisions.functions import known


class MoveFunctionForm(forms.Form):
    kind = forms.ChoiceField(
        label=words("哪一类部门", "Kind of department"),
        help_text=words("下级没有自己登记的，按这一类显示。", "Places below without an entry of their own show this kind."),
    )
    name = forms.CharField(label=words("部门全名", "Full name of the department"), max_length=60, help_text=words("和印章上一样", "As on its seal"))
    since = forms.DateField(label=words("从哪天起", "From"), widget=PickDay(), initial=today)
    document = forms.CharField(label=words("文件名称和文号", "Document and its number"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", CHOOSE), *((key, words(*said)) for key, said in known().kinds.items())]


class StrikeForm(forms.Form):
    why = forms.CharField(label=words("哪里登记错了", "What was wrong"), max_length=200)


class PlaceForm(forms.Form):
    place = forms.CharField(
        label=words("您在哪个区、县或街道", "Your district, county or street"),
        max_length=120,
        help_text=words("例如：福田区；同名的连上级一起写。", "In Chinese; where several have the name, write the one above before it."),
    )
