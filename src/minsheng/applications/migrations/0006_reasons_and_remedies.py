from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_told_delivered_and_posted")]

    operations = [
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(condition=~Q(outcome__in=["granted", "changed"], fen__lt=F("before")) | ~Q(reason=""), name="decision_less_reason"),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True, appeal_until__isnull=True)
                | Q(delivered_on__isnull=False, delivered_on__gte=F("decided_on"), appeal_until__isnull=False, appeal_until__gt=F("delivered_on")),
                name="decision_appeal_from_delivery",
            ),
        ),
        migrations.AddConstraint("hearing", models.CheckConstraint(condition=~Q(manner="absent") | Q(letter__isnull=False), name="hearing_absent_was_told")),
    ]
