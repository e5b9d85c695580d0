"""What officers fill in about a person and others: household, kin, agents, signatures."""

from django import forms

from minsheng.base.clock import today
from minsheng.base.texts import pick
from minsheng.base.ui import words
from minsheng.places.queries import office_name
from minsheng.registry.forms import ChangeForm, day_field
from minsheng.registry.models import Authority, Consent, Membership
from minsheng.registry.queries import home_of, in_force, members, supporters
from minsheng.registry.signing import signers
from minsheng.rules import book

NUMBER = words("证件号码", "Document number")


def relations(*, but: str = "applicant") -> list:
    return [(k, words(*texts[:2])) for k, texts in book.load().facts["relation"].type.options.items() if k != but]


class JoinForm(ChangeForm):
    number = forms.CharField(label=words("家人的证件号码", "The member's document number"), max_length=30)
    relation = forms.ChoiceField(label=words("与户主的关系", "Relation to the head"))
    since = day_field("从哪天起", "Since", initial=today)

    def prepare(self):
        self.fields["relation"].choices = relations()


class LeaveForm(ChangeForm):
    why = forms.ChoiceField(label=words("为什么离开", "Why"), choices=[(k, words(*v)) for k, v in Membership.LEFT.items() if k != "head"])
    until = day_field("从哪天起不在这一户", "No member from", initial=today)


class HeadForm(ChangeForm):
    """The new head, and what everybody else is to the new head; who is left out goes."""

    head = forms.ChoiceField(label=words("新户主", "The new head"), widget=forms.RadioSelect)
    since = day_field("从哪天起", "From", initial=today)

    def prepare(self):
        home = home_of(self.person)
        self.others = [p for p in members(home, today()) if p.pk != home.head_id] if home else []
        self.fields["head"].choices = [(str(p.pk), p.name) for p in self.others if not p.died_on]
        stays = [*self.others, *([home.head] if home and not home.head.died_on else [])]
        for p in stays:
            self.fields[f"relation_{p.pk}"] = forms.ChoiceField(
                label=words(f"{p.name} 是新户主的", f"{p.name} is the new head's"),
                choices=[("", words("新户主本人，或不再在这一户", "The head, or no longer a member")), *relations()],
                required=False,
            )

    def relations(self) -> dict[int, str]:
        chosen = {int(k.removeprefix("relation_")): v for k, v in self.cleaned_data.items() if k.startswith("relation_") and v}
        chosen.pop(int(self.cleaned_data["head"]), None)
        return chosen


class KinForm(ChangeForm):
    number = forms.CharField(
        label=words("亲属的证件号码", "The relative's document number"), max_length=30, help_text=words("先给亲属建档。", "The relative needs a file first.")
    )
    relation = forms.ChoiceField(label=words("是此人的", "Who is the person's"))
    since = day_field("从哪天起（不清楚就空着）", "Since (empty if not known)", required=False)

    def prepare(self):
        self.fields["relation"].choices = relations()


class KinEndForm(ChangeForm):
    kinship = forms.ChoiceField(label=words("哪位亲属", "Which relative"), widget=forms.RadioSelect)
    until = day_field("从哪天起终止", "Ended from", initial=today)

    def prepare(self):
        options = book.load().facts["relation"].type.options
        rows = self.person.kin.filter(until=None).select_related("relative")
        self.fields["kinship"].choices = [(str(k.pk), f"{k.relative.name} · {pick(options[k.relation][:2])}") for k in rows]


class AuthorityForm(ChangeForm):
    kind = forms.ChoiceField(label=words("种类", "Kind"), choices=[(k, words(*v)) for k, v in Authority.KINDS.items()])
    number = forms.CharField(label=words("代理人证件号码", "The agent's document number"), max_length=30, required=False)
    body = forms.CharField(label=words("或代办单位（村居委会、机构）", "Or the body (committee, institution)"), max_length=100, required=False)
    since = day_field("从哪天起", "From", initial=today)
    until = day_field("到哪天为止（不含）", "Until (not included)", required=False)
    document = forms.CharField(label=words("委托书或监护证明", "The paper"), max_length=200)


