"""What a step says in short, why it takes longer and why days do not count: some of it is in the officer's own words."""

from django.db import migrations

from minsheng.base.sealing import sealed

COLUMNS = [("task", "result", 0), ("task", "extended_why", 200), ("pause", "reason", 200)]


class Migration(migrations.Migration):
    dependencies = [("applications", "0014_judged_by_two")]
    operations = sealed("applications", COLUMNS)
