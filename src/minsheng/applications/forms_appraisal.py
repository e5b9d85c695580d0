"""The minutes of an appraisal, as an officer types them from the signed sheet."""

from django import forms

from minsheng.applications.forms import FilesField, pairs
from minsheng.applications.models import Appraisal
from minsheng.base.clock import today
from minsheng.base.ui import PickDay, words


def number(zh: str, en: str) -> forms.IntegerField:
    return forms.IntegerField(label=words(zh, en), min_value=0, max_value=999)


class AppraisalForm(forms.Form):
    ground = forms.ChoiceField(label=words("为什么评议", "Why it is held"), choices=pairs(Appraisal.GROUNDS), widget=forms.RadioSelect,
                               help_text=words("评议不是必经程序，结论供参考，不代替审核确认。", "It is not required by itself; its conclusion is advice and decides nothing."))  # fmt: skip
    document = forms.CharField(label=words("要求评议的本地文件和文号", "The local document that asks for it"), max_length=200, required=False)
    held_on = forms.DateField(label=words("评议日期", "Held on"), widget=PickDay(), initial=today)
    venue = forms.CharField(label=words("地点和组织单位", "Where, and who called it"), max_length=200)
    host = forms.CharField(label=words("主持人、记录人", "Who led it and who wrote"), max_length=100)
    invited = number("应到人数", "Invited")
    present = number("实到人数", "Present")
    people = forms.CharField(
        label=words("参会人员（姓名、身份、有没有回避）", "Who was there (name, as what, who stood aside)"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=words("加密保存，只给办这件事的工作人员看。", "Kept sealed, for the staff who handle the case."),
    )  # fmt: skip
    said = forms.CharField(
        label=words("申请人陈述和讨论要点", "What the applicant said, and the discussion"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agree, against, abstain = number("同意", "For"), number("不同意", "Against"), number("弃权", "Abstained")
    secret = forms.BooleanField(label=words("无记名表决", "Voted without names"), required=False)
    result = forms.ChoiceField(label=words("评议结论", "Conclusion"), choices=pairs(Appraisal.RESULTS), widget=forms.RadioSelect)
    photos = FilesField(
        label=words("签名的记录和照片", "The signed minutes and photographs"),
        help_text=words("照片或 PDF，可以一次选多张。", "Photographs or PDF; several can be chosen at once."),
        required=False,
    )

    MINUTES = ("venue", "host", "people", "said")
