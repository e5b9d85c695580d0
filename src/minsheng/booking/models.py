"""Appointments: when an office sees people or comes to them, and who has asked for which half-hour.

A time of day is the number of its half-hour (`slot`, 18 is 09:00): what lies between two half-hours cannot be written down.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.applications.models import Application
from minsheng.base.fields import SealedJSON, SealedText
from minsheng.places.models import Place
from minsheng.registry.models import Person

USER = settings.AUTH_USER_MODEL
LAST = 48  # the end of the day


class Hours(models.Model):
    """One stretch of a weekday in which an office takes appointments: at its window, or for visits at home; `seats` people each half-hour."""

    WEEKDAYS = {
        1: ("周一", "Monday"),
        2: ("周二", "Tuesday"),
        3: ("周三", "Wednesday"),
        4: ("周四", "Thursday"),
        5: ("周五", "Friday"),
        6: ("周六（平常的休息日）", "Saturday, an ordinary day off"),
        7: ("周日（平常的休息日）", "Sunday, an ordinary day off"),
        8: ("调休上班的周末", "A weekend that is worked to make up"),
    }
    place = models.ForeignKey(Place, models.PROTECT, related_name="hours")
    home = models.BooleanField(default=False)
    weekday = models.PositiveSmallIntegerField(choices=[(k, zh) for k, (zh, _) in WEEKDAYS.items()])
    first = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()  # the half-hour that is no longer one of them
    seats = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "home", "weekday", "first"], condition=Q(until__isnull=True), name="hours_once"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=8), name="hours_weekday"),
            models.CheckConstraint(condition=Q(end__gt=F("first"), end__lte=LAST), name="hours_within_a_day"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="hours_for_somebody"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="hours_dates"),
        ]


class Closure(models.Model):
    """Days on which an office takes no appointments, besides those that the calendar has off."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="closures")
    first = models.DateField()
    last = models.DateField()
    why = models.CharField(max_length=60)  # residents read it
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["place", "last"], name="closure_place")]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")) & ~Q(why=""), name="closure_dates")]


class Appointment(models.Model):
    """Somebody comes to a window, or an officer comes to them, in one half-hour. `seat` is the place taken in it: two cannot have the same.

    Somebody without a file is a `caller`: name and telephone, sealed, until the file is there. Moved to another time it stays behind as "moved".
    """

    STATES = {
        "booked": ("已预约", "Booked"),
        "arrived": ("已到", "Arrived"),
        "done": ("已办", "Done"),
        "missed": ("没有来", "Did not come"),
        "cancelled": ("已取消", "Cancelled"),
        "moved": ("已改期", "Moved"),
    }
    GONE = ("cancelled", "moved")
    MET = ("arrived", "done", "missed")
    CHANNELS = {"portal": ("网上", "Online"), "phone": ("电话", "By telephone"), "counter": ("窗口", "At the counter")}
    place = models.ForeignKey(Place, models.PROTECT, related_name="appointments")
    home = models.BooleanField(default=False)
    day = models.DateField()
    slot = models.PositiveSmallIntegerField()
    seat = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()  # how many there were when it was booked
    topic = models.CharField(max_length=40)  # a matter, or a key of booking.topics
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="appointments")
    caller = SealedJSON()  # {name, phone}
    address = SealedText()  # of a visit at home
    channel = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in CHANNELS.items()])
    state = models.CharField(max_length=10, default="booked", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    made_on = models.DateField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    moved_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="moved_to")
    reminded_on = models.DateField(null=True, blank=True)
    handled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="appointments")

    class Meta:
        indexes = [models.Index(fields=["place", "day", "slot"], name="appointment_day"), models.Index(fields=["state", "day"], name="appointment_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "home", "day", "slot", "seat"], condition=~Q(state__in=["cancelled", "moved"]), name="appointment_one_a_seat"
            ),
            models.UniqueConstraint(fields=["person", "topic"], condition=Q(state="booked", person__isnull=False), name="appointment_one_a_topic"),
            models.UniqueConstraint(fields=["person", "day", "slot"], condition=Q(state="booked", person__isnull=False), name="appointment_one_at_a_time"),
            models.CheckConstraint(condition=Q(slot__lt=LAST, seat__gte=1, seat__lte=F("seats")), name="appointment_seat"),
            models.CheckConstraint(condition=Q(person__isnull=False, caller={}) | Q(person__isnull=True) & ~Q(caller={}), name="appointment_of_somebody"),
            models.CheckConstraint(condition=Q(home=True) & ~Q(address="") | Q(home=False, address=""), name="appointment_visit_has_address"),
            models.CheckConstraint(condition=~Q(state__in=["arrived", "done", "missed"]) | Q(handled_by__isnull=False), name="appointment_met_by"),
            models.CheckConstraint(condition=Q(application__isnull=True) | Q(person__isnull=False, state__in=["arrived", "done"]), name="appointment_case"),
            models.CheckConstraint(condition=Q(day__gte=F("made_on")), name="appointment_not_in_the_past"),
        ]
