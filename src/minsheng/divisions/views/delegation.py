"""Who decides instead of the district: the list, a new delegation, the end of one."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404

from minsheng.accounts.access import may, needs, within
from minsheng.base.clock import today
from minsheng.base.templatetags.say import chinese
from minsheng.base.ui import Cell, Choice, Column, Search, Table, tag
from minsheng.divisions import actions, forms
from minsheng.divisions.views.asking import Change, ask
from minsheng.matters import catalogue
from minsheng.places.models import Delegation, Place
from minsheng.places.queries import in_force
from minsheng.rules.book import citations

STATES = [("now", ("有效", "In force")), ("past", ("已结束", "Ended")), ("ahead", ("还没开始", "Not begun"))]


def matter_label(key: str) -> tuple[str, str]:
    """The words of a matter; its key when it is no longer in the catalogue."""
    return next((m.label for m in catalogue.all_matters() if m.key == key), (key, key))


def standing(delegation: Delegation):
    day = today()
    if delegation.since > day:
        return tag("blue", *STATES[2][1])
    return tag("plain", *STATES[1][1]) if delegation.until and delegation.until <= day else tag("act", *STATES[0][1])


def _in_state(rows, state: str):
    day = today()
    return {"now": rows.filter(in_force(day)), "past": rows.filter(until__lte=day), "ahead": rows.filter(since__gt=day)}[state]


DELEGATIONS = Table(
    "delegations",
    [
        Column(
            "street", ("镇街", "Street or town"), lambda d: Cell(d.street.name, small=d.district.name, href=f"/desk/places/{d.street_id}/"), sort="street__path"
        ),
        Column("matter", ("事项", "Matter"), lambda d: Cell(matter_label(d.matter)), sort="matter", export=lambda d: matter_label(d.matter)),
        Column("state", ("状态", "State"), standing),
        Column("since", ("从", "From"), lambda d: d.since, sort="since"),
        Column("until", ("到", "Until"), lambda d: d.until, sort="until"),
        Column("provincial", ("省里的文件", "The province's document"), lambda d: chinese(d.provincial_document)),
        Column("authority", ("委托机关", "Who delegates"), lambda d: chinese(d.authority), hidden=True),
        Column("document", ("区里的文件", "The district's document"), lambda d: chinese(d.document), hidden=True),
    ],
    filters=[
        Search("q", ("镇街", "Street or town"), lambda rows, text: rows.filter(street__name__contains=text)),
        Choice("matter", ("事项", "Matter"), lambda request: [(m.key, m.label) for m in catalogue.all_matters() if m.delegable], field="matter"),
        Choice("state", ("状态", "State"), STATES, apply=_in_state),
    ],
    sort="-since",
    empty=(
        ("没有委托，都由区里决定", "No delegations: the district decides"),
        ("省里有规定的，可以在镇街的页面上登记委托。", "Where the province allows it, a delegation is entered on the street's page."),
    ),
)


@needs("places.see")
def index(request):
    """Delegations in force, past and ahead."""
    rows = within(Delegation.objects.select_related("street", "district"), request.by, at="street")
    return DELEGATIONS.respond(
        request, rows, "divisions/delegations.html", {"may_delegate": may(request.by, "places.delegate"), "law": citations.cited("delegation", today())}
    )


@needs("places.delegate")
def delegate(request, pk: int):
    """Let one street decide a matter."""
    street = get_object_or_404(within(Place.objects.all(), request.by, at=""), pk=pk)
    if street.level != "street" or street.until:
        raise Http404

    def what(data):
        zh, en = matter_label(data["matter"])
        return [
            (
                f"从 {data['since']} 起，{street.name}居民的“{zh}”由{street.name}决定，不再报区里。",
                f"From {data['since']}, {street.name} itself decides {en} for its residents.",
            ),
            (f"依据：{data['provincial_document'].strip()}", f"Allowed by: {data['provincial_document'].strip()}"),
        ]

    change = Change(
        (f"委托{street.name}决定", f"Let {street.name} decide"), ("委托", "Delegate"), lambda data: actions.delegate(street=street, **data, by=request.by, on=today()), what,
        f"/desk/places/{street.pk}/",
    )  # fmt: skip
    return ask(request, forms.DelegateForm(request.POST or None), change)


@needs("places.delegate")
def end(request, pk: int):
    """The district decides again."""
    found = get_object_or_404(within(Delegation.objects.select_related("street", "district"), request.by, at="district"), pk=pk)
    zh, en = matter_label(found.matter)

    def what(data):
        return [
            (
                f"从 {data['until']} 起，{found.street.name}的“{zh}”改由{found.district.name}决定。",
                f"From {data['until']}, {found.district.name} decides {en} for {found.street.name}.",
            ),
            ("以前由镇街作出的决定仍然有效。", "What the street has decided stays in force."),
        ]

    change = Change(
        (f"结束{found.street.name}的委托", f"End the delegation to {found.street.name}"),
        ("结束委托", "End it"),
        partial(_end, request, found),
        what,
        f"/desk/places/{found.street_id}/",
        danger=True,
    )
    return ask(request, forms.EndDelegationForm(request.POST or None), change)


def _end(request, found: Delegation, data: dict) -> Delegation:
    return actions.end_delegation(delegation=found, until=data["until"], by=request.by, on=today())