class AuthorityEndForm(ChangeForm):
    authority = forms.ChoiceField(label=words("哪一项", "Which one"), widget=forms.RadioSelect)
    until = day_field("从哪天起终止", "Ended from", initial=today)

    def prepare(self):
        rows = in_force(self.person.represented_by, today()).select_related("agent")
        self.fields["authority"].choices = [(str(a.pk), f"{pick(Authority.KINDS[a.kind])} · {a.agent.name if a.agent else a.body}") for a in rows]


class SigningForm(ChangeForm):
    """What every signature needs; `answer` no is a refusal."""

    answer = forms.ChoiceField(
        label=words("本人的意思", "The answer"), choices=[("yes", words("同意，签字", "Agrees and signs")), ("no", words("不同意", "Does not agree"))], widget=forms.RadioSelect, initial="yes",
        help_text=words("不同意也如实登记；不能只因为义务人不同意就不给这家人办。", "A refusal is recorded as well; a supporter's refusal alone is no ground to refuse the family."),
    )  # fmt: skip
    manner = forms.ChoiceField(label=words("怎么签的", "How"), choices=[(k, words(*v)) for k, v in Consent.MANNERS.items() if k != "message"])
    witness = forms.CharField(label=words("见证人（按指印必须有）", "Witness (needed for a fingerprint)"), max_length=60, required=False)
    since = day_field("从哪天起", "From", initial=today)
    until = day_field("到哪天为止（不含；到救助结束就空着）", "Until (not included; empty for as long as the support lasts)", required=False)


class ConsentForm(SigningForm):
    signed_by = forms.ChoiceField(label=words("谁签的", "Who signs"), widget=forms.RadioSelect)
    to = forms.CharField(label=words("授权给哪个单位", "Given to which office"), max_length=100)
    field_order = ("signed_by", "to")

    def prepare(self):
        found = signers(self.person, today())
        self.fields["signed_by"].choices = [(str(p.pk), p.name) for p in found]
        if not found:
            self.fields["signed_by"].help_text = words(
                "还没有能替他（她）签字的人：请先登记监护人或父母。", "Nobody may sign yet: record a guardian or a parent first."
            )
        above = self.person.place.parent
        self.initial = {"to": office_name(above) if above else self.person.place.name, "signed_by": str(found[0].pk) if found else None} | self.initial


class SupporterForm(ConsentForm):
    """Somebody who owes support and lives elsewhere, on a page of their own."""

    supporter = forms.ChoiceField(label=words("哪位义务人", "Which supporter"), widget=forms.RadioSelect)
    signed_by = None
    field_order = ("supporter", "to")

    def prepare(self):
        rows = supporters(self.person, today())
        self.fields["supporter"].choices = [(str(k.relative_id), k.relative.name) for k in rows]
        if not rows:
            self.fields["supporter"].help_text = words(
                "还没有登记不同住的亲属：请先“登记亲属”。", "No relative who lives elsewhere is recorded: add one first."
            )
        above = self.person.place.parent
        self.initial = {"to": office_name(above) if above else self.person.place.name} | self.initial


class WithdrawForm(ChangeForm):
    consent = forms.ChoiceField(
        label=words("哪一份授权", "Which authorisation"), widget=forms.RadioSelect,
        help_text=words("撤回以后不再查，为同一用途签过的其他授权也一起失效；正在办的可能因此办不下去，请向本人说清楚。", "Nothing more is asked, and whatever else was signed for the same purpose ends too; a case on its way may not go on. Say so to the person."),
    )  # fmt: skip

    def prepare(self):
        rows = Consent.objects.filter(person=self.person, withdrawn_on=None, refused=False).order_by("-pk")
        self.fields["consent"].choices = [(str(c.pk), f"{pick(Consent.KINDS[c.kind])} · {c.since}") for c in rows]
