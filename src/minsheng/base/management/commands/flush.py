"""Django's `flush`, for the databases of tests only: they are emptied after every test that commits, and there the audit's triggers are lifted for it."""

from pathlib import Path

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from minsheng.base.audit import triggers


class Command(flush.Command):
    help = "Empty the database of a test. A database in service keeps its audit trail and is never emptied."

    def handle(self, **options):
        connection = connections[options["database"]]
        if not Path(connection.settings_dict["NAME"]).name.startswith(("test_", "file:memorydb")):
            raise CommandError("this database keeps an audit trail that nobody may empty; to begin anew, make another database")
        triggers.lift(connection)
        try:
            super().handle(**options)
        finally:
            triggers.lay(connection)
