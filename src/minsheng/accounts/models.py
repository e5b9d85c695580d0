"""Who may sign in, in which post, for which place, from when until when."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from minsheng.accounts.roles import ROLES
from minsheng.base.ui.kept import MOST
from minsheng.places.models import Place


class User(AbstractUser):
    """Somebody who signs in: a resident, or staff (`is_staff`), who have posts and need a second factor."""

    first_name = last_name = None
    name = models.CharField(max_length=60, blank=True)
    first_password = models.BooleanField(default=False)  # given by the administrator or at a counter: nothing opens until it is changed
    first_password_until = models.DateField(null=True, blank=True)  # the last day on which it lets anybody in; null: until it is changed
    password_given_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # who knows the first password
    factor_reset_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # who took the second factor away last

    def __str__(self) -> str:
        return self.name or self.username


class Post(models.Model):
    """A role in a place between two days. A user may hold several and acts in one at a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts")
    role = models.CharField(max_length=16, choices=[(key, zh) for key, (zh, _) in ROLES.items() if key != "resident"])
    place = models.ForeignKey(Place, models.PROTECT, related_name="posts")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200, blank=True)
    pending = models.BooleanField(default=False)  # of a second pair of eyes: counts when another administrator has confirmed it
    appointed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # null: by the command line, or an older post
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pending=False) | Q(appointed_by__isnull=False, confirmed_by__isnull=True), name="post_pending"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(appointed_by__isnull=False) & ~Q(confirmed_by=F("appointed_by")) & ~Q(confirmed_by=F("user")),
                name="post_by_two",
            ),
            models.UniqueConstraint(fields=["user", "role", "place"], condition=Q(until__isnull=True), name="post_one_open"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="post_dates"),
        ]


class RelativesDeclaration(models.Model):
    """What a member of staff says each year of near relatives who receive or apply for help; "none" is declared too."""

    user = models.ForeignKey(User, models.PROTECT, related_name="declarations")
    year = models.PositiveSmallIntegerField()
    none = models.BooleanField()
    declared_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "year"], name="declaration_once_a_year")]


class DeclaredRelative(models.Model):
    """One near relative: found again by the keyed digest of the document number; name and number are sealed."""

    declaration = models.ForeignKey(RelativesDeclaration, models.CASCADE, related_name="relatives")
    relation = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, db_index=True)
    sealed = models.BinaryField()


class KeptFilter(models.Model):
    """A filter of a list that somebody of the staff has kept under a name: eight a list at most, each in a slot of its own."""

    user = models.ForeignKey(User, models.CASCADE, related_name="filters")
    table = models.CharField(max_length=40)
    slot = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=500)  # codes and dates of the address; no text that was searched for

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "table", "slot"], name="filter_slot"),
            models.UniqueConstraint(fields=["user", "table", "name"], name="filter_name"),
            models.CheckConstraint(condition=Q(slot__range=(1, MOST)), name="filter_eight"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="filter_whole"),
        ]


from minsheng.accounts.models_tokens import SentKey, Token  # noqa: E402, F401 (the same app; below what it refers to)
