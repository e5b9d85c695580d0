"""Why a recorded ruling was sent back is sealed like everything else that officers write in their own words."""

from django.db import migrations

import minsheng.base.fields


class Migration(migrations.Migration):
    dependencies = [("applications", "0010_notes_are_sealed")]
    operations = [migrations.RemoveField("appeal", "returned_why"), migrations.AddField("appeal", "returned_why", minsheng.base.fields.SealedText())]
