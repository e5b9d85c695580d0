"""Changing one place: each change is a form, a page that says what moves, and the action."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404

from minsheng.accounts.access import needs, within
from minsheng.base.clock import today
from minsheng.divisions import actions, forms
from minsheng.divisions.queries import touched
from minsheng.divisions.views.asking import Change, ask
from minsheng.places.models import LEVEL_WORDS, Place, PlaceCode
from minsheng.places.queries import find


@needs("places.change")
def change(request, pk: int, key: str):
    """Found below, rename, move, merge, end, or give a code to one place."""
    place = get_object_or_404(within(Place.objects.select_related("parent"), request.by, at=""), pk=pk)
    if key not in CHANGES or place.until:
        raise Http404
    form, make = CHANGES[key]
    return ask(request, form(request.POST or None, place=place), make(request, place))


@needs("places.change")
def end_code(request, pk: int):
    """A code is no longer in use."""
    code = get_object_or_404(PlaceCode.objects.filter(place__in=within(Place.objects.all(), request.by, at="")).select_related("place__parent"), pk=pk)
    zh, en = PlaceCode.SYSTEMS[code.system]
    change = Change(
        (f"停用代码 {code.code}", f"End the code {code.code}"),
        ("停用", "End it"),
        partial(_run, actions.end_code, request, code=code),
        lambda data: [
            (
                f"{zh} {code.code} 从 {data['until']} 起不再属于{code.place.name}。",
                f"{en} {code.code} is no longer that of {code.place.name} from {data['until']}.",
            )
        ],
        f"/desk/places/{code.place_id}/",
    )
    return ask(request, forms.EndCodeForm(request.POST or None), change)


def _run(action, request, data: dict, **given):
    return action(**given, **data, by=request.by, on=today())


def _found(request, place: Place) -> Change:
    def what(data):
        zh, en = LEVEL_WORDS[data["level"]]
        return [
            (
                f"从 {data['since']} 起，{place.name}下面设立“{data['name']}”（{zh}）。",
                f"From {data['since']}, {data['name']} ({en.lower()}) is founded under {place.name}.",
            )
        ]

    return _change(place, ("在{}下面设立", "Found a place under {}"), ("设立", "Found it"), partial(_run, actions.found, request, above=place), what)


def _rename(request, place: Place) -> Change:
    def what(data):
        return [
            (f"从 {data['since']} 起，“{place.name}”改称“{data['name']}”。", f"From {data['since']}, {place.name} is called {data['name']}."),
            ("以前的日期仍显示旧名称，已出具的文书不变。", "Days before show the old name; letters already written stay as they are."),
        ]

    return _change(place, ("给{}更名", "Rename {}"), ("更名", "Rename it"), partial(_run, actions.rename, request, place=place), what)


def _move(request, place: Place) -> Change:
    def run(data):
        return actions.move(place=place, above=_other(request, data), since=data["since"], document=data["document"], by=request.by, on=today())

    def what(data):
        above = _other(request, data)
        return [
            (
                f"从 {data['since']} 起，{place.name}由{place.parent.name}改归{above.name}管。",
                f"From {data['since']}, {place.name} moves from {place.parent.name} to {above.name}.",
            ),
            *_goes_along(place, above),
        ]

    return _change(place, ("把{}移到别处管辖", "Move {} under another place"), ("移动", "Move it"), run, what, danger=True)


def _merge(request, place: Place) -> Change:
    def run(data):
        return actions.merge_into(place=place, into=_other(request, data), since=data["since"], document=data["document"], by=request.by, on=today())

    def what(data):
        into = _other(request, data)
        posts = touched(place, today())["posts"]
        lines = [
            (f"从 {data['since']} 起，{place.name}撤销，并入{into.name}。", f"From {data['since']}, {place.name} is no more and is merged into {into.name}."),
            *_goes_along(place, into),
        ]
        if posts:
            lines.append(
                (f"{place.name}的 {posts} 个岗位随之失效，请在{into.name}重新任命。", f"{posts} posts in {place.name} lapse: appoint anew in {into.name}.")
            )
        return lines

    return _change(
        place, ("把{}并入别处", "Merge {} into another place"), ("并入", "Merge it"), run, what, danger=True,
        hint=("并入以后，这里的居民档案、办件和待遇立即归接管的地方办。", "The place that takes over reaches its files, cases and awards at once."),
    )  # fmt: skip


def _end(request, place: Place) -> Change:
    def what(data):
        return [
            (
                f"从 {data['since']} 起，{place.name}撤销，不能再建档、任命和办理。",
                f"From {data['since']}, {place.name} is no more: no files, posts or cases there.",
            )
        ]

    return _change(
        place, ("撤销{}", "End {}"), ("撤销", "End it"), partial(_run, actions.end, request, place=place), what, danger=True,
        hint=("还有居民档案的地方不能撤销，请改为“并入”。", "A place with residents' files is merged instead."),
    )  # fmt: skip


def _code(request, place: Place) -> Change:
    def what(data):
        zh, en = PlaceCode.SYSTEMS[data["system"]]
        return [(f"{place.name}的{zh}：{data['code']}，截至 {data['as_of']}。", f"{en} of {place.name}: {data['code']}, as of {data['as_of']}.")]

    return _change(place, ("给{}登记代码", "Give {} a code"), ("登记", "Record it"), partial(_run, actions.add_code, request, place=place), what)


def _change(place: Place, title: tuple[str, str], button: tuple[str, str], run, what, **more) -> Change:
    return Change((title[0].format(place.name), title[1].format(place.name)), button, run, what, f"/desk/places/{place.pk}/", **more)


def _other(request, data: dict) -> Place:
    return find(data["place"], within(Place.objects.all(), request.by, at=""))


def _goes_along(place: Place, to: Place) -> list[tuple[str, str]]:
    """How much moves with a place, and what ends by itself."""
    now = touched(place, today())
    lines = [
        (
            f"一起移动的有：下级 {now['below']} 个（镇街 {now['streets']} 个、村居 {now['communities']} 个），居民和家庭档案 {now['files']} 份。",
            f"With it move {now['below']} places below ({now['streets']} streets, {now['communities']} communities) and {now['files']} files of people and households.",
        ),
        ("以前各天的隶属关系不变，可以随时查看。", "The tree of any day before stays and can be looked at."),
    ]
    if now["delegations"]:
        lines.append(
            (f"换了区的委托（现有 {now['delegations']} 项）随之结束。", f"Delegations whose district is no longer above end (there are {now['delegations']}).")
        )
    if place.parent.law_code[:6] != to.law_code[:6]:
        lines.append((f"从这天起按{to.name}的标准执行。", f"From that day the figures of {to.name} apply."))
    return lines


CHANGES = {
    "found": (forms.FoundForm, _found), "rename": (forms.RenameForm, _rename), "move": (forms.OtherForm, _move), "merge": (forms.OtherForm, _merge),
    "end": (forms.EndForm, _end), "code": (forms.CodeForm, _code),
}  # fmt: skip
