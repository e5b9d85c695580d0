from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_papers_at_the_counter"),
        ("places", "0002_a_dated_tree"),
        ("registry", "0003_lists_in_the_background"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("household__isnull", False), ("state__in", ["submitted", "correction", "open"])),
                fields=("household", "matter", "kind"),
                name="application_one_open_household",
            ),
        )
    ]
