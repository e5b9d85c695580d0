"""The triggers that keep the audit trail. By hand and on its own, so that 0001 can be written anew.

SQLite changes a table by copying it, which loses its triggers: a migration that alters the two tables must lay them again.
"""

from django.db import migrations

from minsheng.base.audit import triggers


def lay(apps, schema_editor):
    triggers.lay(schema_editor.connection)


def lift(apps, schema_editor):
    triggers.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(lay, lift)]
