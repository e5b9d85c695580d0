from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_one_case_a_household"),
        ("benefits", "0003_sweeps_and_moves"),
        ("places", "0002_a_dated_tree"),
        ("registry", "0003_lists_in_the_background"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("state", "stopped"), _negated=True), ("household__isnull", False)),
                fields=("benefit", "household"),
                name="award_one_running_household",
            ),
        )
    ]
