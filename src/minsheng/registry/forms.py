"""What officers fill in about one person: identity, contact, place, account, facts."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.masks import mask_number
from minsheng.base.ui import CHOOSE, NOT_KNOWN, PickDay, words
from minsheng.places.models import Place
from minsheng.registry.fact_fields import field_for
from minsheng.registry.identity import KINDS
from minsheng.registry.models import SOURCES, Correction, Person
from minsheng.registry.queries import documents_of
from minsheng.rules import book

SEXES = (("1", words("男", "Male")), ("2", words("女", "Female")))
DOCUMENTS = [(k, words(*v[0])) for k, v in KINDS.items()]


def day_field(zh: str, en: str, **given) -> forms.DateField:
    return forms.DateField(label=words(zh, en), widget=PickDay(), **given)


class PersonForm(forms.Form):
    kind = forms.ChoiceField(
        label=words("证件类型", "Document"), choices=[*DOCUMENTS, ("", words("没有证件，或暂时不知道", "None, or not known for now"))], required=False
    )
    number = forms.CharField(
        label=words("证件号码", "Document number"),
        max_length=30,
        required=False,
        help_text=words("居民身份证会自动带出出生日期和性别。", "An identity card fills in the date of birth and the sex."),
    )
    name = forms.CharField(label=words("姓名", "Name"), max_length=60)
    birth_date = day_field("出生日期（身份证可不填）", "Date of birth (not needed with an identity card)", required=False)
    sex = forms.ChoiceField(label=words("性别（身份证可不填）", "Sex (not needed with an identity card)"), choices=[("", NOT_KNOWN), *SEXES], required=False)
    place = forms.ModelChoiceField(label=words("社区", "Community"), queryset=Place.objects.none(), empty_label=CHOOSE)
    phone = forms.CharField(label=words("手机", "Telephone"), max_length=20, required=False)
    address = forms.CharField(label=words("住址", "Address"), max_length=200, required=False)

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(path__startswith=by.path, level="community", until=None).order_by("path")

    def clean(self):
        """Foundlings and people without papers get a file as well: then nothing is entered in either box."""
        data = super().clean()
        if data.get("kind") and not data.get("number"):
            self.add_error(
                "number", words("请填证件号码；没有证件的，请在上面选“没有证件”。", "Enter the number; for somebody without a document choose “None” above.")
            )
        return data


class ChangeForm(forms.Form):
    """A form about one file. `prepare` fills in what depends on it."""

    def __init__(self, *args, person: Person, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.by = person, by
        self.prepare()

    def prepare(self) -> None:
        pass


class CorrectForm(ChangeForm):
    name = forms.CharField(label=words("姓名", "Name"), max_length=60)
    sex = forms.ChoiceField(label=words("性别", "Sex"), choices=[("", NOT_KNOWN), *SEXES], required=False)
    birth_date = day_field("出生日期", "Date of birth", required=False)
    why = forms.ChoiceField(label=words("为什么更正", "Why"), choices=[(k, words(*v)) for k, v in Correction.REASONS.items()])
    evidence = forms.CharField(
        label=words("看过的证明", "The proof you have seen"), max_length=200, help_text=words("例如：户口簿、更名证明。", "Such as the hukou book.")
    )

    def prepare(self):
        self.initial = {"name": self.person.name, "sex": str(self.person.sex or ""), "birth_date": self.person.birth_date} | self.initial


class DocumentForm(ChangeForm):
    kind = forms.ChoiceField(label=words("证件类型", "Document"), choices=DOCUMENTS)
    number = forms.CharField(
        label=words("证件号码", "Document number"),
        max_length=30,
        help_text=words("同类的旧证件会自动停用，历史都在。", "One of the same kind before is ended; its history stays."),
    )
    since = day_field("有效期从", "Valid from", required=False)
    until = day_field("有效期到（不含）", "Valid until (not included)", required=False)


class DocumentEndForm(ChangeForm):
    document = forms.ChoiceField(label=words("哪个证件", "Which document"), widget=forms.RadioSelect)
    until = day_field("从哪天起停用", "Ended from", initial=today)

    def prepare(self):
        self.fields["document"].choices = [
            (str(d.pk), f"{words(*KINDS[d.kind][0])} {mask_number(number)}") for d, number in documents_of(self.person) if d.current
        ]


class ContactForm(ChangeForm):
    phones = forms.CharField(
        label=words("电话（多个用逗号隔开）", "Telephones, separated by commas"),
        max_length=100,
        required=False,
        help_text=words("空着就是不改。", "Left empty, nothing changes."),
    )
    address = forms.CharField(label=words("住址", "Address"), max_length=200, required=False)


class MoveForm(ChangeForm):
    place = forms.CharField(
        label=words("迁到哪个社区（村）", "To which community or village"),
        max_length=60,
        help_text=words("写社区的名称；有同名的，前面加上街道，例如：香蜜湖街道香岭社区居委会。", "Its name; where two share it, put the street before it."),
    )


class AccountForm(ChangeForm):
    number = forms.CharField(label=words("银行（社保卡）账号", "Account or card number"), max_length=30)
    bank = forms.CharField(label=words("开户行", "Bank"), max_length=60)
    holder = forms.CharField(
        label=words("户名", "Holder"),
        max_length=60,
        help_text=words("本人、同住家人或登记过的代理人。", "The person, a member of the household or a registered agent."),
    )

    def prepare(self):
        self.initial = {"holder": self.person.name} | self.initial


class DiedForm(ChangeForm):
    died_on = day_field("死亡日期", "Day of death")


class AliveForm(ChangeForm):
    why = forms.CharField(
        label=words("怎样确认本人在世", "How you know that the person lives"),
        max_length=200,
        help_text=words("暂停或停发过的待遇会恢复，并补发。", "What was held or ended for it goes on, with arrears."),
    )


class FactForm(forms.Form):
    """A new value of one fact; the row before stays in the history."""

    since = day_field("从哪天起", "From", initial=today)
    until = day_field("到哪天为止（不含；一直有效就空着）", "Until (not included; empty while it lasts)", required=False)
    source = forms.ChoiceField(
        label=words("从哪里知道的", "Where it is known from"), choices=[("", CHOOSE), *((k, words(*v)) for k, v in SOURCES.items() if k != "import")]
    )
    officer = forms.CharField(label=words("认定人", "Found by"), max_length=60, required=False)
    evidence = forms.CharField(label=words("依据", "Evidence"), max_length=200, required=False)

    def __init__(self, *args, key: str, by, **kwargs):
        super().__init__(*args, **kwargs)
        fact = book.load().facts[key]
        value = field_for(key, label=words(fact.zh, fact.en), required=False, help_text=words("空着：现在不清楚。", "Empty: it is not known."))
        self.fields = {"value": value, **self.fields}
        if fact.is_judgement:
            self.fields["officer"].initial, self.fields["source"].initial = by.name, "officer"
            self.fields["evidence"].required = True
        else:
            del self.fields["officer"]


class ThenForm(forms.Form):
    on = day_field("哪一天的情况", "On which day", initial=today)
    known = day_field("按哪一天所知", "As known on which day", initial=today)


class MergeForm(forms.Form):
    why = forms.CharField(label=words("为什么是同一个人", "Why this is one person"), max_length=200)
