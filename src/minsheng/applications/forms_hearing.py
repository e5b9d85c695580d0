"""What officers fill in when somebody may lose something: what is intended, how the letter fared, what was said."""

from django import forms

from minsheng.applications import needless, prepare
from minsheng.applications.forms import pairs
from minsheng.applications.models import Hearing
from minsheng.base.clock import today
from minsheng.base.ui import PickDay, words


class TellForm(forms.Form):
    """What is intended. The days are the office's: the law sets none."""

    intended = forms.ChoiceField(
        label=words("打算怎样", "What is intended"),
        widget=forms.RadioSelect,
        choices=pairs({"reduce": ("按系统准备的结论减少", "A reduction, as prepared"), "end": ("停发", "The end")}),
    )
    days = forms.IntegerField(
        label=words("给对方几天表示意见", "Days to answer"),
        min_value=1,
        max_value=60,
        help_text=words("从送达那天起算。法律没有写天数，由本机关定。", "Counted from the delivery. The law sets no number of days: the office does."),
    )
    why = forms.CharField(
        label=words("还要写明的理由", "Reasons to be added"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=words(
            "会写进告知书，请用对方看得懂的话。系统没有算出要停发的，必须写。",
            "It goes into the letter: write it so that the family understands. Where no end was prepared, it has to be said why.",
        ),
    )

    def __init__(self, *args, case=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["intended"].initial = "end"
        if case.kind == "stop":
            self.fields["intended"].choices = self.fields["intended"].choices[1:]
        elif (found := prepare.latest(case)) and found.status == "yes" and needless.less(found, needless.paid(case, found)):
            self.fields["intended"].initial = "reduce"


class TriedForm(forms.Form):
    tried_on = forms.DateField(label=words("哪一天", "On which day"), widget=PickDay(), initial=today)
    how = forms.ChoiceField(
        label=words("怎样没有送到", "How it failed"),
        widget=forms.RadioSelect,
        choices=pairs(
            {
                "visit": ("上门没有见到", "Nobody met at the door"),
                "post": ("邮寄被退回", "Sent back by the post"),
                "phone": ("电话没有打通", "No answer on the telephone"),
            }
        ),
    )


class HearForm(forms.Form):
    heard_on = forms.DateField(label=words("听取日期", "Heard on"), widget=PickDay(), initial=today)
    manner = forms.ChoiceField(label=words("方式", "How"), choices=pairs(Hearing.MANNERS), widget=forms.RadioSelect)
    said = forms.CharField(label=words("对方说了什么", "What was said"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    considered = forms.CharField(label=words("怎样考虑了这些意见", "How it was taken into account"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
