"""Finding people: one box, and the list of a place."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render

from minsheng.accounts.access import may, needs, within
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.masks import mask_name, mask_number
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Search, State, Table, tag, typed
from minsheng.places.models import Place
from minsheng.registry import queries
from minsheng.registry.models import Person

SHOWN = 20


@needs("registry.search")
def search(request):
    """What the box at the top of every page finds. One hit leads straight to the file; a number that was typed stands in no address."""
    asked = request.POST.get("q", "") if request.method == "POST" else State(request).get("q", typed.LONGEST * 10)
    if request.method == "POST" or typed.is_number(asked):
        return redirect(f"{request.path}?{urlencode({'q': typed.for_address(request, asked)})}")
    text = typed.read(request, asked)
    found = queries.search(request.by, text or "", SHOWN)
    noted(by=request.by, on=today(), act="registry.search", subject="registry.people", rows=len(found))
    if len(found) == 1:
        return redirect("desk-person", pk=found[0].pk)
    return render(
        request,
        "registry/search.html",
        {
            "text": text or "",
            "expired": text is None,
            "rows": [_line(p) for p in found],
            "full": len(found) == SHOWN,
            "may_open": may(request.by, "registry.edit"),
        },
    )


def _line(person: Person) -> dict:
    numbers = [mask_number(d["number"]) for d in queries.opened(person).get("documents", [])]
    return {"person": person, "name": mask_name(person.name), "age": queries.age_on(person, today()), "number": numbers[0] if numbers else ""}


def _communities(request):
    rows = Place.objects.filter(path__startswith=request.by.path or "", level="community").order_by("path")[:400]
    return [(str(p.pk), (p.name, p.name)) for p in rows]


def _band(rows, value: str):
    low, high = {"child": (0, 17), "adult": (18, 59), "old": (60, 79), "very_old": (80, 200)}[value]
    day = today()
    return rows.filter(
        birth_date__lte=day.replace(year=day.year - low, day=min(day.day, 28)), birth_date__gt=day.replace(year=day.year - high - 1, day=min(day.day, 28))
    )


PEOPLE = Table(
    "people",
    [
        Column("name", ("姓名", "Name"), lambda p: Cell(mask_name(p.name), small=p.place.name, href=f"/desk/people/{p.pk}/"), sort="name"),
        Column("age", ("年龄", "Age"), lambda p: queries.age_on(p, today()), sort="-birth_date"),
        Column("hukou", ("户籍", "Hukou"), lambda p: here("本市", "Local") if p.facts.get("hukou") == "here" else here("外地或不详", "Elsewhere or not known")),
        Column("state", ("状态", "State"), lambda p: tag("plain", "已故", "Dead") if p.died_on else ""),
        Column("synthetic", ("演示", "Invented"), lambda p: here("演示", "invented") if p.synthetic else "", hidden=True),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(name__contains=text.strip())),
        Choice("place", ("社区", "Community"), _communities, field="place"),
        Choice(
            "band",
            ("年龄段", "Age"),
            [("child", ("未成年", "Under 18")), ("adult", ("18–59", "18 to 59")), ("old", ("60–79", "60 to 79")), ("very_old", ("80 以上", "80 and over"))],
            apply=_band,
        ),
    ],
    sort="name",
    exported=lambda request, count: noted(by=request.by, on=today(), act="registry.export", subject="registry.people", rows=count),
    empty=(("没有找到", "Nobody found"), ("换一个条件，或新建档案。", "Try another filter, or open a new file.")),
)


@needs("registry.search")
def people(request):
    rows = within(Person.objects.filter(merged_into=None).select_related("place"), request.by)
    return PEOPLE.respond(
        request, rows, "registry/people.html", {"may_open": may(request.by, "registry.edit"), "may_import": may(request.by, "registry.import")}
    )
