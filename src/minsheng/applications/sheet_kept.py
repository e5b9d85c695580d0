"""What is kept of the application form of a case: the version that counts, what it says, where it differs from the register."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from minsheng.applications import papers
from minsheng.applications.models import Application, Sheet, SheetLayout
from minsheng.applications.sheet import Field, Part
from minsheng.applications.sheet_layout import in_force, parts
from minsheng.base.masks import mask_address, mask_name, mask_number, mask_phone
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here, pick
from minsheng.registry.models import Person
from minsheng.registry.words import shown

Pair = tuple[str, str]
MASKS = {"name": mask_name, "phone": mask_phone, "number": mask_number, "address": mask_address}
EMPTY = (None, "", [])


@dataclass(frozen=True)
class Told:
    """A heading (a part, or a person) with what was answered under it."""

    title: str
    rows: list[tuple[str, str]]


def current(application: Application) -> Sheet | None:
    """The version that counts; None where nobody has filled in anything."""
    return application.sheets.filter(replaced_on=None).select_related("written_by", "layout").first()


def layout_of(application: Application, sheet: Sheet | None, on: date) -> SheetLayout | None:
    """A draft is asked by what holds today, what was sent stays as it was asked."""
    return sheet.layout if sheet and application.state != "draft" else in_force(application.place, on)


def asked(application: Application, on: date) -> dict[str, Part]:
    """The parts of the form for this case. Who has the hukou here is asked nothing of a residence permit."""
    found = parts(layout_of(application, current(application), on))
    if application.applicant.facts.get("hukou") == "here":
        found.pop("permit", None)
    return found


def household(sheet: Sheet | None) -> dict[str, Any]:
    return sheet.answers.get("household", {}) if sheet else {}


def member(sheet: Sheet | None, person: int) -> dict[str, Any]:
    return sheet.answers.get("members", {}).get(str(person), {}) if sheet else {}


def supporters(sheet: Sheet | None) -> list[dict[str, Any]]:
    return sheet.answers.get("supporters", []) if sheet else []


def kinds_of(application: Application) -> list[str]:
    """Keys of the kinds asked for; where nothing was chosen the office sorts it."""
    return household(current(application)).get("kinds") or ["office"]


def told(application: Application, sheet: Sheet | None, on: date, masked: bool = True) -> list[Told]:
    """Everything that was answered, part by part, then each member, then each supporter."""
    if sheet is None:
        return []
    by_key, names = parts(sheet.layout), {str(p.pk): p for p in papers.people(application, on)}
    out = [Told(pick(part.title), said(part, household(sheet), names, masked)) for part in by_key.values() if part.of == "household"]
    if "member" in by_key:
        out += [Told(chinese(mask_name(p.name) if masked else p.name), said(by_key["member"], member(sheet, p.pk), names, masked)) for p in names.values()]
    if "supporter" in by_key:
        title = here("不住在一起的义务人", "Supporter who lives elsewhere")
        out += [Told(f"{title} {n}", said(by_key["supporter"], one, names, masked)) for n, one in enumerate(supporters(sheet), 1)]
    return [one for one in out if one.rows]


def said(part: Part, answers: dict, names: dict[str, Person], masked: bool) -> list[tuple[str, str]]:
    """(question, answer) of what was answered."""
    return [(pick(f.label), value_of(f, answers[f.key], names, masked)) for f in part.fields if answers.get(f.key) not in EMPTY]


def value_of(f: Field, value: Any, names: dict[str, Person], masked: bool) -> str:
    """An answer in words."""
    if f.key == "for":
        person = names.get(str(value))
        return chinese(mask_name(person.name) if masked else person.name) if person else "—"
    if f.kind == "fact":
        return shown(f.key, value)
    if f.kind == "money":
        return here(f"{value / 100:,.2f} 元", f"{value / 100:,.2f} yuan")
    if f.kind == "month":
        return value[:7]
    if f.kind == "yes_no":
        return here("是", "Yes") if value == "yes" else here("否", "No")
    if f.options:
        keys = value if isinstance(value, list) else [value]
        return here("、", ", ").join(pick(f.options[key]) for key in keys if key in f.options)
    return chinese(MASKS[f.mask](str(value)) if masked and f.mask else str(value))


def differences(application: Application, sheet: Sheet | None, on: date) -> list[Pair]:
    """Where the numbers on the form are not those of the register: for the officer to ask about, no ground for anything."""
    given, out = household(sheet), []
    registered = len(papers.people(application, on))
    if (n := given.get("n_living")) not in (None, registered):
        out.append((f"申请表写共同生活 {n} 人，登记的家庭有 {registered} 人。", f"The form says {n} live together; the registered household has {registered}."))
    if (n := given.get("n_asked")) is not None and n > (given.get("n_living") or registered):
        out.append((f"申请保障 {n} 人，比共同生活的人还多。", f"Support is asked for {n}, more than live together."))
    not_asking = [p for p in papers.people(application, on) if member(sheet, p.pk).get("asks") == "no"]
    if not_asking and given.get("n_asked") == registered:
        names = "、".join(mask_name(p.name) for p in not_asking)
        out.append((f"申请保障人口写了全家，但 {names} 写的是不申请。", f"Support is asked for everybody, but {names} is said not to ask."))
    return out
