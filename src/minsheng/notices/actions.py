"""Post a notice, write a letter. What a letter says stands in words.py; as sent it is kept sealed and never changes. Messages: messages/actions.py."""

from datetime import date, timedelta

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.calendar import add_days
from minsheng.base.crypto import seal
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.notices import words
from minsheng.notices.models import Letter, Notice
from minsheng.places.models import Place
from minsheng.registry.models import Person
from minsheng.registry.queries import age_on


def _number(model, kind: str, place: Place, on: date) -> str:
    """Kind, place, year and a serial in the order of writing."""
    head = f"{kind}-{place.law_code or place.pk}-{place.pk}-{on.year}-"
    last = model.objects.select_for_update().filter(number__startswith=head).order_by("-number").values_list("number", flat=True).first()
    return f"{head}{int(last[len(head) :]) + 1 if last else 1:06d}"


@action
def publish(
    *,
    kind: str,
    about: str,
    place: Place,
    matter: str,
    person: Person,
    members: int,
    fen: int | None,
    days: int,
    places_shown: str,
    phone: str,
    proof=None,
    by: Actor,
    on: date,
) -> Notice:
    """The three permitted fields: name, members, amount. A minor is shown by the surname only; the last day is counted from the day after posting."""
    if not places_shown.strip():
        raise Refused("请填写公示地点。", "Say where the notice is posted.", field="places_shown")
    shown = f"{person.name[0]}某（未成年人）" if (age_on(person, on) or 99) < words.ADULT else person.name
    notice = Notice.objects.create(
        number=_number(Notice, "GS", place, on), kind=kind, about=about, place=place, matter=matter, shown_name=shown, members=members, fen=fen,
        since=on, until=max(add_days(on, days).day, on + timedelta(days=days)), places_shown=places_shown, phone=phone, posted_proof=proof,
    )  # fmt: skip
    record(by=by, on=on, act="notices.publish", subject=notice, place=place)
    return notice


@action
def take_down(*, notice: Notice, proof=None, early: bool = False, by: Actor, on: date) -> Notice:
    """Removed, with the photograph that proves it. `early` when an objection was upheld."""
    if notice.removed_on:
        raise AlreadyDone("公示已经撤下。", "The notice has been taken down already.")
    notice.removed_on, notice.removed_proof = on, proof
    notice.save(update_fields=["removed_on", "removed_proof"])
    record(by=by, on=on, act="notices.take_down", subject=notice, place=notice.place, early=early)
    return notice


@action
def write_letter(*, kind: str, person: Person, place: Place, about: str, values: dict, by: Actor, on: date) -> Letter:
    """A numbered letter in both languages; `values` are what words.py needs for this kind."""
    number = _number(Letter, "HZ", place, on)
    body = words.letter(kind, person, values)
    letter = Letter.objects.create(
        number=number, kind=kind, person=person, place=place, about=about, issued_on=on, sealed=seal(body, f"notices.letter:{number}")
    )
    record(by=by, on=on, act="notices.write_letter", subject=letter, place=place, kind=kind)
    return letter


@action
def deliver(*, letter: Letter, manner: str, delivered_on: date, proof=None, by: Actor, on: date) -> Letter:
    """When and how it reached the person."""
    if manner not in dict(Letter._meta.get_field("manner").choices):
        raise Refused("请选择送达方式。", "Choose how it was delivered.", field="manner")
    if not letter.issued_on <= delivered_on <= on:
        raise Refused("送达日期应在出具之后、今天之前。", "The day of delivery lies between the letter's day and today.", field="delivered_on")
    letter.delivered_on, letter.manner, letter.proof = delivered_on, manner, proof
    letter.save(update_fields=["delivered_on", "manner", "proof"])
    record(by=by, on=on, act="notices.deliver", subject=letter, place=letter.place, manner=manner)
    return letter
