"""归类, and what two officers find: forms built from the case."""

from django import forms

from minsheng.accounts.models import User
from minsheng.accounts.queries import colleagues
from minsheng.applications import judging, kinds, papers, prepare, showing
from minsheng.applications.asking import field_for, shown, taken
from minsheng.applications.forms import pairs
from minsheng.applications.models import Judged
from minsheng.base.clock import today
from minsheng.base.texts import here
from minsheng.base.ui import CHOOSE, words

FITS = {
    "yes": ("符合", "qualifies"),
    "depends": ("还有情况要查清", "something is still to be found out"),
    "amount_depends": ("符合，金额还要查清", "qualifies, the amount is still open"),
}


def said(kind: kinds.Kind) -> str:
    """The kind, for whom, what the rule book finds: the label of a choice."""
    status = FITS.get(kind.found.status, ("标准没有确认", "a figure is not confirmed"))
    money = f"，每月 {kind.found.fen / 100:,.2f} 元" if kind.found.lines else ""
    english = f", {kind.found.fen / 100:,.2f} yuan a month" if kind.found.lines else ""
    name = f"（{kind.person.name}）" if kind.person else ""
    return here(f"{kind.matter.label[0]}{name}：{status[0]}{money}", f"{kind.matter.label[1]}{name}: {status[1]}{english}")


def prospect(one: kinds.Prospect) -> tuple[str, tuple[str, str]]:
    """(look of a tag, words) of what the file comes to today, before anything is asked."""
    if one.found is None:
        return "plain", ("不能申请", "Not possible")
    yuan = f"{one.found.fen / 100:,.2f}"
    if one.found.status == "yes":
        return "act", (f"符合，每月 {yuan} 元", f"Qualifies: {yuan} yuan a month") if one.found.lines else ("符合", "Qualifies")
    if one.found.status == "no":
        return "plain", ("按档案不符合", "Does not qualify, from the file")
    return "amber", ("还要问几项", "Something has to be asked")


class ClassifyForm(forms.Form):
    """What the case may be instead; nothing that the rule book rules out."""

    kind = forms.ChoiceField(label=words("改按哪一项办理", "Handle it as"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=words("理由（写进给家里的告知书）", "Why (goes into the letter to the family)"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, case=None, **kwargs):
        super().__init__(*args, **kwargs)
        found = kinds.candidates(case, today())
        self.found = {k.key: k for k in found}
        self.fields["kind"].choices = [(k.key, said(k)) for k in found]
        if not found:
            self.fields["kind"].help_text = words("按现在的情况，别的救助都不符合。", "From what is known the household qualifies for no other kind.")

    def clean_kind(self) -> kinds.Kind:
        return self.found[self.cleaned_data["kind"]]


class JudgeForm(forms.Form):
    """One field for each thing that is left to judgement and matters here; what is left open is not judged."""

    second = forms.ModelChoiceField(label=words("另一位认定人", "The other officer"), queryset=User.objects.none(), empty_label=CHOOSE)
    manner = forms.ChoiceField(label=words("怎样认定的", "How it was found"), choices=pairs(Judged.MANNERS), widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=words("依据（看到了什么、哪份材料）", "What it rests on (what was seen, which paper)"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=words("加密保存。能做到，是指不靠别人帮助；可以用辅助器具（当地另有规定的除外）。", "Kept sealed. “Can” means without another person's help; aids are allowed unless the place rules otherwise."),
    )  # fmt: skip
    says = forms.ChoiceField(label=words("本人或照料人的意见", "What the person or the carer says"), choices=pairs(Judged.SAYS), widget=forms.RadioSelect)

    def __init__(self, *args, case=None, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        if by is not None:
            self.fields["second"].queryset = colleagues(by, today())
        day, names = today(), {str(p.pk): p for p in papers.people(case, today())}
        _, found = prepare.assess_open(case, day)
        self.asked = judging.items(case, found, day)
        for subject, key in self.asked:
            field, whose = field_for(key), names.get(subject)
            label = showing.label(key)
            field.label = words(f"{whose.name}：{label[0]}", f"{whose.name}: {label[1]}") if whose else words(*label)
            facts = whose.facts if whose else case.household.facts if case.household else {}
            field.initial = shown(key, facts[key]) if key in facts else None
            self.fields[f"{subject}:{key}"] = field
        self.order_fields([*(f"{s}:{k}" for s, k in self.asked), "second", "manner", "evidence", "says"])

    def clean(self):
        """The findings, together: {"household" | "<person id>": {fact: value}}."""
        data, answers = super().clean(), {}
        for subject, key in self.asked:
            value = data.pop(f"{subject}:{key}", None)
            if value not in (None, ""):
                answers.setdefault(subject, {})[key] = taken(key, value)
        data["answers"] = answers
        return data
