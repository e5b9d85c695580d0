"""What officers fill in about people."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.ui import PickDay, words
from minsheng.places.models import Place
from minsheng.registry.identity import KINDS
from minsheng.registry.models import Authority
from minsheng.rules import book

SEXES = (("1", words("男", "Male")), ("2", words("女", "Female")))


class PersonForm(forms.Form):
    kind = forms.ChoiceField(label=words("证件类型", "Document"), choices=[(k, words(*v[0])) for k, v in KINDS.items()])
    number = forms.CharField(
        label=words("证件号码", "Document number"),
        max_length=30,
        help_text=words("居民身份证会自动带出出生日期和性别。", "An identity card fills in the date of birth and the sex."),
    )
    name = forms.CharField(label=words("姓名", "Name"), max_length=60)
    birth_date = forms.DateField(label=words("出生日期（身份证可不填）", "Date of birth (not needed with an identity card)"), widget=PickDay(), required=False)
    sex = forms.ChoiceField(label=words("性别（身份证可不填）", "Sex (not needed with an identity card)"), choices=[("", "—"), *SEXES], required=False)
    place = forms.ModelChoiceField(label=words("社区", "Community"), queryset=Place.objects.none())
    phone = forms.CharField(label=words("手机", "Telephone"), max_length=20, required=False)
    address = forms.CharField(label=words("住址", "Address"), max_length=200, required=False)

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(path__startswith=by.path, level="community").order_by("path")


class ContactForm(forms.Form):
    phones = forms.CharField(label=words("电话（多个用逗号隔开）", "Telephones, separated by commas"), max_length=100, required=False)
    address = forms.CharField(label=words("住址", "Address"), max_length=200, required=False)


class AccountForm(forms.Form):
    number = forms.CharField(label=words("银行（社保卡）账号", "Account or card number"), max_length=30)
    bank = forms.CharField(label=words("开户行", "Bank"), max_length=60)
    holder = forms.CharField(label=words("户名", "Holder"), max_length=60)


class JoinForm(forms.Form):
    number = forms.CharField(label=words("家人的证件号码", "The member's document number"), max_length=30)
    relation = forms.ChoiceField(label=words("与户主的关系", "Relation to the head"))
    since = forms.DateField(label=words("从哪天起", "Since"), widget=PickDay(), initial=today)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        options = book.load().facts["relation"].type.options
        self.fields["relation"].choices = [(k, words(*texts[:2])) for k, texts in options.items() if k != "applicant"]


class DiedForm(forms.Form):
    died_on = forms.DateField(label=words("死亡日期", "Day of death"), widget=PickDay())


class AuthorityForm(forms.Form):
    number = forms.CharField(label=words("代理人证件号码", "The agent's document number"), max_length=30)
    kind = forms.ChoiceField(label=words("种类", "Kind"), choices=[(k, words(*v)) for k, v in Authority.KINDS.items()])
    since = forms.DateField(label=words("从哪天起", "From"), widget=PickDay(), initial=today)
    until = forms.DateField(label=words("到哪天为止", "Until"), widget=PickDay(), required=False)
    document = forms.CharField(label=words("委托书或监护证明", "The paper"), max_length=200)


class MergeForm(forms.Form):
    why = forms.CharField(label=words("为什么是同一个人", "Why this is one person"), max_length=200)
