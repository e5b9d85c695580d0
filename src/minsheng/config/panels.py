"""What a person's page shows of the areas above the registry."""

from minsheng.applications.models import Application
from minsheng.base.clock import today
from minsheng.base.ui import tag
from minsheng.benefits.models import Award
from minsheng.benefits.words import state_of
from minsheng.booking import queries as booked
from minsheng.booking import topics
from minsheng.booking.views.showing import when_words
from minsheng.lines.assistance.models import Support
from minsheng.matters import catalogue
from minsheng.notices.messages.kinds import label as label_of
from minsheng.notices.models import Message, Wish
from minsheng.notices.views.showing import state_tag
from minsheng.payments.models import Payment

KINDS = {"granted": "act", "open": "blue", "submitted": "amber", "refused": "danger", "active": "act", "held": "amber", "paid": "act", "returned": "danger"}


def applications(request, person) -> dict | None:
    """The person's cases."""
    if not request.may("applications.see"):
        return None
    rows = Application.objects.filter(applicant=person).exclude(state="draft").order_by("-pk")[:10]
    return {
        "title": ("办件", "Cases"),
        "rows": [
            (catalogue.get(a.matter).label, a.number, f"/desk/applications/{a.pk}/", tag(KINDS.get(a.state, "plain"), Application.STATES[a.state]))
            for a in rows
        ],
    }


def awards(request, person) -> dict | None:
    """What the person receives."""
    if not request.may("benefits.see"):
        return None
    rows = Award.objects.filter(person=person).order_by("-pk")
    return {
        "title": ("待遇", "Awards"),
        "rows": [
            (catalogue.get(a.matter).label, f"{a.from_month:%Y-%m}", f"/desk/benefits/{a.pk}/", tag(KINDS.get(a.state, "plain"), state_of(a))) for a in rows
        ],
    }


def support(request, person) -> dict | None:
    """How somebody is supported as tekun; nothing for anybody else."""
    award = Award.objects.filter(person=person, benefit="tekun").exclude(state="stopped").first() if request.may("benefits.see") else None
    if award is None:
        return None
    now = award.supports.filter(until=None).first()
    words = Support.MANNERS[now.manner] if now else ("还没登记供养方式", "How is not entered yet")
    return {"title": ("供养方式", "How supported"), "rows": [(words, f"{now.since}" if now else "", f"/desk/assistance/support/{award.pk}/", None)]}


def payments(request, person) -> dict | None:
    """The last payments."""
    if not (request.may("payments.see") or request.may("benefits.see")):
        return None
    rows = Payment.objects.filter(payee=person).exclude(state="dropped").select_related("batch").order_by("-pk")[:6]
    link = request.may("payments.see")
    return {
        "title": ("发放", "Payments"),
        "rows": [
            (
                f"{p.batch.month:%Y-%m}",
                f"{p.fen / 100:,.2f}",
                f"/desk/payments/payment/{p.pk}/" if link else "",
                tag(KINDS.get(p.state, "plain"), Payment.STATES[p.state]),
            )
            for p in rows
        ],
    }


def appointments(request, person) -> dict | None:
    """What is booked, and the way to book for the person."""
    if not request.may("booking.see"):
        return None
    rows = booked.to_come(person, today()) if person.died_on is None else []
    book = request.may("booking.take") and person.died_on is None
    return {
        "title": ("预约", "Appointments"),
        "rows": [
            *([(("替他预约一个时间", "Book a time for them"), "", f"/desk/appointments/new/?person={person.pk}", None)] if book else []),
            *((topics.label(a.topic), when_words(a), f"/desk/appointments/{a.pk}/", None) for a in rows),
        ],
    }


def messages(request, person) -> dict | None:
    """The last messages, and whether any may come."""
    if not request.may("applications.take_in"):
        return None
    wish = Wish.objects.filter(person=person).first()
    said = ("不愿意收短信", "Wants no messages") if wish and not wish.messages else ("可以发短信", "Messages may come")
    rows = Message.objects.filter(person=person).order_by("-pk")[:5]
    return {
        "title": ("短信", "Messages"),
        "rows": [
            (said, "", f"/desk/messages/wish/{person.pk}/", None),
            *((label_of(m.kind), f"{m.queued_on}", f"/desk/messages/{m.pk}/", state_tag(m)) for m in rows),
        ],
    }


PANELS = [applications, appointments, awards, support, payments, messages]
