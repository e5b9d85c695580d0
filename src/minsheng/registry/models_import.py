"""Rosters brought in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from minsheng.places.models import Place
from minsheng.registry.models import Household, Person


class ListFile(models.Model):
    """A long list as somebody brought it, only until the job that reads it is done: whoever points to it removes it.

    `sealed` is its content about "registry.listfile:<id>". Its name is kept without what may be a document number.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    sealed = models.BinaryField()


class Import(models.Model):
    """A roster of people and households brought in: checked, loaded and taken back, each in small steps that can be killed; one of these at a time.

    `rows = good + doubtful + bad + doubled`, `homes` are the households. `cursor`: while it is checked, the lines written; while it is loaded and
    afterwards, the last household of the file that is done; while it is taken back, the last that is still there.
    """

    STATES = [("checking", "正在检查"), ("checked", "待确认"), ("loading", "正在导入"), ("done", "已导入"), ("undoing", "正在撤销"), ("undone", "已撤销")]
    name = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=STATES, default="checked")
    rows = models.PositiveIntegerField(default=0)
    homes = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    doubled = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    unused = models.JSONField(default=list, blank=True)  # headings of the file that mean nothing here
    loaded = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_on = models.DateField()
    loaded_on = models.DateField(null=True, blank=True)  # the day from which its people and facts count
    file_digest = models.CharField(max_length=64)
    file = models.OneToOneField(ListFile, models.PROTECT, null=True, blank=True, related_name="+")  # while it is checked by a job

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file_digest"], condition=~Q(state="undone"), name="import_file_once"),
            models.CheckConstraint(condition=~Q(state__in=["loading", "done"]) | Q(loaded_on__isnull=False), name="import_loaded_on"),
            models.CheckConstraint(condition=Q(state="checking", file__isnull=False) | ~Q(state="checking") & Q(file=None), name="import_file_while_checked"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One line of the roster: what was wrong with it, or whom it became.

    `home` counts the households of the file, in the order of their first lines. `sealed` is what it takes to load a line, or the cells of one
    that is not loaded ({"cells": …}); empty once it is loaded or undone (about "registry.importrow:<run>:<number>").
    """

    STATES = {
        "good": ("可以导入", "Can be loaded"),
        "doubtful": ("请核对，可以导入", "To be looked at; can be loaded"),
        "bad": ("有错，不导入", "Wrong, left out"),
        "doubled": ("已有此人，不导入", "Here already, left out"),
        "loaded": ("已导入", "Loaded"),
        "undone": ("已撤销", "Taken back"),
    }
    run = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    home = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in STATES.items()])
    problems = models.JSONField(default=list, blank=True)  # [[column, zh, en]]
    sealed = models.BinaryField(default=bytes)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)  # the constraint has an index
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(person__isnull=False), name="import_row_person"),
            models.CheckConstraint(condition=~Q(state="loaded") | Q(household__isnull=False), name="import_row_loaded"),
        ]
        indexes = [
            models.Index(fields=["run", "state", "number"], name="import_row_state"),
            models.Index(fields=["run", "home", "number"], name="import_row_home"),
        ]
