"""The form of an application: built from the matter's pages and the facts of the rule book. What the file knows already is filled in, not asked again."""

from datetime import date

from django import forms

from minsheng.applications import papers
from minsheng.applications.models import Application
from minsheng.applications.showing import value
from minsheng.applications.way import matter_of
from minsheng.base.texts import here, pick
from minsheng.base.ui import NOT_KNOWN, MoneyField, words
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Int, Money

YES_NO = (("yes", words("是", "Yes")), ("no", words("否", "No")))


class Answers(forms.Form):
    """Field names are "household:<fact>" or "<person id>:<fact>"."""


def field_for(key: str) -> forms.Field:
    """The field of a fact: yes or no, one of several, an amount, a number. An answer may be left out: unknown is not false."""
    fact = book.load().facts[key]
    asked = fact.ask or (fact.zh, fact.en)
    common = {"label": words(*asked), "help_text": words(*fact.hint) if fact.hint else "", "required": False}
    if isinstance(fact.type, Bool):
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect(attrs={"class": "choices-side"}), **common)
    if isinstance(fact.type, Choice):
        options = [(k, words(*texts[:2])) for k, texts in fact.type.options.items()]
        return (
            forms.ChoiceField(choices=[("", NOT_KNOWN), *options], **common)
            if len(options) > 4
            else forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
        )
    if isinstance(fact.type, Money):
        return MoneyField(**common)
    assert isinstance(fact.type, Int), key
    return forms.IntegerField(min_value=fact.type.lo, max_value=fact.type.hi, **common)


def form_for(case: Application, on: date, data=None, only: str = "", member: int | None = None) -> Answers:
    """The whole form, or one page of it (`only` = its key; `member` = one person's part)."""
    form = Answers(data)
    for page in matter_of(case).pages:
        if only and page.key != only:
            continue
        for subject, known in _subjects(case, page, on):
            if member is not None and subject != str(member):
                continue
            kept = case.answers.get("household", {}) if subject == "household" else case.answers.get("members", {}).get(subject, {})
            for key in page.facts:
                field = field_for(key)
                field.initial = shown(key, kept.get(key, known.get(key)))
                form.fields[f"{subject}:{key}"] = field
    return form


def _subjects(case: Application, page, on: date):
    if page.each_member:
        return [(str(p.pk), p.facts) for p in papers.people(case, on)]
    return [("household", case.household.facts if case.household else {})]


def shown(key: str, value):
    """A stored value as the field shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def given(form: Answers) -> dict:
    """The answers in the shape actions.answer takes: what was left out stays out."""
    out: dict = {"household": {}, "members": {}}
    for name, answer in form.cleaned_data.items():
        if answer in (None, ""):
            continue
        subject, key = name.split(":")
        (out["household"] if subject == "household" else out["members"].setdefault(subject, {}))[key] = taken(key, answer)
    return out


def taken(key: str, answer):
    """What a field gave, as it is kept."""
    return answer == "yes" if isinstance(book.load().facts[key].type, Bool) else answer


def sections(case: Application, form: Answers, on: date) -> list[dict]:
    """[{title, why, groups: [{name, fields}]}] in the order of the matter's pages."""
    out = []
    for page in matter_of(case).pages:
        groups = []
        for subject, _ in _subjects(case, page, on):
            fields = [form[f"{subject}:{key}"] for key in page.facts if f"{subject}:{key}" in form.fields]
            if fields:
                groups.append({"name": _name(case, subject, on), "subject": subject, "fields": fields})
        if groups:
            out.append({"key": page.key, "title": page.title, "why": page.why, "groups": groups})
    return out


def _name(case: Application, subject: str, on: date) -> str:
    if subject == "household":
        return here("全家", "The household")
    return next(p.name for p in papers.people(case, on) if str(p.pk) == subject)


def check_rows(case: Application, on: date) -> list[tuple[str, str, str]]:
    """(who and what, the answer in words, page key) for "check your answers"."""
    rows = []
    for page in matter_of(case).pages:
        for subject, known in _subjects(case, page, on):
            kept = case.answers.get("household", {}) if subject == "household" else case.answers.get("members", {}).get(subject, {})
            for key in page.facts:
                fact = book.load().facts[key]
                rows.append((f"{_name(case, subject, on)} · {pick((fact.zh, fact.en))}", value(key, kept.get(key, known.get(key))), page.key))
    return rows
