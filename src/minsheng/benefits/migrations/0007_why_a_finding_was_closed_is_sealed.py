"""Why nothing was done, or which proof was seen: in the officer's own words."""

from django.db import migrations

from minsheng.base.sealing import sealed


class Migration(migrations.Migration):
    dependencies = [("benefits", "0006_rounds_by_themselves")]
    operations = sealed("benefits", [("finding", "settled_why", 200)])
