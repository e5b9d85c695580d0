"""无感申办: two months before the first birthday that counts, a message; the reply 同意 is the application, no reply is none (Shenzhen, from 2021-03-01)."""

from datetime import date

from minsheng.accounts.access import allowed, within
from minsheng.applications.actions import open_by_office
from minsheng.applications.models import Application
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.months import later, month_of
from minsheng.benefits.models import Award
from minsheng.notices.actions import send_message, take_reply
from minsheng.notices.models import Message
from minsheng.places.models import Place
from minsheng.registry.actions import consent, learn
from minsheng.registry.models import Person
from minsheng.standards.queries import law_at, number

MONTHS_BEFORE = 2  # 《深圳市高龄老人津贴发放管理办法》：满 70 周岁前两个月发短信
YES = ("同意", "Y", "YES", "1")
HOTLINE = "12345"


def first_age(place: Place, on: date) -> int | None:
    """The age from which the allowance is paid in a place; None when it is not confirmed."""
    return number(law_at(place, month_of(on), known=on), "old_age_first_age")


def coming(place: Place, on: date):
    """People of the place who reach the first age in the second month from now, alive, not receiving it and not asked before."""
    age = first_age(place, on)
    if age is None:
        return Person.objects.none()
    first = later(month_of(on), MONTHS_BEFORE)
    born = date(first.year - age, first.month, 1)
    people = Person.objects.filter(place__path__startswith=place.path, birth_date__gte=born, birth_date__lt=later(born), died_on=None, merged_into=None)
    people = people.exclude(pk__in=Award.objects.filter(benefit="old_age_allowance").values("person"))
    people = people.exclude(pk__in=Application.objects.filter(matter="old_age_allowance").exclude(state__in=["draft", "withdrawn"]).values("applicant"))
    return people.exclude(pk__in=Message.objects.filter(kind="old_age_offer").values("person")).order_by("pk")


@action
def offer(*, place: Place, by: Actor, on: date) -> int:
    """Send the message to everybody who is coming of age. Running it again sends nothing twice."""
    allowed(by, "applications.take_in", place, machine=True)
    age = first_age(place, on)
    sent = [
        send_message(person=p, kind="old_age_offer", values={"age": age, "phone": HOTLINE}, about=f"registry.person:{p.pk}", by=by, on=on)
        for p in coming(place, on)
    ]
    done = [m for m in sent if m]
    record(by=by, on=on, act="elderly.offer", subject=f"places.place:{place.pk}", place=place, sent=len(done), without_phone=len(sent) - len(done))
    return len(done)


@action
def reply(*, message: Message, text: str, by: Actor, on: date) -> Application | None:
    """What came back. 同意 opens the application, with the consent it is; anything else is no application."""
    if message.kind != "old_age_offer":
        raise Refused("这条短信不是高龄津贴的申请短信。", "This message does not offer the old-age allowance.")
    take_reply(message=message, text=text, by=by, on=on)
    if text.strip().upper().strip("。.!！ ") not in YES:
        return None
    person = message.person
    consent(person=person, signed_by=person, kind="message", purpose="申请高龄津贴", to=person.place.name, manner="message", since=on, by=by, on=on)
    learn(subject=person, facts={"old_age_opt_in": True}, source="applicant", since=month_of(on), evidence="短信回复", by=by, on=on)
    return open_by_office(matter="old_age_allowance", applicant=person, household=None, channel="message", by=by, on=on)


def waiting(by: Actor):
    """Messages without an answer, in the actor's place."""
    return within(Message.objects.filter(kind="old_age_offer").select_related("person__place"), by, "person__place")
