"""A worker in a process of its own, for tests that kill it: `counting_worker.py start | work | report KEY`. Prints the number of each step."""

import json
import signal
import sys
import time
from datetime import date, timedelta

import django

django.setup()

from minsheng.base import jobs  # noqa: E402
from minsheng.base.actor import MACHINE  # noqa: E402
from minsheng.base.audit import record  # noqa: E402
from minsheng.base.jobs import Kind, running, worker  # noqa: E402
from minsheng.base.models import OPEN, AuditEntry, Job  # noqa: E402

STEPS = 300


def step(job, cursor):
    """Two rows with a pause between them, so that a kill can find it half done."""
    number = cursor or 0
    for half in ("a", "b"):
        record(by=job.by, on=job.on, act=f"test.{job.key}", subject=f"test.step:{number}{half}")
        time.sleep(0.003)
    print(number, flush=True)
    job.done, job.total = number + 1, STEPS
    return number + 1 if number + 1 < STEPS else None


class UntilDone(worker.Worker):
    """Ends with its job, so that nobody waits for one that failed."""

    def _turn(self) -> bool:
        worked = super()._turn()
        if not Job.objects.filter(OPEN, key=self.key).exists():
            self.stop()
        return worked


def main(what: str, key: str) -> None:
    jobs.install({"test.slow": Kind(step, ("慢", "Slow"))})
    running.SILENT, worker.IDLE = timedelta(seconds=0.2), 0.02
    if what == "start":
        jobs.start(kind="test.slow", key=key, by=MACHINE, on=date(2025, 10, 9))
    elif what == "report":
        job = Job.objects.get(key=key)
        rows = AuditEntry.objects.filter(act=f"test.{key}").order_by("id").values_list("subject", flat=True)
        print(json.dumps({"state": job.state, "done": job.done, "holder": job.holder, "rows": list(rows)}))
    else:
        one = UntilDone()
        one.key = key
        signal.signal(signal.SIGTERM, one.stop)
        one.work()


if __name__ == "__main__":
    main(*sys.argv[1:])
