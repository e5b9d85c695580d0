"""What is done about a place name: each a form, a page that says what it does, and the action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from minsheng.accounts.access import allowed, needs, within
from minsheng.base.clock import today
from minsheng.divisions import actions, forms_names, naming
from minsheng.divisions.models import Toponym
from minsheng.divisions.queries_names import toponyms
from minsheng.divisions.views.asking import Change, ask
from minsheng.places.models import Place
from minsheng.places.queries import find

Pair = tuple[str, str]


@dataclass(frozen=True)
class Act:
    """`states`: while the name is in one of them. `what(name, data)` says what it does."""

    key: str
    label: Pair
    permission: str
    states: tuple[str, ...]
    form: type
    run: Callable[..., Any]
    what: Callable[[Toponym, dict], list[Pair]]
    look: str = "plain"
    only: Callable[[Toponym], bool] = lambda name: True

    def fits(self, name: Toponym) -> bool:
        return name.state in self.states and self.only(name)


def _approve(name: Toponym, data: dict) -> list[Pair]:
    out = [
        (
            f"从 {data['approved_on']} 起，“{name.name}”（{name.pinyin}）是标准地名。",
            f"From {data['approved_on']}, {name.name} ({name.pinyin}) is the standard name.",
        ),
        (f"依据：{data['authority']}，{data['approval']}", f"By {data['authority']}, {data['approval']}"),
    ]
    if name.replaces:
        out.append((f"“{name.replaces.name}”从那天起成为原名，仍能查到。", f"{name.replaces.name} becomes the old name and can still be found."))
    return out


def _file(name: Toponym, data: dict) -> list[Pair]:
    return [(f"“{name.name}”{data['filed_on']} 已报送{data['filed_with']}备案。", f"{name.name} was filed with {data['filed_with']} on {data['filed_on']}.")]


def _announce(name: Toponym, data: dict) -> list[Pair]:
    return [
        (
            f"“{name.name}”{data['announced_on']} 已公告：{data['announced_where']}",
            f"{name.name} was announced on {data['announced_on']}: {data['announced_where']}",
        )
    ]


def _abolish(name: Toponym, data: dict) -> list[Pair]:
    return [
        (f"从 {data['until']} 起，“{name.name}”不再使用，名称可以另外命名。", f"From {data['until']}, {name.name} is used no more; the name is free again.")
    ]


def _reopen(name: Toponym, data: dict) -> list[Pair]:
    out = [(f"“{name.name}”的批准登记取消，重新待批准。理由：{data['why']}", f"The approval of {name.name} is taken back and it waits again: {data['why']}")]
    if name.replaces:
        out.append((f"“{name.replaces.name}”照旧使用。", f"{name.replaces.name} is in use as before."))
    return out


ACTS = {
    act.key: act
    for act in (
        Act("approve", ("登记批准", "Record the approval"), "names.decide", ("proposed",), forms_names.ApproveForm, actions.approve_name, _approve, "go"),
        Act(
            "refuse", ("不批准", "Refuse"), "names.decide", ("proposed",), forms_names.WhyForm, actions.refuse_name,
            lambda name, data: [(f"不批准“{name.name}”，理由：{data['why']}", f"{name.name} is not approved: {data['why']}")], "no",
        ),
        Act(
            "withdraw", ("撤回", "Withdraw"), "names.propose", ("proposed",), forms_names.WhyForm, actions.withdraw_name,
            lambda name, data: [(f"撤回“{name.name}”，理由：{data['why']}", f"{name.name} is withdrawn: {data['why']}")], "no",
        ),
        Act("reopen", ("批准登记错了", "The approval was entered in error"), "names.decide", ("approved",), forms_names.WhyForm, actions.reopen_name, _reopen, "no"),
        Act("file", ("登记备案", "Record the filing"), "names.file", ("approved",), forms_names.FileForm, actions.file_name, _file, "go"),
        Act("announce", ("登记公告", "Record the announcement"), "names.file", ("filed",), forms_names.AnnounceForm, actions.announce_name, _announce, "go", lambda t: not t.announced_on),
        Act("abolish", ("销名", "Give the name up"), "names.decide", Toponym.STANDARD, forms_names.AbolishForm, actions.abolish_name, _abolish, "no"),
    )
}  # fmt: skip


@needs("places.see")
def act(request, pk: int, key: str):
    """One step of one name."""
    name = get_object_or_404(toponyms(request.by), pk=pk)
    done = ACTS.get(key)
    if done is None or not done.fits(name):
        raise Http404
    allowed(request.by, done.permission, name.place)
    change = Change(
        (f"{name.name}：{done.label[0]}", f"{name.name}: {done.label[1].lower()}"), done.label,
        lambda data: done.run(toponym=name, **data, by=request.by, on=today()), lambda data: done.what(name, data), f"/desk/names/{pk}/", danger=done.look == "no",
    )  # fmt: skip
    return ask(request, done.form(request.POST or None), change)


@needs("names.propose")
def propose(request):
    """A name for a thing that has none."""

    def place_of(data) -> Place:
        return find(data["place"], within(Place.objects.all(), request.by, at=""))

    def run(data):
        return actions.propose_name(**data | {"place": place_of(data)}, by=request.by, on=today())

    def what(data):
        place = place_of(data)
        return _what(place, data["kind"], data)

    change = Change(("提出地名", "Propose a place name"), ("提出", "Propose it"), run, what, "/desk/names/", hint=HINT)
    own = Place.objects.filter(pk=request.by.place, level__in=("street", "community")).first()
    initial = {"place": f"{own.parent.name}{own.name}"} if own else None
    return ask(request, forms_names.ProposeForm(request.POST or None, initial=initial), change)


@needs("names.propose")
def rename(request, pk: int):
    """Another name for a thing that has one."""
    old = get_object_or_404(toponyms(request.by).filter(state__in=Toponym.STANDARD), pk=pk)

    def run(data):
        return actions.propose_name(place=old.place, kind=old.kind, replaces=old, **data, by=request.by, on=today())

    def what(data):
        zh, en = _what(old.place, old.kind, data)[0]
        return [(f"“{old.name}”拟改称：{zh}", f"Instead of {old.name}: {en}"), *_what(old.place, old.kind, data)[1:]]

    change = Change((f"给“{old.name}”更名", f"Rename {old.name}"), ("提出", "Propose it"), run, what, f"/desk/names/{pk}/", hint=HINT)
    form = forms_names.RenameNameForm(request.POST or None, initial={"extent": old.extent, "meaning": ""})
    return ask(request, form, change)


HINT = (
    "先查重名、同音和用字；提出以后由另一位同事登记批准。有重要历史文化价值的地名一般不更名。",
    "Doubles, like sounds and characters are looked up first; a colleague records the approval. Names of historical worth are as a rule not changed.",
)


def _what(place: Place, kind: str, data: dict) -> list[Pair]:
    name = "".join(data["name"].split())
    spelt = data["pinyin"] or naming.romanised(name, kind)
    zh, en = Toponym.KINDS[kind]
    scope = naming.scope_of(place, kind, today())
    return [
        (f"在{place.name}提出{zh}“{name}”，拼写 {spelt}。", f"{name} ({spelt}) is proposed in {place.name}, {en.lower()}."),
        (
            f"已在{scope.name}范围内查过重名和同音。多音字的读音请再看一遍拼写。",
            f"Doubles and like sounds in {scope.name} have been looked up. Look at the spelling once more.",
        ),
    ]
