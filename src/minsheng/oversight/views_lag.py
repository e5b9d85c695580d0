"""From the paper to the system: how long entries take, which are late, and what was entered in bulk. For whoever supervises; nothing can be done from here."""

from datetime import date, timedelta

from django import forms

from minsheng.accounts.access import needs, within
from minsheng.accounts.models import User
from minsheng.applications.models import Application
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.masks import mask_name
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, PickDay, Tab, Table, words
from minsheng.oversight import lag
from minsheng.oversight.lag_kinds import KINDS, measured
from minsheng.oversight.subjects import named
from minsheng.places.models import Place
from minsheng.registry.models import Person

ALL = words("全辖区", "The whole place")
LONGEST = 366  # days that can be looked at at once


class PeriodForm(forms.Form):
    """What is looked at; it stands in the address."""

    start = forms.DateField(label=words("录入日期从", "Entered from"), widget=PickDay(attrs={"class": "input"}))
    end = forms.DateField(label=words("到", "to"), widget=PickDay(attrs={"class": "input"}))
    street = forms.ChoiceField(label=words("街道", "Street"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    over = forms.IntegerField(
        label=words("超过几个工作日算滞后", "Late after how many working days"), min_value=0, max_value=365, widget=forms.NumberInput(attrs={"class": "input"})
    )

    def __init__(self, *args, streets: list[Place] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["street"].choices = [("", ALL), *((str(p.pk), p.name) for p in streets)]

    def clean(self):
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and not timedelta(0) <= end - start <= timedelta(days=LONGEST):
            self.add_error("end", here("结束日期应在开始之后，最多看一年。", "The end lies after the beginning, a year at most."))
        return data


def _asked(request) -> tuple[PeriodForm, dict]:
    """The form and what it says; what is wrong falls back to the last month and the month before."""
    streets = list(within(Place.objects.filter(level="street", until=None), request.by, at="").order_by("path"))
    usual = {"start": (today().replace(day=1) - timedelta(days=1)).replace(day=1), "end": today(), "street": "", "over": lag.OVER}
    form = PeriodForm(usual | {k: v for k, v in request.GET.items() if k in usual}, streets=streets)
    said = form.cleaned_data if form.is_valid() else usual
    said["street"] = next((p for p in streets if str(p.pk) == str(said["street"])), None)
    return form, said


def _tabs(request, here_: str) -> list[Tab]:
    query = "&".join(f"{k}={request.GET[k]}" for k in ("start", "end", "over") if _plain(request.GET.get(k, "")))
    pages = (("", ("滞后情况", "Late entries")), ("batches/", ("集中补录", "Entered in bulk")))
    return [Tab(label, f"/desk/audit/lag/{end}" + (f"?{query}" if query else ""), end == here_) for end, label in pages]


def _plain(text: str) -> bool:
    return text.isascii() and text.replace("-", "").isdigit() and len(text) <= 10


def _about(row: dict) -> Cell:
    return Cell(row["about"], small=row["place"], href=row["href"])


LATE = Table(
    "lag",
    [
        Column("about", ("关于", "About"), _about, sort=lambda r: r["place"], export=lambda r: r["about"]),
        Column("kind", ("什么事", "What"), lambda r: KINDS[r["kind"]].label, sort=lambda r: r["kind"]),
        Column("day", ("发生在", "Happened on"), lambda r: r["day"], sort=lambda r: r["day"]),
        Column("on", ("录入在", "Entered on"), lambda r: r["on"], sort=lambda r: r["on"]),
        Column("days", ("差几个工作日", "Working days"), lambda r: Cell(r["days"], kind="danger"), sort=lambda r: r["days"], number=True, export=lambda r: r["days"]),
        Column("officer", ("谁录入", "Entered by"), lambda r: r["officer"] or ("系统", "The system"), sort=lambda r: r["officer"]),
        Column("place", ("地方", "Place"), lambda r: r["place"], sort=lambda r: r["place"], hidden=True),
    ],
    filters=[Choice("kind", ("什么事", "What"), [(key, kind.label) for key, kind in measured()], apply=lambda rows, value: [r for r in rows if r["kind"] == value])],
    sort="-days",
    id=lambda r: r["key"],
    exported=lambda request, count: noted(by=request.by, on=today(), act="oversight.export", subject="oversight.lag", rows=count),
    empty=(("没有滞后的录入", "No late entries"), ("这段时间里，发生和录入的差都没有超过选的天数。", "In these days nothing was entered later than chosen.")),
)  # fmt: skip


@needs("oversight.lag")
def index(request):
    form, said = _asked(request)
    found = lag.entered(request.by, said["start"], said["end"], said["street"])
    rows = [r for r in found if r.days > said["over"]]
    if officer := request.GET.get("officer", ""):
        rows = [r for r in rows if str(r.user) == officer]
    kinds = lag.by_kind(found, said["over"])
    context = {
        "form": form, "tabs": _tabs(request, ""), "over": said["over"], "all": lag.summed(found, said["over"]),
        "kinds": [(KINDS[key].label, one) for key, one in kinds if one.n], "none": [KINDS[key].label for key, one in kinds if not one.n], "streets": lag.by_street(found, said["over"]),
        "same_day": [(KINDS[key].label, n) for key, n in lag.same_day(request.by, said["start"], said["end"], said["street"])],
        "ahead": sum(r.day > r.on for r in found),
    }  # fmt: skip
    return LATE.respond(request, _said(rows), "oversight/lag.html", context)


def _said(rows: list[lag.Entered]) -> list[dict]:
    """Each late entry with the words and the way to what it is about."""
    cases = Application.objects.select_related("applicant").in_bulk(_ids(rows, "applications.application"))
    people = Person.objects.in_bulk(_ids(rows, "registry.person") | {r.person for r in rows if r.person})
    officers, places = User.objects.in_bulk({r.user for r in rows if r.user}), Place.objects.in_bulk({r.place for r in rows if r.place})
    out = []
    for n, row in enumerate(rows):
        about, href = _subject(row, cases, people)
        where, who = places.get(row.place), officers.get(row.user)
        given = {"kind": row.kind, "day": row.day, "on": row.on, "days": row.days, "place": where.name if where else "", "officer": str(who) if who else ""}
        out.append({"key": n, "about": about, "href": href, **given})
    return out


def _ids(rows: list[lag.Entered], model: str) -> set[int]:
    return {int(key) for r in rows if (parts := r.subject.rpartition(":"))[0] == model and (key := parts[2]).isdigit()}


def _subject(row: lag.Entered, cases: dict, people: dict):
    """A case by its number and name, a person by the name, both masked; else the words of the trail."""
    model, _, key = row.subject.rpartition(":")
    if model == "applications.application" and (case := cases.get(int(key))):
        return f"{mask_name(case.applicant.name)} {case.number or ''}", f"/desk/applications/{key}/"
    person = people.get(int(key)) if model == "registry.person" else people.get(row.person) if row.person else None
    if person:
        return mask_name(person.name), f"/desk/people/{person.pk}/"
    return named(row.subject)


@needs("oversight.lag")
def batches(request):
    """Many entries of one officer on one day, all dated earlier: perhaps a pile of paper, perhaps a story told afterwards."""
    form, said = _asked(request)
    found = lag.batches(lag.entered(request.by, said["start"], said["end"], said["street"]))
    officers = User.objects.in_bulk({user for user, _, _ in found})
    rows = [_batch(officers.get(user), on, group) for user, on, group in found]
    return BATCHES.respond(request, rows, "oversight/lag_batches.html", {"form": form, "tabs": _tabs(request, "batches/"), "many": lag.MANY})


def _batch(officer: User | None, on: date, group: list[lag.Entered]) -> dict:
    kinds = list(dict.fromkeys(KINDS[r.kind].label for r in group))
    return {
        "officer": str(officer or ""), "user": group[0].user, "on": on, "n": len(group), "first": min(r.day for r in group), "last": max(r.day for r in group),
        "longest": max(r.days for r in group), "kinds": ("、".join(zh for zh, _ in kinds), ", ".join(en for _, en in kinds)),
    }  # fmt: skip


BATCHES = Table(
    "lag-batches",
    [
        Column("officer", ("谁录入", "Entered by"), lambda r: Cell(r["officer"], href=f"/desk/audit/lag/?officer={r['user']}&start={r['on']}&end={r['on']}&over=0"), sort=lambda r: r["officer"], export=lambda r: r["officer"]),
        Column("on", ("录入在", "Entered on"), lambda r: r["on"], sort=lambda r: r["on"]),
        Column("n", ("条数", "Entries"), lambda r: r["n"], sort=lambda r: r["n"], number=True),
        Column("first", ("最早发生在", "Earliest event"), lambda r: r["first"], sort=lambda r: r["first"]),
        Column("last", ("最晚发生在", "Latest event"), lambda r: r["last"], sort=lambda r: r["last"]),
        Column("longest", ("最多差几个工作日", "Most working days"), lambda r: r["longest"], sort=lambda r: r["longest"], number=True),
        Column("kinds", ("什么事", "What"), lambda r: r["kinds"]),
    ],
    sort="-n",
    id=lambda r: f"{r['user']}-{r['on']}",
    exported=lambda request, count: noted(by=request.by, on=today(), act="oversight.export", subject="oversight.lag", rows=count),
    empty=(("没有集中补录", "Nothing was entered in bulk"), ("同一个人在同一天录入十条以上、日期都更早的，会列在这里。", "Ten or more entries of one officer on one day, all dated earlier, would stand here.")),
)  # fmt: skip
