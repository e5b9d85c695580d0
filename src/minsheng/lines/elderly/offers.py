"""无感申办, where the place's rules say so: before the first birthday that counts, a message; the reply 同意 is the application, no reply is none (Shenzhen, from 2021-03-01)."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.access import allowed, within
from minsheng.applications.actions import open_by_office
from minsheng.applications.models import Application
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.months import later, month_of
from minsheng.benefits.models import Award
from minsheng.notices.messages.actions import send_message
from minsheng.notices.messages.answers import Came, take
from minsheng.notices.models import Message
from minsheng.places.models import Place
from minsheng.places.queries import in_range
from minsheng.registry.actions import consent, learn
from minsheng.registry.models import Person
from minsheng.standards.queries import law_at, number

HOTLINE = "12345"
LATE = 12  # months after the birthday in which somebody who was not written to still is: our own choice; the monthly sweep finds those who are older


def first_age(place: Place, on: date) -> int | None:
    """The age from which the allowance is paid in a place; None when it is not confirmed."""
    return number(law_at(place, month_of(on), known=on), "old_age_first_age")


def months_before(place: Place, on: date) -> int | None:
    """How many months before that birthday the place writes to people; None where no rule says that it does."""
    return number(law_at(place, month_of(on), known=on), "old_age_message_months")


def coming(place: Place, on: date):
    """People of the place who reach the first age in so many months at most, or have reached it since a year at most: alive, not receiving it, not asked before,
    and not known to have their hukou elsewhere. Nobody where no rule says that messages are sent."""
    age, before = first_age(place, on), months_before(place, on)
    if age is None or before is None:
        return Person.objects.none()
    last, earliest = later(month_of(on), before), later(month_of(on), -LATE)
    born = {"birth_date__gte": earliest.replace(year=earliest.year - age), "birth_date__lt": later(last.replace(year=last.year - age))}
    people = Person.objects.filter(in_range(place.path, "place__path"), died_on=None, merged_into=None, **born)
    people = people.filter(Q(facts__hukou="here") | Q(facts__hukou=None) | Q(facts__hukou__isnull=True))
    people = people.exclude(pk__in=Award.objects.filter(benefit="old_age_allowance").values("person"))
    people = people.exclude(pk__in=Application.objects.filter(matter="old_age_allowance").exclude(state__in=["draft", "withdrawn"]).values("applicant"))
    return people.exclude(pk__in=Message.objects.filter(kind="old_age_offer").values("person")).order_by("pk")


@action
def offer(*, place: Place, by: Actor, on: date) -> int:
    """Put the message to everybody who is coming of age into the outbox, or them on the list of people to call; how many go to a phone. Again, nobody is asked twice."""
    allowed(by, "applications.take_in", place, machine=True)
    age = first_age(place, on)
    queued = [
        send_message(person=p, kind="old_age_offer", values={"age": age, "phone": HOTLINE}, about=f"registry.person:{p.pk}", by=by, on=on)
        for p in coming(place, on)
    ]
    to_phones = sum(m.state == "waiting" for m in queued)
    record(by=by, on=on, act="elderly.offer", subject=f"places.place:{place.pk}", place=place, queued=to_phones, to_call=len(queued) - to_phones)
    return to_phones


def agreed(*, message: Message, since: date, by: Actor, on: date) -> str:
    """The answer 同意 is the application, with the consent it is. The name of the case. Inside the transaction that keeps the answer."""
    person = message.person
    if person.died_on:
        raise Refused("此人已登记去世，请先核实。", "This person is recorded as dead: find out first.")
    consent(
        person=person, signed_by=person, kind="message", purpose="申请高龄津贴", to=person.place.name, manner="message", since=since,
        about=f"notices.message:{message.pk}", by=by, on=on,
    )  # fmt: skip
    learn(subject=person, facts={"old_age_opt_in": True}, source="applicant", since=month_of(since), evidence="短信回复", by=by, on=on)
    case = open_by_office(matter="old_age_allowance", applicant=person, household=None, channel="message", applied_on=since, by=by, on=on)
    return f"applications.application:{case.pk}"


def reply(*, message: Message, text: str, by: Actor, on: date) -> Application | None:
    """An answer that an officer enters by hand. 同意 opens the application; anything else is no application."""
    if message.kind != "old_age_offer":
        raise Refused("这条短信不是高龄津贴的申请短信。", "This message does not offer the old-age allowance.")
    answer = take(message=message, came=Came("", text, on), way="officer", by=by, on=on)
    return Application.objects.get(pk=answer.led_to.rpartition(":")[2]) if answer.led_to else None


def waiting(by: Actor):
    """Everybody who was asked, in the actor's place."""
    return within(Message.objects.filter(kind="old_age_offer").select_related("person__place"), by, "person__place")
