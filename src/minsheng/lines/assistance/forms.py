"""How somebody is supported, as an officer enters it."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.ui import CHOOSE, PickDay, words
from minsheng.lines.assistance.models import Support
from minsheng.registry.models import Person
from minsheng.registry.queries import members_of, supporters


class SupportForm(forms.Form):
    manner = forms.ChoiceField(
        label=words("本人选择怎样供养", "How the person wants to be supported"), widget=forms.RadioSelect, choices=[(k, words(zh, en)) for k, (zh, en) in Support.MANNERS.items()],
        help_text=words("由本人（或监护人）自己选；生活不能自理的，优先安排到机构。", "The person (or guardian) chooses; who cannot care for themselves goes first into an institution."),
    )  # fmt: skip
    since = forms.DateField(label=words("从哪天起", "From"), widget=PickDay(), initial=today)
    institution = forms.CharField(label=words("机构名称（在机构的填）", "Institution (if in one)"), max_length=100, required=False)
    public = forms.BooleanField(label=words("是公办机构", "It is a public institution"), required=False)
    caregiver = forms.ModelChoiceField(
        label=words("照料服务人（在家的填）", "Caregiver (if at home)"), queryset=Person.objects.none(), required=False, empty_label=CHOOSE,
        help_text=words("先在本人档案里登记为亲属或家庭成员，或者登记为“照料服务人”。", "Record the person in the file first: as a relative, a member of the household, or a caregiver."),
    )  # fmt: skip
    duties = forms.CharField(
        label=words("照料内容和次数", "What is done, how often"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=words("如：每天三餐、打扫、买药、陪医。", "Meals each day, cleaning, medicine, going to hospital."),
    )  # fmt: skip
    agreement = forms.FileField(label=words("照料服务协议（三方签名）", "Agreement, signed by all three"), required=False)
    agreed_until = forms.DateField(label=words("协议到哪天", "Agreement until"), widget=PickDay(), required=False)

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        near = {p.pk for p in members_of(person, today())} | {k.relative_id for k in supporters(person, today())}
        near |= set(person.represented_by.filter(kind="caregiver", until=None).values_list("agent", flat=True))
        self.fields["caregiver"].queryset = Person.objects.filter(pk__in=near - {person.pk, None}).order_by("pk")
