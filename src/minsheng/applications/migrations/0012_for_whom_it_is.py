"""Whom an application is for: a person, a household, or one member of a household. What is here already has a household exactly where it is for one."""

from django.db import migrations, models
from django.db.models import Case, Q, Value, When


def fill(apps, schema_editor):
    rows = apps.get_model("applications", "Application").objects
    rows.update(unit=Case(When(household=None, then=Value("person")), default=Value("household")))


class Migration(migrations.Migration):
    dependencies = [("applications", "0011_why_a_ruling_went_back")]

    operations = [
        migrations.AddField(
            "application", "unit", models.CharField(max_length=10, choices=[("person", "个人"), ("household", "整户"), ("member", "户中一人")], default="person"),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveConstraint("application", "application_one_open_household"),
        migrations.AddConstraint(
            "application",
            models.UniqueConstraint(
                fields=["household", "matter", "kind"],
                condition=Q(state__in=["submitted", "correction", "open"], household__isnull=False, unit="household"),
                name="application_one_open_household",
            ),
        ),
        migrations.AddConstraint(
            "application",
            models.CheckConstraint(
                condition=Q(unit__in=["person", "household", "member"]) & (~Q(unit="person") | Q(household=None)), name="application_for_whom"
            ),
        ),
    ]  # fmt: skip
