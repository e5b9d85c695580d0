"""It may name who must not be paid."""

from django.db import migrations

from minsheng.base.sealing import sealed


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_entered_by_one_confirmed_by_another")]
    operations = sealed("payments", [("batch", "cancelled_why", 200)])
