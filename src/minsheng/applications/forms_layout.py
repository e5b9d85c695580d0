"""An office lays out the application form: a row for each question, and a few empty ones for its own."""

from datetime import date
from typing import Any

from django import forms

from minsheng.applications import sheet_layout
from minsheng.applications.models import SheetLayout
from minsheng.applications.sheet_people import PARTS
from minsheng.base.ui import PickDay, words
from minsheng.places.models import Place

SPARE = 3  # empty rows for new questions


class LayoutForm(forms.Form):
    """Begins with how the form stands at the place on the day. Each question has a row: both labels, its place in the order, whether it is hidden."""

    why = forms.CharField(label=words("依据的文件，或为什么这样改", "The document, or why"), max_length=200)
    in_force = forms.DateField(label=words("从哪天起用", "In force from"), widget=PickDay())

    def __init__(self, *args, place: Place, on: date, **more):
        super().__init__(*args, **more)
        self.fields["in_force"].initial = on
        layout = sheet_layout.in_force(place, on)
        kept = {row["key"]: row for row in layout.rows} if layout else {}
        self.groups: list[dict] = []
        for part in PARTS:
            if part.fields:
                rows = [self._row(f"{part.of}:{f.key}", kept.get(f"{part.of}:{f.key}"), f.label, n, f.needed) for n, f in enumerate(part.fields, 1)]
                self.groups.append({"title": part.title, "rows": rows})
        kept_own = [row for row in kept.values() if "kind" in row]
        self.own = [self._own(row["key"], row, n) for n, row in enumerate(kept_own, 1)]
        first = sheet_layout.next_own(place)
        self.own += [self._own(f"q-{first + n}", None, len(kept_own) + n + 1) for n in range(SPARE)]

    def _row(self, key: str, kept: dict | None, label: tuple[str, str], order: int, needed: bool) -> dict:
        zh, en = kept["label"] if kept else label
        self._text(f"{key}-zh", f"{label[0]} · 中文", f"{label[1]} · Chinese", zh)
        self._text(f"{key}-en", f"{label[0]} · 英文", f"{label[1]} · English", en)
        self._number(key, label, kept["order"] if kept else order)
        if not needed:
            self.fields[f"{key}-hidden"] = forms.BooleanField(label=words("不问", "Not asked"), required=False, initial=bool(kept and kept["hidden"]))
        return {"key": key, "label": label, "needed": needed}

    def _own(self, key: str, kept: dict | None, order: int) -> dict:
        name = (f"自加的问题 {order}", f"Own question {order}")
        zh, en = kept["label"] if kept else ("", "")
        self._text(f"{key}-zh", f"{name[0]} · 中文", f"{name[1]} · Chinese", zh)
        self._text(f"{key}-en", f"{name[0]} · 英文", f"{name[1]} · English", en)
        options = "\n".join(f"{a} | {b}" for a, b in kept.get("options", [])) if kept else ""
        self.fields[f"{key}-options"] = forms.CharField(
            label=words(f"{name[0]} · 选项", f"{name[1]} · options"),
            widget=forms.Textarea(attrs={"rows": 2, "cols": 12, "class": "input input-long", "aria-label": words(f"{name[0]} · 选项", f"{name[1]} · options")}),
            required=False,
            initial=options,
            max_length=1000,
        )
        self._number(key, name, kept["order"] if kept else order)
        self.fields[f"{key}-hidden"] = forms.BooleanField(label=words("不问", "Not asked"), required=False, initial=bool(kept and kept["hidden"]))
        return {"key": key, "label": name}

    def _text(self, name: str, zh: str, en: str, value: str) -> None:
        self.fields[name] = forms.CharField(
            label=words(zh, en), max_length=120, required=False, initial=value, widget=forms.TextInput(attrs={"aria-label": words(zh, en), "class": "input"})
        )

    def _number(self, key: str, label: tuple[str, str], order: int) -> None:
        text = words(f"{label[0]} · 第几个", f"{label[1]} · place in the order")
        self.fields[f"{key}-order"] = forms.IntegerField(
            label=text,
            min_value=1,
            max_value=99,
            required=False,
            initial=order,
            widget=forms.NumberInput(attrs={"aria-label": text, "class": "input input-short"}),
        )

    def table(self) -> list[dict]:
        """The rows with their bound fields, for the page."""
        return [g | {"rows": [self._bound(row) for row in g["rows"]]} for g in self.groups]

    def own_table(self) -> list[dict]:
        return [self._bound(row) for row in self.own]

    def _bound(self, row: dict) -> dict:
        return row | {part: self[f"{row['key']}-{part}"] for part in ("zh", "en", "order", "hidden", "options") if f"{row['key']}-{part}" in self.fields}

    def rows(self) -> list[dict]:
        """What `enter_layout` takes: a row for every declared question, and the own ones that have a text."""
        data = self.cleaned_data
        made = [self._kept(row, data) for g in self.groups for row in g["rows"]]
        return made + [self._kept(row, data) | _kind(data[f"{row['key']}-options"]) for row in self.own if data[f"{row['key']}-zh"] or data[f"{row['key']}-en"]]

    def _kept(self, row: dict, data: dict) -> dict[str, Any]:
        key = row["key"]
        return {"key": key, "label": [data[f"{key}-zh"], data[f"{key}-en"]], "order": data[f"{key}-order"] or 99, "hidden": bool(data.get(f"{key}-hidden"))}


def _kind(options: str) -> dict[str, Any]:
    """One option a line, "中文 | English"; without options it is a question for words."""
    lines = [line.partition("|") for line in options.replace("｜", "|").splitlines() if line.strip()]
    pairs = [[zh.strip(), (en or zh).strip()] for zh, _, en in lines]
    return {"kind": "choice", "options": pairs} if pairs else {"kind": "text", "options": []}


def changes(layout: SheetLayout) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """(question, what of it differs from the form as it is declared)."""
    out = []
    for row in layout.rows:
        label = tuple(row["label"])
        if "kind" in row:
            options = "；".join(zh for zh, _ in row["options"]), "; ".join(en for _, en in row["options"])
            said = ("不再问", "Not asked any more") if row["hidden"] else (f"加的问题 {options[0]}".strip(), f"Question of its own {options[1]}".strip())
            out.append((label, said))
            continue
        declared = sheet_layout.DECLARED[row["key"]]
        said_zh, said_en = [], []
        if row["hidden"]:
            said_zh, said_en = ["不问"], ["not asked"]
        if label != declared.label:
            said_zh, said_en = [*said_zh, f"原来叫“{declared.label[0]}”"], [*said_en, f"was “{declared.label[1]}”"]
        if said_zh:
            out.append((label, ("，".join(said_zh), ", ".join(said_en))))
    return out
