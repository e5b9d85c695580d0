"""What happens on one day and is entered on another: which acts of the trail tell of it, and where the day of the event stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from minsheng.applications.models import Appeal, Application, Hearing, Visit
from minsheng.applications.models_appraisal import Appraisal
from minsheng.notices.models import Letter, Message
from minsheng.payments.models import Entry
from minsheng.registry.models import Consent, Membership, Person

Pair = tuple[str, str]
Days = Callable[[list[dict]], dict[int, date]]
"""The rows of the trail as {id, subject, details, …} -> {id of the row: day of the event}. One or two statements, however many rows."""


@dataclass(frozen=True)
class Kind:
    """`acts` of the trail that enter such an event; `days` finds when it was. Without `days` an officer cannot enter an earlier day: it is of the day it is entered."""

    label: Pair
    acts: tuple[str, ...]
    days: Days | None = None


def _id(entry: dict, detail: str) -> int | None:
    """The id that a row names, among its details or as its subject."""
    found = entry["details"].get(detail) if detail else entry["subject"].rpartition(":")[2]
    return int(found) if str(found or "").isdigit() else None


def _of(model: type[Model], field: str, detail: str = "", **narrow) -> Days:
    """The day stands in a row of `model`, whose id is a detail of the entry, or its subject."""

    def days(entries: list[dict]) -> dict[int, date]:
        ids = {e["id"]: _id(e, detail) for e in entries}
        rows = model._base_manager.filter(pk__any=sorted({i for i in ids.values() if i}), **narrow).exclude(**{field: None})
        known = dict(rows.values_list("pk", field))
        return {entry: known[pk] for entry, pk in ids.items() if pk in known}

    return days


def _member(field: str) -> Days:
    """The day stands in somebody's membership of the household; the latest where somebody came back."""

    def days(entries: list[dict]) -> dict[int, date]:
        pairs = {e["id"]: (_id(e, ""), _id(e, "person")) for e in entries}
        people = sorted({p for _, p in pairs.values() if p})
        rows = Membership.objects.filter(person__any=people).exclude(**{field: None}).order_by(field).values_list("household", "person", field)
        known = {(home, person): day for home, person, day in rows}
        return {entry: known[pair] for entry, pair in pairs.items() if pair in known}

    return days


KINDS: dict[str, Kind] = {
    "applied": Kind(("提出申请", "Applied"), ("applications.submit", "applications.open_by_office"), _of(Application, "applied_on")),
    "consent": Kind(
        ("纸质授权签名", "Signed the authorisation on paper"), ("registry.consent",), _of(Consent, "since", "consent", manner__in=["paper", "mark"])
    ),
    "visit": Kind(("入户调查", "Home visit"), ("applications.visit",), _of(Visit, "on", "visit")),
    "appraisal": Kind(("民主评议", "Appraisal by residents"), ("applications.appraise",), _of(Appraisal, "on", "appraisal")),
    "hearing": Kind(("听取意见", "Hearing"), ("applications.hear",), _of(Hearing, "on", "hearing")),
    "delivered": Kind(("文书送达", "Letter delivered"), ("notices.deliver",), _of(Letter, "delivered_on")),
    "called": Kind(("代替短信的联系", "Called or visited instead of a message"), ("notices.tell_otherwise",), _of(Message, "told_on")),
    "ruling": Kind(("复议文书", "Ruling of a review"), ("applications.answer_appeal",), _of(Appeal, "ruled_on", "appeal")),
    "died": Kind(("死亡", "Death"), ("registry.die",), _of(Person, "died_on")),
    "joined": Kind(("成员加入", "Member joined"), ("registry.join",), _member("since")),
    "left": Kind(("成员离开", "Member left"), ("registry.leave",), _member("until")),
    "money": Kind(("退款、退回到账", "Money that came back"), ("payments.enter",), _of(Entry, "day", "entry")),
    "certified": Kind(("资格认证", "Certification"), ("benefits.certify",)),
    "posted": Kind(("张贴公示", "Notice posted"), ("applications.publish", "applications.announce")),
    "taken_down": Kind(("撤下公示", "Notice taken down"), ("applications.take_down",)),
    "decided": Kind(("决定（确认、核减、停发）", "Decision: grant, reduction, end"), ("applications.decide",)),
}
"""In the order in which a case goes. The last four can be entered for the day itself only."""


def measured() -> Iterable[tuple[str, Kind]]:
    return ((key, kind) for key, kind in KINDS.items() if kind.days)
