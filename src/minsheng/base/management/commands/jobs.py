"""Background jobs from the command line: `manage.py jobs list | start KIND | run NUMBER | stop NUMBER | resume NUMBER`."""

import json

from django.core.management.base import BaseCommand, CommandError

from minsheng.base import clock
from minsheng.base.actor import MACHINE
from minsheng.base.errors import Refused
from minsheng.base.jobs import actions, running
from minsheng.base.models import OPEN, Job


class Command(BaseCommand):
    help = "List, start, run, stop and resume background jobs."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["list", "start", "run", "stop", "resume"])
        parser.add_argument("which", nargs="?", help="a kind to start, or the number of a job")
        parser.add_argument("--arguments", type=json.loads, default={}, metavar="JSON", help="arguments of the job to start")

    def handle(self, what, which, arguments, **options):
        try:
            if what == "list":
                return self._list()
            if what == "start":
                return self._say(actions.start(kind=which or "", arguments=arguments, by=MACHINE, on=clock.today()))
            job = Job.objects.filter(pk=which if (which or "").isdecimal() else None).first()
            if job is None:
                raise CommandError(f"there is no job {which}: see `jobs list`")
            if what == "run":
                return self._say(running.run(job))
            return self._say(getattr(actions, what)(job=job, by=MACHINE, on=clock.today()))
        except Refused as no:
            raise CommandError(no.en) from no

    def _list(self) -> None:
        """What is open, and the last twenty that are not."""
        for job in [*Job.objects.filter(OPEN).order_by("id"), *Job.objects.exclude(OPEN).order_by("-finished_at")[:20]]:
            self._say(job)

    def _say(self, job: Job) -> None:
        of = f" of {job.total}" if job.total is not None else ""
        self.stdout.write(f"{job.pk:>6} {job.state:<8} {job.kind:<30} {job.done}{of} {job.error_en}".rstrip())
