"""What every area keeps here: the audit trail, background jobs, stored files, days off.

Base stands below accounts and places: users, posts and places are plain ids here, never foreign keys.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from minsheng.base.actor import Actor
from minsheng.base.models_calendar import CalendarDay

__all__ = ["AuditBlock", "AuditEntry", "CalendarDay", "Job", "StoredFile"]

OPEN = Q(state__in=["waiting", "running"])


class AuditBlock(models.Model):
    """A closed batch of audit entries, chained to the batch before it. Written once by the sealer (`audit.sealing`)."""

    number = models.PositiveIntegerField(unique=True)  # 1, 2, 3 …: two sealers cannot both make the same one
    first_id = models.BigIntegerField()  # for people who look; what counts is each entry's own `block`
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    pointers = models.BinaryField()  # id and the start of the digest of every entry: says which one is wrong
    entries_digest = models.CharField(max_length=64)  # SM3 over the digests of the entries in the order of their ids
    previous = models.CharField(max_length=64)  # head of the block before; 64 zeros before the first
    head = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1, count__gte=1), name="audit_block_not_empty")]

    def __str__(self) -> str:
        return f"{self.number}: {self.head[:12]}"


class AuditEntry(models.Model):
    """One act or one look, written in the transaction of what it tells of. Never changed and never deleted (triggers, migration 0002)."""

    at = models.DateTimeField(default=timezone.now)
    on = models.DateField()  # the legal day
    user_id = models.BigIntegerField(null=True)  # null: the machine, or a visitor who has not signed in
    post_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40)
    act = models.CharField(max_length=60)  # "applications.decide"
    subject = models.CharField(max_length=100)  # "applications.application:12"
    place_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)  # ids, codes, amounts, dates and keyed digests only
    block = models.ForeignKey(AuditBlock, models.PROTECT, null=True, related_name="entries")  # null: not sealed yet

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_subject"),
            models.Index(fields=["user_id", "at"], name="audit_user"),
            models.Index(fields=["act", "at"], name="audit_act"),
            models.Index(fields=["place_id", "at"], name="audit_place"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.act} {self.subject}"


class Job(models.Model):
    """Work that takes longer than a page may: a loop of small steps, each in its own transaction together with the cursor it leaves behind."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    kind = models.CharField(max_length=60)  # a name of config.jobs.KINDS
    key = models.CharField(max_length=120, blank=True)  # what must not be under way twice, "payroll:2025-10"
    due = models.DateTimeField(null=True)  # of a recurring job: the time it stands for
    arguments = models.JSONField(default=dict)
    cursor = models.JSONField(null=True)  # where the next step begins; null at the start
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    stop_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)  # begun since the last step that succeeded
    error_zh = models.CharField(max_length=500, blank=True)
    error_en = models.CharField(max_length=500, blank=True)
    on = models.DateField()  # the legal day it was asked for
    asked_by = models.BigIntegerField(null=True)  # user id; null: the machine
    asked_as = models.JSONField(default=dict)  # role, post, place and path of who asked
    holder = models.CharField(max_length=32, blank=True)  # the worker that has it in hand
    heartbeat = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=False)  # who asked has seen how it ended

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=OPEN & ~Q(key=""), name="job_key_open_once"),
            models.UniqueConstraint(fields=["kind", "due"], condition=Q(due__isnull=False), name="job_due_once"),
            models.CheckConstraint(condition=Q(state__in=["waiting", "running", "done", "failed", "stopped"]), name="job_state_known"),
            models.CheckConstraint(condition=OPEN & Q(finished_at=None) | ~OPEN & Q(finished_at__isnull=False), name="job_finished_at"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error_zh="") & ~Q(error_en=""), name="job_failed_says_why"),
        ]
        indexes = [
            models.Index(fields=["heartbeat", "id"], condition=OPEN, name="job_open"),
            models.Index(fields=["asked_by", "created_at"], name="job_asked_by"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.state}"

    @property
    def by(self) -> Actor:
        """Who asked, with the rights held when asking: a step acts `by=job.by`."""
        return Actor(user=self.asked_by, name="", **self.asked_as)

    @property
    def open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def percent(self) -> int | None:
        """How far, 0 to 100; None while nobody has counted."""
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else None


class StoredFile(models.Model):
    """A file somebody brought. The content lies encrypted outside the database; one that no row points to is removed after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.BinaryField()  # sealed: people name files after people
    mime = models.CharField(max_length=80)  # by content, not by what the browser said
    size = models.PositiveIntegerField()  # bytes, as stored (after a picture was made smaller)
    sm3 = models.CharField(max_length=64)  # of the bytes as stored, before encryption
    taken_at = models.DateTimeField(null=True)  # a picture's own time, as its camera wrote it
    uploaded_by = models.BigIntegerField(null=True)  # user id
    uploaded_at = models.DateTimeField(default=timezone.now)
    place_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["uploaded_at"], name="file_uploaded_at")]
        constraints = [models.CheckConstraint(condition=Q(size__gte=1), name="file_not_empty")]

    def __str__(self) -> str:
        return str(self.id)
