"""What is filled in about appointments: what for and where, which half-hour, and the office's hours."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.texts import here, pick
from minsheng.base.ui import CHOOSE, PickDay, words
from minsheng.booking import schedule, topics
from minsheng.booking.models import Hours
from minsheng.places.models import Place

KINDS = [("window", words("到窗口办", "At the window")), ("home", words("上门办", "Visits at home"))]


def where_key(place: Place, home: bool) -> str:
    return f"{'home' if home else 'window'}-{place.pk}"


class TopicForm(forms.Form):
    """The first question."""

    topic = forms.ChoiceField(label=words("要办什么事", "What it is about"), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [(key, pick(label)) for key, label in topics.topics()]


class WhereForm(forms.Form):
    """The second: one of the windows that can do it, or a visit."""

    at = forms.ChoiceField(label=words("在哪里办", "Where"), widget=forms.RadioSelect)

    def __init__(self, *args, windows: list[tuple[Place, bool]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [(where_key(place, home), _said(place, home)) for place, home in windows]


def _said(place: Place, home: bool) -> str:
    if home:
        return here(f"去不了窗口，请{place.name}的人上门", f"I cannot come: {place.name} comes to me")
    return here(f"到{place.name}的窗口", f"At the window of {place.name}")


class SlotForm(forms.Form):
    """The half-hour; who calls, where the office has no file; where to come to."""

    slot = forms.TypedChoiceField(label=words("几点", "Time"), coerce=int, widget=forms.RadioSelect)
    address = forms.CharField(
        label=words("上门的地址", "The address to come to"), max_length=120,
        help_text=words("加密保存，只给上门的工作人员看。", "Kept sealed, for the staff who come."),
    )  # fmt: skip
    name = forms.CharField(
        label=words("来电人姓名", "Name of the caller"),
        max_length=60,
        help_text=words("加密保存，来了再建档。", "Kept sealed; the file is opened when they come."),
    )
    phone = forms.CharField(label=words("来电人电话", "Telephone of the caller"), max_length=20)

    field_order = ("name", "phone", "slot", "address")

    def __init__(self, *args, slots: list[schedule.Slot] = (), home: bool = False, caller: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(s.slot, _free(s)) for s in slots if s.free]
        for name, wanted in (("address", home), ("name", caller), ("phone", caller)):
            if not wanted:
                del self.fields[name]


def _free(slot: schedule.Slot) -> str:
    span = f"{schedule.clock(slot.slot)}–{schedule.clock(slot.slot + 1)}"
    return here(f"{span}，还有 {slot.free} 个号", f"{span}, {slot.free} free")


class HoursForm(forms.Form):
    place = forms.ChoiceField(label=words("哪个窗口", "Which office"))
    kind = forms.ChoiceField(label=words("在哪里办", "Where"), choices=KINDS, widget=forms.RadioSelect, initial="window")
    weekdays = forms.TypedMultipleChoiceField(
        label=words("星期几", "Days of the week"), coerce=int, widget=forms.CheckboxSelectMultiple, initial=[1, 2, 3, 4, 5]
    )
    first = forms.TimeField(
        label=words("从几点", "From"),
        widget=forms.TimeInput(attrs={"type": "time", "step": 1800}),
        help_text=words("整点或半点，如 09:00", "Whole or half hours, such as 09:00"),
    )
    end = forms.TimeField(
        label=words("到几点", "Until"),
        widget=forms.TimeInput(attrs={"type": "time", "step": 1800}),
        help_text=words("上午、下午分两次填", "Enter morning and afternoon one after the other"),
    )
    seats = forms.IntegerField(label=words("每半小时几个人", "People in each half-hour"), min_value=1, max_value=200, initial=2)
    since = forms.DateField(label=words("从哪天起", "From which day"), widget=PickDay(), initial=today)

    def __init__(self, *args, places: list[Place] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", CHOOSE), *((p.pk, p.name) for p in places)]
        self.fields["weekdays"].choices = [(key, pick(label)) for key, label in Hours.WEEKDAYS.items()]


class CloseForm(forms.Form):
    place = forms.ChoiceField(label=words("哪个窗口", "Which office"))
    first = forms.DateField(label=words("第一天", "First day"), widget=PickDay())
    last = forms.DateField(label=words("最后一天", "Last day"), widget=PickDay())
    why = forms.CharField(
        label=words("原因（居民看得到）", "Why; residents read it"), max_length=60, help_text=words("例如：窗口搬迁", "Such as: the window moves")
    )

    def __init__(self, *args, places: list[Place] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", CHOOSE), *((p.pk, p.name) for p in places)]


class EndForm(forms.Form):
    weekdays = forms.TypedMultipleChoiceField(label=words("停用星期几", "Which days end"), coerce=int, widget=forms.CheckboxSelectMultiple)
    until = forms.DateField(label=words("从哪天起停用", "Not from which day on"), widget=PickDay(), initial=today)

    def __init__(self, *args, rows: list[Hours] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].choices = [(h.weekday, pick(Hours.WEEKDAYS[h.weekday])) for h in rows]
        self.fields["weekdays"].initial = [h.weekday for h in rows]


class FindForm(forms.Form):
    number = forms.CharField(label=words("来人的证件号码", "Number of their identity document"), max_length=24)
