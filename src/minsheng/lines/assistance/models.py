"""How somebody who is supported as tekun lives: at home with a caregiver, or in an institution, as they have chosen."""

from django.db import models
from django.db.models import F, Q

from minsheng.benefits.models import Award
from minsheng.registry.models import Person


class Support(models.Model):
    """One way of support from a day on; the one before ends where the next begins. Who cannot care for themselves goes first in public institutions (国发〔2016〕14号)."""

    MANNERS = {"home": ("分散供养（在家）", "At home"), "institution": ("集中供养（机构）", "In an institution")}
    award = models.ForeignKey(Award, models.PROTECT, related_name="supports")
    manner = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in MANNERS.items()])
    institution = models.CharField(max_length=100, blank=True)
    public = models.BooleanField(default=False)  # a public institution, where care is given free
    caregiver = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    duties = models.CharField(max_length=300, blank=True)  # what the agreement says: meals, cleaning, medicine, hospital; how often
    agreement = models.UUIDField(null=True, blank=True)  # base.StoredFile: signed by the person, the caregiver, and the town or committee
    agreed_until = models.DateField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    entered_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(manner="institution", caregiver__isnull=True) & ~Q(institution="") | Q(manner="home", institution="", public=False),
                name="support_manner",
            ),
            models.CheckConstraint(condition=Q(caregiver__isnull=False) | Q(agreement__isnull=True, agreed_until__isnull=True), name="support_agreement"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="support_dates"),
            models.UniqueConstraint(fields=["award"], condition=Q(until__isnull=True), name="support_one"),
        ]
