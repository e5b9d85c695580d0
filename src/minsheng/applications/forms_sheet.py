"""The application form on screen: one part of it, or all at once at the counter. Built from what is declared; its data go to `fill_sheet`."""

from datetime import date
from typing import Any

from django import forms

from minsheng.applications import papers, sheet_kept
from minsheng.applications.asking import YES_NO
from minsheng.applications.models import Application
from minsheng.applications.sheet import Field, Part
from minsheng.base.ui import CHOOSE, DayField, MoneyField, MonthField, words
from minsheng.registry.fact_fields import field_for
from minsheng.registry.models import Person

PHONE = r"[0-9+\-（）() ]{3,20}"
SPARE = 2  # empty rows for supporters at the counter


def form_field(f: Field, people: list[Person], loose: bool = False) -> forms.Field:
    """The field of a question; `loose`: what is needed may follow later."""
    common: dict[str, Any] = {"label": words(*f.label), "help_text": words(*f.hint) if f.hint[0] else "", "required": f.needed and not loose}
    options = [(k, words(*label)) for k, label in f.options.items()]
    if f.kind == "fact":
        return field_for(f.key, **common)
    if f.key == "for":
        return forms.ChoiceField(choices=[("", CHOOSE), *((str(p.pk), p.name) for p in people)], **common)
    made: dict[str, Any] = {
        "yes_no": lambda: forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common),
        "multi": lambda: forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common),
        "choice": lambda: forms.ChoiceField(choices=[("", CHOOSE), *options], **common),
        "money": lambda: MoneyField(**common),
        "number": lambda: forms.IntegerField(min_value=0, max_value=f.most, **common),
        "day": lambda: DayField(**common),
        "month": lambda: MonthField(max_length=7, **common),
        "long": lambda: forms.CharField(max_length=f.most, widget=forms.Textarea(attrs={"rows": 3}), **common),
        "phone": lambda: forms.RegexField(
            PHONE, max_length=f.most, error_messages={"invalid": words("电话只写数字。", "Write the number in digits.")}, **common
        ),
        "text": lambda: forms.CharField(max_length=f.most, **common),
    }
    return made[f.kind]()


class SheetForm(forms.Form):
    """`parts` of the form of a case (default: all). Names are "household:<key>", "<person id>:<key>", "supporter<n>:<key>".

    `member` = one person's part, `supporter` = one row; without them everybody, and empty rows to add somebody. What the file knows of a member is not asked again. `why`: a correction says so; `loose`: kept for later, what is needed may still be missing.
    """

    use_required_attribute = False
    prefix = "sheet"  # beside the questions of the facts on one page

    def __init__(
        self,
        *args,
        case: Application,
        on: date,
        parts: dict[str, Part],
        member: int | None = None,
        supporter: int | None = None,
        why: bool = False,
        loose: bool = False,
        **more,
    ):
        super().__init__(*args, **more)
        self.people, self.loose, kept = papers.people(case, on), loose, sheet_kept.current(case)
        self.sections: list[dict] = []
        for part in parts.values():
            if part.of == "household":
                self._ask(part, "household", sheet_kept.household(kept))
            elif part.of == "member":
                for p in self.people if member is None else [p for p in self.people if p.pk == member]:
                    self._ask(part, str(p.pk), sheet_kept.member(kept, p.pk), p)
            else:
                rows = sheet_kept.supporters(kept)
                for n in range(len(rows) + SPARE) if supporter is None else [supporter]:
                    self._ask(part, f"supporter{n}", rows[n] if n < len(rows) else {})
        self.rows = sheet_kept.supporters(kept)
        if why:
            self.fields["why"] = forms.CharField(label=words("为什么更正", "Why it is corrected"), max_length=200)

    def _ask(self, part: Part, subject: str, kept: dict, person: Person | None = None) -> None:
        names = []
        for f in part.fields:
            if person and f.kind == "fact" and f.key not in kept and person.facts.get(f.key) is not None:
                continue
            name = f"{subject}:{f.key}"
            self.fields[name] = form_field(f, self.people, self.loose)
            self.fields[name].initial = _initial(f, kept.get(f.key))
            names.append(name)
        if names:
            self.sections.append({"part": part, "subject": subject, "person": person, "names": names, "answered": bool(kept)})

    def groups(self) -> list[dict]:
        """[{part, person, subject, fields, wrong, heading}]: what a page shows one after the other."""
        wrong = set(self.errors)
        return [s | {"fields": [self[name] for name in s["names"]], "wrong": bool(wrong & set(s["names"])), "heading": _heading(s)} for s in self.sections]

    def given(self) -> dict[str, Any]:
        """What `fill_sheet` takes: supporters as a whole list, with the rows of this page over those that are kept."""
        out: dict[str, Any] = {"household": {}, "members": {}}
        rows = {n: dict(row) for n, row in enumerate(self.rows)}
        for section in self.sections:
            subject, values = section["subject"], {name.split(":")[1]: _plain(self.cleaned_data.get(name)) for name in section["names"]}
            if subject == "household":
                out["household"] |= values
            elif subject.startswith("supporter"):
                rows[int(subject.removeprefix("supporter"))] = values
            else:
                out["members"][subject] = values
        if any(s["subject"].startswith("supporter") for s in self.sections):
            out["supporters"] = [rows[n] for n in sorted(rows)]
        return out


def _heading(section: dict) -> tuple[str, str]:
    """Of a folded group: its question, whom it is about, whether something stands there."""
    (zh, en), person, done = section["part"].title, section["person"], section["answered"]
    if person:
        zh, en = f"{person.name} · {zh}", f"{person.name} · {en}"
    if section["part"].of == "supporter":
        n = int(section["subject"].removeprefix("supporter")) + 1
        zh, en = f"{zh} {n}", f"{en} {n}"
    return (f"{zh}（已填）", f"{en} (filled in)") if done else (zh, en)


def _initial(f: Field, value: Any) -> Any:
    if value is None and f.preset:
        return list(f.preset)
    if f.kind == "day" and value:
        return date.fromisoformat(value)
    if f.kind == "month" and value:
        return value[:7]
    if f.kind == "fact" and isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _plain(value: Any) -> Any:
    return value.isoformat()[:10] if isinstance(value, date) else value
