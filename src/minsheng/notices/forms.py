"""What officers fill in about messages."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.ui import PickDay, words
from minsheng.notices.messages.handing import PURPOSES
from minsheng.notices.models import Answer, Message, Wish


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(label=words("下载做什么用", "What you fetch it for"), choices=[(k, words(*v)) for k, v in PURPOSES.items()])


class AnswerFileForm(forms.Form):
    file = forms.FileField(
        label=words("回复文件（Excel 或 CSV）", "The answers (Excel or CSV)"),
        help_text=words("要有“手机号”“回复”“时间”三列；有“编号”更准。", "It needs the columns phone, answer and time; id makes it surer."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class ByHandForm(forms.Form):
    text = forms.CharField(
        label=words("回复的原话", "The words of the answer"), max_length=200,
        help_text=words("“同意”就是申请，“不同意”就是不申请；别的话会留给人看。", "Y applies, N declines; other words are kept for somebody to look at."),
    )  # fmt: skip
    day = forms.DateField(label=words("哪天回复的", "The day of the answer"), widget=PickDay(), initial=today)


class ToldForm(forms.Form):
    how = forms.ChoiceField(label=words("怎样联系的", "How you reached them"), choices=[(k, words(*v)) for k, v in Message.HOW.items()])
    told_on = forms.DateField(label=words("哪天", "The day"), widget=PickDay(), initial=today)


class SettleForm(forms.Form):
    said = forms.ChoiceField(label=words("怎么处理", "What to do"), widget=forms.RadioSelect, choices=[(k, words(*v)) for k, v in Answer.SETTLED.items()])


class WishForm(forms.Form):
    messages = forms.ChoiceField(
        label=words("愿意收短信吗", "Do they want messages"), widget=forms.RadioSelect,
        choices=[("yes", words("愿意", "Yes")), ("no", words("不愿意，请打电话或写信", "No: call or write"))],
    )  # fmt: skip
    language = forms.ChoiceField(label=words("短信用的语言", "Language of the messages"), choices=[(k, words(*v)) for k, v in Wish.LANGUAGES.items()])
