"""What day it is. The one place that asks; a demonstration stands still on a day of its own (MINSHENG_TODAY)."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The legal day where the office is."""
    return settings.STANDING_STILL_ON or timezone.localdate()


def now() -> datetime:
    """The moment, aware; on a demonstration's day it keeps the real time of day."""
    moment = timezone.localtime()
    return datetime.combine(settings.STANDING_STILL_ON, moment.timetz()) if settings.STANDING_STILL_ON else moment
