"""What officers fill in. One form an act; the act itself checks what the law wants."""

from datetime import date

from django import forms

from minsheng.accounts.models import User
from minsheng.accounts.queries import colleagues
from minsheng.applications import ends, index, prepare, survey_asks
from minsheng.applications.forms_index import MOST, index_fields
from minsheng.applications.forms_survey import SurveyForm
from minsheng.applications.models import Check, Decision, Visit
from minsheng.applications.way import matter_of
from minsheng.base.clock import today
from minsheng.base.ui import CHOOSE, MoneyField, MonthField, PickDay, words


def pairs(table: dict) -> list:
    return [(key, words(zh, en)) for key, (zh, en) in table.items()]


MANNERS = {
    "hand": ("当面", "By hand"),
    "post": ("邮寄", "By post"),
    "left": ("留置", "Left at the door before a witness"),
    "electronic": ("电子", "Electronically"),
}
OBJECTION_MANNERS = {"phone": ("电话", "Telephone"), "visit": ("来访", "In person"), "letter": ("信函", "Letter"), "net": ("网上", "Online")}


class Plain(forms.Form):
    """A button without questions."""


class CorrectionForm(forms.Form):
    wanted = forms.MultipleChoiceField(label=words("缺什么", "What is missing"), widget=forms.CheckboxSelectMultiple, required=False,
                                       help_text=words("只能一次性告知。核对能查到的不在其中。", "It can be asked once. What the check can find is not on the list."))  # fmt: skip
    note = forms.CharField(label=words("说明", "Note"), required=False, max_length=200)

    def __init__(self, *args, case=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = [(m.key, words(*m.label)) for m in matter_of(case).materials if not m.known_from]


class ReportForm(forms.Form):
    conclusion = forms.ChoiceField(label=words("核对结论", "Conclusion"), choices=pairs(Check.CONCLUSIONS), widget=forms.RadioSelect)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; cleaned to a list."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(words(f"一次最多传 {MOST_FILES} 张。", f"At most {MOST_FILES} at once."))
        return [super(FilesField, self).clean(one, initial) for one in given]


MOST_FILES = 20


class VisitForm(SurveyForm):
    """The survey form, the parts an officer fills in on the stairs; with the index table in force on the day of the visit."""

    SEEN = (
        "visited_on", "began", "ended", "venue", "second", "met", "next_on", "asked", "absent", "members_found", "dwelling", "structure", "danger", "rooms", "built", "area", "bills",
        "appliances", "land", "receives", "causes", "wants", "neighbours_asked", "neighbours", "notes", "differs",
    )  # fmt: skip
    CONCLUDED = ("result", "proposal", "proposed", "signed", "refused_why", "witness", "photos")

    visited_on = forms.DateField(label=words("调查日期", "Day of the visit"), widget=PickDay(), initial=today)
    second = forms.ModelChoiceField(
        label=words("另一位调查人", "The other visitor"),
        queryset=User.objects.none(),
        empty_label=CHOOSE,
        help_text=words("入户要两个人，不能是以后的审批人。", "A visit takes two; neither decides later."),
    )
    met = forms.ChoiceField(label=words("见面方式", "How you met"), choices=pairs(Visit.MET), widget=forms.RadioSelect, initial="home")
    next_on = forms.DateField(label=words("下次上门（未遇时填）", "Next try (where nobody was met)"), widget=PickDay(), required=False)
    members_found = forms.IntegerField(label=words("实际共同生活人口", "People living there"), min_value=0, max_value=30, required=False)
    dwelling = forms.ChoiceField(label=words("住房", "Dwelling"), required=False, choices=[("", CHOOSE), *pairs({
        "bought": ("商品房", "Bought flat"), "built": ("自建房", "Built by the family"), "resettled": ("回迁房", "Resettlement flat"), "public": ("公租房", "Public rental"),
        "rented": ("租住", "Rented"), "borrowed": ("借住", "Lent"), "children": ("与子女同住", "With children"), "institution": ("机构", "Institution"),
    })])  # fmt: skip
    area = forms.IntegerField(label=words("面积（平方米）", "Area in m²"), min_value=0, max_value=2000, required=False)
    bills = forms.CharField(label=words("每月水电燃气话费（约）", "Monthly bills, about"), max_length=60, required=False)
    appliances = forms.CharField(label=words("家电家具和交通工具", "Appliances, furniture, vehicles"), max_length=200, required=False)
    causes = forms.MultipleChoiceField(label=words("致困原因", "Causes of hardship"), required=False, widget=forms.CheckboxSelectMultiple, choices=pairs({
        "illness": ("因病", "Illness"), "disability": ("因残", "Disability"), "age": ("年老", "Old age"), "labour": ("缺劳力", "Nobody can work"), "job": ("失业", "Lost work"),
        "school": ("因学", "Schooling"), "disaster": ("因灾", "Disaster"), "single": ("单亲", "Single parent"), "other": ("其他", "Other"),
    }))  # fmt: skip
    wants = forms.MultipleChoiceField(label=words("服务需求（转社工站）", "Services wanted (passed to the station)"), required=False, widget=forms.CheckboxSelectMultiple, choices=pairs({
        "care": ("照料", "Care"), "visits": ("探访", "Visits"), "counsel": ("心理", "Counselling"), "school": ("就学", "Schooling"), "work": ("就业", "Work"),
        "rehab": ("康复", "Rehabilitation"), "legal": ("法律", "Legal help"),
    }))  # fmt: skip
    neighbours = forms.CharField(
        label=words("走访邻居（可不留名）", "Neighbours asked (names may be withheld)"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    notes = forms.CharField(label=words("所见所闻", "What you saw and heard"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    result = forms.ChoiceField(
        label=words("调查结论", "Result"), choices=[("", words("（未遇）", "(nobody met)")), *pairs(Visit.RESULTS)], widget=forms.RadioSelect, required=False
    )
    signed = forms.ChoiceField(
        label=words("家人签名", "Signed by the family"),
        required=False,
        choices=[("", CHOOSE), *pairs({"signed": ("已签名", "Signed"), "mark": ("指印", "Fingerprint"), "refused": ("拒签（写明原因）", "Refused (say why)")})],
    )
    photos = FilesField(
        label=words("照片（屋外、房间、主要材料；尽量不拍孩子的脸）", "Photographs (house, rooms, key papers; no faces of children where avoidable)"),
        help_text=words("可以一次选多张。", "Several can be chosen at once."),
        required=False,
    )

    def __init__(self, *args, case=None, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        if by is not None:
            self.fields["second"].queryset = colleagues(by, today())
        if case is not None:
            for key, hint in survey_asks.hints(case.place, self._day()).items():
                self.fields[key].help_text = words(*hint)
            self._evaluation(index.in_force(case.place, self._day()))

    def _day(self) -> date:
        """The day of the visit as given: the table of that day counts."""
        try:
            return date.fromisoformat(self.data.get(self.add_prefix("visited_on"), ""))
        except ValueError:
            return today()

    def _evaluation(self, table) -> None:
        """The rows of the table in force before the result; the amount is asked only where no table gives it."""
        added = index_fields(table) if table else {}
        if table is None or table.unit == "points":
            added["adjustment"] = MoneyField(label=words("评估增减的家庭月收入", "Monthly income added or taken off"), least=-MOST, most=MOST, required=False, help_text=words(
                "省里的指标表没有确认：只有本地文件给出结果时才填，减少写负数。" if table is None else "按文件把得分换成金额；减少写负数。",
                "The provincial table is not confirmed: enter an amount only where a local document gives one; negative when taken off." if table is None else "The amount the document gives for these points; negative when taken off.",
            ))  # fmt: skip
        self.index_keys = [key for key in added if key != "adjustment"]
        self.fields |= added
        self.order_fields([*self.SEEN, *added, *self.CONCLUDED])

    def clean(self):
        """The answers to the table's rows, together: {row: option}."""
        data = super().clean()
        data["index_answers"] = {key.removeprefix("index_"): data.pop(key, "") for key in getattr(self, "index_keys", [])}
        return data


class OpineForm(forms.Form):
    agree = forms.ChoiceField(
        label=words("意见", "Opinion"),
        widget=forms.RadioSelect,
        choices=[("1", words("同意系统准备的结论", "I agree with the prepared conclusion")), ("0", words("不同意", "I do not agree"))],
    )
    words = forms.CharField(label=words("理由", "Reason"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(forms.Form):
    places_shown = forms.CharField(label=words("公示地点", "Where it is posted"), max_length=100)
    phone = forms.CharField(label=words("监督电话", "Telephone for objections"), max_length=40)
    proof = forms.FileField(label=words("张贴照片", "Photograph of the posting"), required=False)


class TakeDownForm(forms.Form):
    proof = forms.FileField(label=words("撤下时的照片", "Photograph when taken down"), required=False)


class ObjectForm(forms.Form):
    manner = forms.ChoiceField(label=words("怎样反映的", "How it came"), choices=pairs(OBJECTION_MANNERS), initial="phone")
    who = forms.CharField(label=words("反映人（可以不写，对家庭保密）", "Who (may be left out; kept from the family)"), max_length=100, required=False)
    text = forms.CharField(label=words("反映的情况", "What is objected"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerObjectionForm(forms.Form):
    upheld = forms.ChoiceField(
        label=words("核查结果", "Result"),
        widget=forms.RadioSelect,
        choices=[("0", words("不成立", "Not upheld")), ("1", words("成立，重新调查、公示", "Upheld: survey and notice again"))],
    )
    finding = forms.CharField(label=words("核查情况", "What was found"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class DecideForm(forms.Form):
    reason = forms.CharField(label=words("理由", "Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
                             help_text=words("会写进通知书，请用对方看得懂的话。减少、停发、不予确认，或者和系统准备的结论不同，都必须写。", "It goes into the letter: write it so that the family understands. A reduction, an end, a refusal, and whatever differs from what was prepared need it."))  # fmt: skip
    clause = forms.CharField(label=words("依据条款", "Clause"), max_length=200, required=False)
    seen = forms.IntegerField(label=words("页面上的结论", "The conclusion on the page"), widget=forms.HiddenInput)  # the id of the assessment that is shown

    def __init__(self, *args, case=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = (found := prepare.latest(case)) and found.pk


class ReasonedForm(DecideForm):
    """A refusal, an end, a gradual exit: the reason goes into the letter."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class StopForm(ReasonedForm):
    """An end: from the month after, or from the real one with what happened then."""

    from_month = MonthField(label=words("从哪个月起停发（如 2025-11）", "From which month it ends, such as 2025-11"), max_length=7, help_text=words(*ends.SOURCE),
                            initial=lambda: f"{ends.usual(today()):%Y-%m}")  # fmt: skip
    month_why = forms.CharField(label=words("从更早的月份起：那时发生了什么，怎样知道的", "From an earlier month: what happened then, and how that is known"), max_length=200, required=False,
                                help_text=words("先给您看要追缴哪些月份，再由您确认。", "You are shown which months are asked back before it is done."))  # fmt: skip

    field_order = ("reason", "from_month", "month_why", "clause")


class GraceForm(ReasonedForm):
    """Months, share and document are the office's own: no national document sets them."""

    months = forms.IntegerField(label=words("渐退几个月", "Months of the gradual exit"), min_value=1, max_value=24,
                                help_text=words("全国没有统一规定，按本地文件填。", "No national document sets it: by your local document."))  # fmt: skip
    share = forms.ChoiceField(label=words("渐退期内怎样发", "Paid meanwhile"), choices=pairs(Decision.SHARES), widget=forms.RadioSelect)
    document = forms.CharField(label=words("规定渐退期的本地文件", "The local document that says so"), max_length=200)

    field_order = ("months", "share", "document", "reason", "clause")


class DeliverForm(forms.Form):
    manner = forms.ChoiceField(label=words("送达方式", "How delivered"), choices=pairs(MANNERS), widget=forms.RadioSelect)
    delivered_on = forms.DateField(label=words("送达日期", "Delivered on"), widget=PickDay(), initial=today)
    proof = forms.FileField(label=words("送达回证照片", "Photograph of the receipt"), required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=words("理由", "Reason"), max_length=200)
