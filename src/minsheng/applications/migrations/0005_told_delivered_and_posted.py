import django.db.models.deletion
from django.db import migrations, models

APPEAL_DAYS = 60


def forwards(apps, schema_editor):
    """Older files: what a notice said is how many people there were; the time for a review runs from the delivery; a hearing rests on the letter before it."""
    from minsheng.base.calendar import add_days

    Assessment, Decision, Hearing, Letter = (
        apps.get_model(app, name)
        for app, name in (("applications", "Assessment"), ("applications", "Decision"), ("applications", "Hearing"), ("notices", "Letter"))
    )
    for found in Assessment.objects.filter(application__household__isnull=False).select_related("application").iterator():
        found.persons = found.application.household.memberships.filter(until=None).count()
        found.save(update_fields=["persons"])
    for made in Decision.objects.iterator():
        letter = (
            Letter.objects.filter(about=f"applications.application:{made.application_id}", kind=made.outcome, issued_on=made.decided_on).order_by("-pk").first()
        )
        made.delivered_on = letter.delivered_on if letter else None
        made.appeal_until = add_days(made.delivered_on, APPEAL_DAYS).day if made.delivered_on else None
        made.save(update_fields=["delivered_on", "appeal_until"])
    for heard in Hearing.objects.iterator():
        about = f"applications.application:{heard.application_id}"
        heard.letter = Letter.objects.filter(about=about, kind="hearing", issued_on__lte=heard.on).order_by("-pk").first()
        heard.save(update_fields=["letter"])


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_one_case_a_household"), ("notices", "0004_delivery_tries_and_long_term_list"), ("base", "0001_initial")]

    operations = [
        migrations.AddField("assessment", "persons", models.PositiveSmallIntegerField(default=1), preserve_default=False),
        migrations.AddField("decision", "before", models.BigIntegerField(default=0)),
        migrations.AddField("decision", "delivered_on", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "hearing", "letter", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.letter")
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
