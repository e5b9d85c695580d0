"""What is filled in to change the tree: always the day and the document."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.ui import PickDay, words
from minsheng.divisions.actions.checks import RANK
from minsheng.matters import catalogue
from minsheng.places.models import LEVEL_WORDS, PlaceCode


class Dated(forms.Form):
    """The day it takes effect and the document that says so."""

    since = forms.DateField(label=words("从哪天起生效", "In effect from"), widget=PickDay(), initial=today)
    document = forms.CharField(label=words("文件名称和文号", "Document and its number"), max_length=200)

    def __init__(self, *args, place=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("since", "document")])


class FoundForm(Dated):
    name = forms.CharField(label=words("名称", "Name"), max_length=60)
    level = forms.ChoiceField(label=words("级别", "Level"))

    def __init__(self, *args, place=None, **kwargs):
        super().__init__(*args, **kwargs)
        lower = [(key, words(*said)) for key, said in LEVEL_WORDS.items() if RANK[key] > RANK[place.level]]
        self.fields["level"].choices = lower


class RenameForm(Dated):
    name = forms.CharField(label=words("新名称", "New name"), max_length=60)


class OtherForm(Dated):
    """Names another place: the new one above, or the one that takes over."""

    place = forms.CharField(
        label=words("哪个地方（写全名）", "Which place (its full name)"),
        max_length=120,
        help_text=words("同名的连上级一起写，例如“福田区香蜜湖街道”。", "Where several have the same name, write the name of the one above before it."),
    )


class EndForm(Dated):
    pass


class CodeForm(forms.Form):
    system = forms.ChoiceField(label=words("哪套代码", "Which system"), choices=[(key, words(*said)) for key, said in PlaceCode.SYSTEMS.items()])
    code = forms.CharField(label=words("代码", "Code"), max_length=12)
    as_of = forms.DateField(label=words("名单或文件的日期", "Day of the list or document"), widget=PickDay())
    document = forms.CharField(label=words("名单或文件", "List or document"), max_length=200)

    def __init__(self, *args, place=None, **kwargs):
        super().__init__(*args, **kwargs)


class EndCodeForm(forms.Form):
    until = forms.DateField(label=words("从哪天起停用", "Not in use from"), widget=PickDay(), initial=today)


class DelegateForm(forms.Form):
    matter = forms.ChoiceField(label=words("事项", "Matter"))
    since = forms.DateField(label=words("从哪天起", "From"), widget=PickDay(), initial=today)
    until = forms.DateField(label=words("到哪天为止", "Until"), widget=PickDay(), required=False)
    authority = forms.CharField(
        label=words("委托机关", "Who delegates"),
        max_length=100,
        help_text=words("例如：福田区人民政府", "The body that lets the street decide, such as a district government"),
    )
    document = forms.CharField(label=words("区里的委托文件和文号", "The district's document"), max_length=200)
    provincial_document = forms.CharField(
        label=words("省里的文件和文号", "The province's document"),
        max_length=200,
        help_text=words("只有省里可以规定由镇街审核确认。", "Only the province may let a street decide."),
    )

    def __init__(self, *args, place=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [(m.key, words(*m.label)) for m in catalogue.all_matters() if m.delegable]


class EndDelegationForm(forms.Form):
    until = forms.DateField(label=words("从哪天起改由区里决定", "The district decides from"), widget=PickDay(), initial=today)


class CounterForm(forms.Form):
    name = forms.CharField(
        label=words("窗口名称", "Name of the counter"),
        max_length=60,
        required=False,
        help_text=words("例如：社会救助一门受理窗口", "Such as: social assistance counter"),
    )
    phone = forms.CharField(label=words("电话", "Telephone"), max_length=40)
    address = forms.CharField(label=words("地址", "Address"), max_length=120, required=False)
    hours = forms.CharField(
        label=words("办公时间", "Hours"),
        max_length=120,
        required=False,
        help_text=words("例如：工作日 9:00–12:00，14:00–18:00", "Such as: working days 9:00–12:00, 14:00–18:00"),
    )
