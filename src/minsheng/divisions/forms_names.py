"""What is filled in about place names."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.ui import CHOOSE, PickDay, words
from minsheng.divisions.models import Toponym
from minsheng.divisions.naming import ASSURED


class ProposeForm(forms.Form):
    """A new name; `RenameNameForm` leaves out what stays."""

    place = forms.CharField(
        label=words("在哪个地方（写全名）", "In which place (its full name)"), max_length=120,
        help_text=words("写到街道或社区，例如“福田区香蜜湖街道”。", "Down to the street or community, with the district before it."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=words("类别", "Kind"))
    name = forms.CharField(
        label=words("名称", "Name"), max_length=40, help_text=words("专名加通名，例如“香岭东路”。", "In Chinese characters: the proper part and the generic.")
    )
    pinyin = forms.CharField(
        label=words("拼写（不填就自动生成）", "Spelling (made by itself if left empty)"), max_length=120, required=False,
        help_text=words("专名、通名分开写，例如 Xiangling Donglu。多音字请自己改。", "Proper part and generic apart. Correct characters that have two readings."),
    )  # fmt: skip
    meaning = forms.CharField(label=words("含义和来历", "Meaning and origin"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hans"}))
    extent = forms.CharField(
        label=words("位置和范围", "Where it is and how far it goes"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hans"})
    )
    applicant = forms.CharField(label=words("申请单位", "Who applies"), max_length=100)
    application = forms.CharField(label=words("申请书和文号", "The application and its number"), max_length=200)
    assured = forms.MultipleChoiceField(
        label=words("请逐条核对", "Look at each of these"), widget=forms.CheckboxSelectMultiple, choices=[(key, words(*said)) for key, said in ASSURED.items()]
    )  # fmt: skip
    explained = forms.CharField(
        label=words("同音、生僻等仍要用的理由", "Why it is used although it is to be avoided"), max_length=300, required=False,
        help_text=words("系统提示“应当避免”时才要写。", "Only if you are told that it is to be avoided."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].choices = [("", CHOOSE), *((key, words(*said)) for key, said in Toponym.KINDS.items())]


class RenameNameForm(ProposeForm):
    place = None
    kind = None


class ApproveForm(forms.Form):
    approved_on = forms.DateField(label=words("批准日期", "Day of the approval"), widget=PickDay(), initial=today)
    authority = forms.CharField(label=words("批准机关", "Approving authority"), max_length=100)
    approval = forms.CharField(label=words("批准文件和文号", "Its document and number"), max_length=200)


class WhyForm(forms.Form):
    why = forms.CharField(label=words("理由", "Reason"), max_length=200)


class FileForm(forms.Form):
    filed_on = forms.DateField(label=words("报送备案的日期", "Day of the filing"), widget=PickDay(), initial=today)
    filed_with = forms.CharField(label=words("报送给哪个机关", "Filed with"), max_length=100)


class AnnounceForm(forms.Form):
    announced_on = forms.DateField(label=words("公告日期", "Day of the announcement"), widget=PickDay(), initial=today)
    announced_where = forms.CharField(
        label=words("在哪里公告", "Where"), max_length=200, help_text=words("政府网站、国家地名信息库等", "The government's site, the national base of place names")
    )  # fmt: skip


class AbolishForm(forms.Form):
    until = forms.DateField(label=words("从哪天起不再使用", "Used no more from"), widget=PickDay(), initial=today)
    document = forms.CharField(label=words("文件名称和文号", "Document and its number"), max_length=200)
