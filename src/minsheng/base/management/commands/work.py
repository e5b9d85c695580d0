"""Do background work: `manage.py work`. Start as many as the machine has cores to spare; stop them with SIGTERM or Ctrl-C."""

import signal

from django.core.management.base import BaseCommand

from minsheng.base.jobs.worker import Worker


class Command(BaseCommand):
    help = "Run background jobs, start recurring ones and seal the audit trail, until stopped."

    def handle(self, **options):
        worker = Worker()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, worker.stop)
        self.stdout.write("民生 Minsheng: working")
        self.stdout.flush()
        worker.work()
