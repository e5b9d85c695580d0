"""Seal the audit trail: `manage.py audit seal`, once or every few seconds. `manage.py work` does it as well; several at once do no harm."""

import signal
import threading

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from minsheng.base.audit.heads import HeadsDiffer
from minsheng.base.audit.sealing import seal_all


class Command(BaseCommand):
    help = "Chain the audit entries that wait and export the heads."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["seal"])
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on until stopped")

    def handle(self, every, **options):
        stop = threading.Event()
        if every:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())
        while True:
            try:
                self.stdout.write(f"{seal_all()} sealed")
            except (OperationalError, HeadsDiffer) as error:
                if not every or isinstance(error, HeadsDiffer):
                    raise CommandError(str(error)) from error
                self.stderr.write(f"the database is busy, trying again: {error}")
            if not every or stop.wait(every):
                return
