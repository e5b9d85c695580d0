"""Which department does what: the register of one place, the history of one function, moving it, striking a wrong entry; and the public's page."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from minsheng.accounts.access import may, needs, within
from minsheng.base.clock import today
from minsheng.base.templatetags.say import chinese
from minsheng.base.ui import Cell, Choice, Column, Flag, Search, Table, tag
from minsheng.divisions import actions, departments
from minsheng.divisions.forms_departments import MoveFunctionForm, StrikeForm
from minsheng.divisions.functions import known
from minsheng.divisions.models import Holding
from minsheng.divisions.queries import in_reach
from minsheng.divisions.views.asking import Change, ask
from minsheng.divisions.views.tree import day_of
from minsheng.places.models import Place
from minsheng.places.queries import chain_on

LEVELS = ("nation", "province", "city", "district", "functional")


def _link(place: int, function: str) -> str:
    return f"/desk/departments/{place}/{function}/"


def _state(row: Holding):
    if row.struck_on:
        return tag("danger", "作废", "Struck")
    if row.since > today():
        return tag("blue", "还没开始", "Not begun")
    return tag("plain", "已移交", "Moved on") if row.until and row.until <= today() else tag("act", "现在", "Now")


HOLDINGS = Table(
    "holdings",
    [
        Column("place", ("地方", "Place"), lambda h: Cell(h.place.name, href=_link(h.place_id, h.function)), sort="place__path"),
        Column("function", ("职能", "Function"), lambda h: known().functions.get(h.function, (h.function, h.function)), sort="function"),
        Column("name", ("部门", "Department"), lambda h: chinese(h.name), sort="name"),
        Column("since", ("从", "From"), lambda h: h.since, sort="since"),
        Column("until", ("到", "Until"), lambda h: h.until, sort="until"),
        Column("state", ("状态", "State"), _state),
        Column("document", ("文件", "Document"), lambda h: chinese(h.document)),
    ],
    filters=[
        Search("q", ("地方或部门", "Place or department"), lambda rows, text: rows.filter(place__name__contains=text) | rows.filter(name__contains=text)),
        Choice("function", ("职能", "Function"), lambda request: list(known().functions.items()), field="function"),
        Flag("struck", ("看作废的", "Struck ones"), lambda rows: rows.exclude(struck_on=None)),
    ],
    sort="-since",
    label=("本地登记", "Entered here"),
    empty=(("还没有本地登记", "Nothing entered yet"), ("上面按国家和省市公布的方案显示；本地有文件的，点职能名称登记。", "What is published is shown above; open a function to enter your own document.")),
)  # fmt: skip


def seat(place: Place) -> Place:
    """A street or a community is served by the departments of its district."""
    chain = chain_on(place, today())
    return place if place.level in LEVELS else chain.get("functional") or chain.get("district") or place


def _place(request, pk: int) -> Place:
    place = get_object_or_404(Place.objects.filter(level__in=LEVELS), pk=pk)
    if not in_reach(request.by, place):
        raise Http404
    return place


def functions_of(place: Place, on) -> list[tuple]:
    return [(key, known().functions[key], found) for key, found in departments.register(place, on).items()]


@needs("places.see")
def index(request):
    """The departments of one place on a day, and below them what offices have entered."""
    text = request.GET.get("place", "")
    place = _place(request, int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else seat(Place.objects.get(pk=request.by.place))
    day = day_of(request)
    rows = within(Holding.objects.select_related("place"), request.by)
    near = [p for p in (place, *chain_on(place, today()).values()) if p.level in LEVELS]
    context = {"place": place, "day": day, "past": day != today(), "functions": functions_of(place, day), "near": list(dict.fromkeys(near))}
    return HOLDINGS.respond(request, rows, "divisions/departments.html", context)


@needs("places.see")
def show(request, pk: int, function: str):
    """One function of one place: who has it, who had it when, and what was struck."""
    place = _place(request, pk)
    if function not in known().functions:
        raise Http404
    struck = Holding.objects.filter(place=place, function=function).exclude(struck_on=None).select_related("struck_by").order_by("-struck_on", "-pk")
    can = may(request.by, "places.departments", place) and not place.until
    now = departments.holder(place, function, today())
    context = {
        "place": place, "key": function, "label": known().functions[function], "now": now, "history": departments.history(place, function, today()), "struck": struck, "may_move": can,
        "back": f"/desk/departments/?place={pk}", "moved_above": departments.overtaken(place, now, today()),
    }  # fmt: skip
    return render(request, "divisions/department.html", context)


@needs("places.departments")
def move(request, pk: int, function: str):
    """Another department from a day on: what changes is said first."""
    place = get_object_or_404(within(Place.objects.filter(until=None, level__in=LEVELS), request.by, at=""), pk=pk)
    if function not in known().functions:
        raise Http404
    zh, en = known().functions[function]

    def what(data):
        return [
            (f"从 {data['since']} 起，{place.name}的“{zh}”归{data['name']}。", f"From {data['since']}, {data['name']} has {en} in {place.name}."),
            *_until_now(place, function, data["since"]),
            ("以前出具的文书不变；从那天起的决定书、审批表和“哪个部门管”写新的部门。", "Letters already written stay; from that day letters, forms and the public page name the new department."),
            *_follow(place, function),
        ]  # fmt: skip

    change = Change(
        (f"{place.name}：移交“{zh}”", f"{place.name}: move {en}"), ("移交", "Move it"),
        partial(_run, actions.move_function, request, place=place, function=function), what, _link(pk, function),
        hint=("日期和部门名称照文件写。登记以后可以作废，不能涂改。", "Date and name as in the document. An entry can be struck, not altered."),
    )  # fmt: skip
    return ask(request, MoveFunctionForm(request.POST or None), change)


@needs("places.departments")
def strike(request, pk: int):
    """A wrong entry counts no more; the one before it goes on."""
    row = get_object_or_404(within(Holding.objects.filter(struck_on=None).select_related("place"), request.by), pk=pk)

    def what(data):
        return [
            (f"“{row.name}，从 {row.since} 起”这一条作废，当作没有登记过；它前面的一条接着有效。", f"“{row.name} since {row.since}” counts as never entered; the entry before it goes on."),
            ("已经出具的文书不变，请另行更正。", "Letters already written stay as they are: correct them separately."),
        ]  # fmt: skip

    change = Change(
        ("作废登记错的一条", "Strike a wrong entry"), ("作废", "Strike it"), partial(_run, actions.strike_function, request, holding=row), what,
        _link(row.place_id, row.function), danger=True,
    )  # fmt: skip
    return ask(request, StrikeForm(request.POST or None), change)


def _run(action, request, data: dict, **given):
    return action(**given, **data, by=request.by, on=today())


def _until_now(place: Place, function: str, since) -> list[tuple[str, str]]:
    before = departments.holder(place, function, since)
    return [(f"在这以前是{before.name[0]}。", f"Until then it is {before.name[1]}.")] if before else []


def _follow(place: Place, function: str) -> list[tuple[str, str]]:
    """How many places below have an entry of their own and so do not follow."""
    own = Holding.objects.filter(place__path__startswith=place.path, function=function, until=None, struck_on=None).exclude(place=place).count()
    if not own:
        return []
    return [(f"下面有 {own} 个地方自己登记过这项职能，不跟着变。", f"{own} places below have entries of their own and do not follow.")]
