"""Online access: which sign-in opens which file."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.registry.models import Person


class Account(models.Model):
    """The sign-in of a resident and the file it belongs to. `seen` is the kind of document that somebody at the counter has compared with the person,
    `provider` the identity provider that vouched for its number."""

    WHY = {
        "asked": ("本人不想再用", "The person does not want it any more"),
        "misused": ("被别人用过，或担心被别人用", "Used by somebody else, or feared to be"),
        "mistake": ("开错了人", "Opened for the wrong person"),
        "guardian": ("已有监护人，由监护人办理", "A guardian acts for the person now"),
        "merged": ("与另一份档案合并", "Merged with another file"),
    }
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="access")
    since = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    seen = models.CharField(max_length=24, blank=True)
    provider = models.CharField(max_length=60, blank=True)
    until = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=12, blank=True, choices=[(k, zh) for k, (zh, _) in WHY.items()])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(until__isnull=True), name="access_of_one_user"),
            models.UniqueConstraint(fields=["person"], condition=Q(until__isnull=True), name="access_to_one_file"),
            models.CheckConstraint(condition=Q(until__isnull=True, why="") | (Q(until__gte=F("since")) & ~Q(why="")), name="access_ended_for_a_reason"),
        ]
