"""Days off as the State Council announces them, over what the calendar package knows."""

from django.db import models


class CalendarDay(models.Model):
    """One day that differs from Monday to Friday, or from the package: entered each November for the next year."""

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=4, choices=[("work", "上班"), ("rest", "休息")])
    source = models.CharField(max_length=200)
    known_from = models.DateField()

    class Meta:
        app_label = "base"
