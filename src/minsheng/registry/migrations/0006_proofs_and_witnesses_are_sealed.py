"""What officers write in their own words: the proof behind a fact or a correction, and who witnessed a fingerprint."""

from django.db import migrations, models

from minsheng.base.sealing import sealed

COLUMNS = [("fact", "evidence", 200), ("correction", "evidence", 200), ("consent", "witness", 60)]
CONSTRAINTS = [
    (
        "correction",
        models.CheckConstraint(
            condition=models.Q(models.Q(("before", models.F("after")), _negated=True), models.Q(("evidence", ""), _negated=True)), name="correction_corrects"
        ),
    ),
    (
        "consent",
        models.CheckConstraint(
            condition=models.Q(models.Q(("manner", "mark"), _negated=True), ("refused", True), models.Q(("witness", ""), _negated=True), _connector="OR"),
            name="consent_mark_witnessed",
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_merged_by_two")]
    operations = sealed("registry", COLUMNS, CONSTRAINTS)
