"""What appointments do in the background."""

from datetime import time, timedelta

from minsheng.base.actor import MACHINE
from minsheng.base.clock import today
from minsheng.base.jobs.kinds import Kind
from minsheng.booking.actions import remind_some


def remind(job, cursor):
    """Everybody who comes on the next working day, some a step; the cursor counts them."""
    n = remind_some(by=MACHINE, on=today())
    job.done = (cursor or 0) + n
    return job.done if n else None


KINDS = {"booking.remind": Kind(remind, ("提醒明天的预约", "Reminding of tomorrow's appointments"), every=timedelta(days=1), at=time(8))}
