"""What an officer says who confirms a reported death, or refutes it."""

from datetime import date

from django import forms

from minsheng.base.clock import today
from minsheng.base.months import later, month_of
from minsheng.base.ui import PickDay, words
from minsheng.benefits.models import Finding
from minsheng.benefits.terms import month_of_death


class ConfirmDeathForm(forms.Form):
    """The month of death is asked about only where no document says whether it is due, and an award ends."""

    died_on = forms.DateField(label=words("死亡日期", "Day of death"), widget=PickDay())
    month_due = forms.ChoiceField(
        label=words("去世当月还发不发", "Is the month of death still due?"),
        help_text=words(
            "尚未确认：没有找到文件。请按本地的规定选；没有规定说当月不发的，照发，不向家属要回。",
            "Not confirmed: no document was found. Choose by your local rule; where none says that it is not due, pay it and ask nothing back.",
        ),
        choices=[
            ("yes", words("照发，从下个月起停发", "Yes: it ends with the month after")),
            ("no", words("不发，从当月起停发", "No: it ends with that month")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )
    evidence = forms.CharField(
        label=words("看到了什么证明", "Which proof you have seen"),
        max_length=200,
        help_text=words(
            "例如：死亡证明、殡葬证明、户口注销，写上编号。", "Such as a death certificate, a funeral paper or the cancelled hukou, with its number."
        ),
    )

    def __init__(self, *args, finding: Finding, ends: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["died_on"].initial = finding.day
        if not ends or month_of_death(finding.benefit, finding.award.place, finding.day, known=today()).confirmed:
            del self.fields["month_due"]

    @property
    def from_month(self) -> date | None:
        """The first month not due as it was chosen; None where it was not asked."""
        said = self.cleaned_data.get("month_due")
        return later(month_of(self.cleaned_data["died_on"]), 1 if said == "yes" else 0) if said else None


class RefuteDeathForm(forms.Form):
    why = forms.CharField(
        label=words("怎样确认本人在世", "How you know that the person lives"),
        max_length=200,
        help_text=words("例如：上门见到本人。暂停的月份会补发。", "Such as: seen at home. The months that were held are paid."),
    )
