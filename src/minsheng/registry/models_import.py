"""Rosters brought in."""

from django.conf import settings
from django.db import models

from minsheng.places.models import Place
from minsheng.registry.models import Household, Person


class Import(models.Model):
    """A roster of people and households brought in: previewed, loaded in small steps, undoable as a whole."""

    STATES = [("checked", "待确认"), ("loading", "正在导入"), ("done", "已导入"), ("undone", "已撤销")]
    name = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=STATES, default="checked")
    rows = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    doubled = models.PositiveIntegerField(default=0)
    loaded = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_on = models.DateField()
    file_digest = models.CharField(max_length=64)


class ImportRow(models.Model):
    """One line of the roster: sealed as it was given; what was wrong with it, or whom it became."""

    run = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    home = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=[("good", "可导入"), ("bad", "有错"), ("doubled", "已有此人"), ("loaded", "已导入"), ("undone", "已撤销")])
    problems = models.JSONField(default=list, blank=True)  # [[column, zh, en]]
    sealed = models.BinaryField(default=bytes)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "state"], name="import_row_state")]
