"""One appointment in words and lines, as both faces show it."""

from datetime import date

from minsheng.base.masks import mask_address, mask_name, mask_phone
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here, pick
from minsheng.base.ui import tag
from minsheng.booking import schedule, topics
from minsheng.booking.models import Appointment
from minsheng.divisions.queries import counter_of

TAGS = {"booked": "blue", "arrived": "amber", "done": "act", "missed": "danger", "cancelled": "plain", "moved": "plain"}


def state_tag(appointment: Appointment):
    return tag(TAGS[appointment.state], Appointment.STATES[appointment.state])


def when_words(appointment: Appointment) -> str:
    return f"{schedule.day_words(appointment.day)} {schedule.clock(appointment.slot)}"


def who(appointment: Appointment) -> str:
    """The name in full, for the page of one appointment; a caller's is opened for it."""
    return appointment.person.name if appointment.person else appointment.caller.get("name", "")


def masked_who(appointment: Appointment) -> str:
    """For a list."""
    return chinese(mask_name(who(appointment)))


def where(appointment: Appointment) -> tuple[str, str]:
    place = appointment.place.name
    return (f"{place}的人上门", f"At home, by {place}") if appointment.home else (f"{place}窗口", f"Window of {place}")


def phone_of(appointment: Appointment, *, masked: bool = True) -> str:
    phone = appointment.caller.get("phone", "")
    return mask_phone(phone) if masked and phone else phone


def address_of(appointment: Appointment, *, masked: bool = True) -> str:
    return mask_address(appointment.address) if masked else appointment.address


def brief(appointment: Appointment) -> dict:
    """One of a list."""
    return {"appointment": appointment, "label": topics.label(appointment.topic), "when": when_words(appointment), "state": state_tag(appointment)}


def told(appointment: Appointment, on: date) -> dict:
    """What a slip and the resident's own page say."""
    return brief(appointment) | {
        "until": schedule.clock(appointment.slot + 1), "counter": counter_of(appointment.place, on), "bring": topics.bring(appointment.topic),
        "helps": topics.helps(appointment.topic), "is_matter": topics.is_matter(appointment.topic), "year": appointment.day.year,
    }  # fmt: skip


def line(appointment: Appointment) -> str:
    """For a panel or a heading: when and what for."""
    return here(f"{when_words(appointment)} · {topics.label(appointment.topic)[0]}", f"{when_words(appointment)} · {pick(topics.label(appointment.topic))}")
