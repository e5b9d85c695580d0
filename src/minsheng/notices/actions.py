"""Post a notice, write a letter. What a letter says stands in words.py; as sent it is kept sealed and never changes. Messages: messages/actions.py."""

from datetime import date, timedelta

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.calendar import add_days
from minsheng.base.crypto import seal
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.notices import words
from minsheng.notices.models import Attempt, Letter, Notice
from minsheng.places.models import Place
from minsheng.registry.models import Person
from minsheng.registry.queries import is_adult


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
    shown = f"{person.name[0]}某（未成年人）" if not is_adult(person, on) else person.name
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
def write_letter(*, kind: str, person: Person, place: Place, about: str, values: dict, answer_days: int | None = None, by: Actor, on: date) -> Letter:
    """A numbered letter in both languages; `values` are what words.py needs for this kind, `answer_days` the time it gives for an answer."""
    number = _number(Letter, "HZ", place, on)
    body = words.letter(kind, person, values)
    letter = Letter.objects.create(
        number=number, kind=kind, person=person, place=place, about=about, issued_on=on, answer_days=answer_days,
        sealed=seal(body, f"notices.letter:{number}"),
    )  # fmt: skip
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


@action
def attempt(*, letter: Letter, tried_on: date, how: str, by: Actor, on: date) -> Attempt:
    """It was tried and did not reach the person: on which day, how. Once a day."""
    if letter.delivered_on:
        raise AlreadyDone("这份文书已经送达。", "This letter has been delivered already.")
    if how not in dict(Attempt._meta.get_field("how").choices):
        raise Refused("请选择是怎样没有送到的。", "Choose how it failed.", field="how")
    if not letter.issued_on <= tried_on <= on:
        raise Refused("日期应在出具之后、今天之前。", "The day lies between the letter's day and today.", field="tried_on")
    if letter.attempts.filter(on=tried_on).exists():
        raise AlreadyDone("这一天已经登记过。", "This day has been recorded already.")
    made = Attempt.objects.create(letter=letter, on=tried_on, how=how, by_id=by.user)
    record(by=by, on=on, act="notices.attempt", subject=letter, place=letter.place, how=how)
    return made


ATTEMPTS = 2  # tries on different days that stand for a delivery


def reached_on(letter: Letter) -> date | None:
    """The day from which the person counts as told: the delivery, or else the second day on which it was tried."""
    if letter.delivered_on:
        return letter.delivered_on
    days = list(letter.attempts.order_by("on").values_list("on", flat=True)[:ATTEMPTS])
    return days[-1] if len(days) == ATTEMPTS else None
