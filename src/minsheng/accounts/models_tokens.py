"""Tokens by which a program acts in somebody's post, and the keys by which its writes are told apart."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


class Token(models.Model):
    """A program acts in one post, within `scopes` (permissions of that role), until a day. Only a keyed digest of the secret is kept; `hint` is its beginning.

    It opens nothing before a second administrator has agreed, and nothing when the post or the account has ended.
    """

    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)  # the system it is for
    scopes = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    since = models.DateField()
    until = models.DateField()  # the first day on which it opens nothing
    document = models.CharField(max_length=200)
    pending = models.BooleanField(default=True)
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="token_dates"),
            models.CheckConstraint(condition=Q(pending=True, confirmed_by__isnull=True) | Q(pending=False, confirmed_by__isnull=False), name="token_confirmed"),
            models.CheckConstraint(condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")), name="token_by_two"),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_by__isnull=True) | Q(revoked_on__isnull=False, revoked_by__isnull=False), name="token_revoked"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(document=""), name="token_named"),
        ]


class SentKey(models.Model):
    """A key that a program has sent with a write (Idempotency-Key): with it only the very same may be sent again."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)  # of the operation and what was sent
    sent_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="sent_key_once")]
