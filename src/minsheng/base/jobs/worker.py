"""The loop of `manage.py work`: seals the audit trail, starts what recurs, and gives every open job a turn. Any number may run."""

import logging
import threading
import time
from datetime import datetime

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from minsheng.base import clock
from minsheng.base.actor import MACHINE
from minsheng.base.audit.heads import HeadsDiffer
from minsheng.base.audit.sealing import seal_all
from minsheng.base.jobs import kinds, running
from minsheng.base.jobs.actions import Underway, start
from minsheng.base.models import Job

log = logging.getLogger("minsheng.jobs")
TURN = 5.0  # seconds one job has before it is the next one's turn: a long one does not keep the short ones waiting
SEAL_EVERY = 5.0
IDLE = 1.0
# SQLite has one writer at a time and no queue: whoever waits looks again every 0.1 s. A worker that writes without a pause keeps the whole office out.
AT_WORK, FREE = 0.25, 0.12  # seconds


class Worker:
    """`stop()` lets the step in hand finish and gives its job back."""

    def __init__(self):
        self._stopped = threading.Event()
        self._sealed_at = float("-inf")
        self._begun: dict[str, datetime] = {}
        self._rested_at = time.monotonic()

    def stop(self, *_) -> None:
        self._stopped.set()

    def work(self) -> None:
        while not self._stopped.is_set():
            close_old_connections()
            if not self._turn():
                self._stopped.wait(IDLE)

    def _turn(self) -> bool:
        """Whether there was a job to work on. A database that is busy or gone for a moment is no reason to die."""
        try:
            self._seal()
            self._recur()
            mine = running.claim()
            if mine:
                running.work_on(mine, TURN, self._stopped.is_set, self._rest)
            return mine is not None
        except (OperationalError, InterfaceError) as error:
            log.warning("the database does not answer (%s), trying again", type(error).__name__)
            connection.close()
            return False

    def _rest(self) -> None:
        """Let those write who wait at the counter."""
        if connection.vendor == "sqlite" and time.monotonic() - self._rested_at > AT_WORK:
            self._stopped.wait(FREE)
            self._rested_at = time.monotonic()

    def _seal(self) -> None:
        if time.monotonic() - self._sealed_at < SEAL_EVERY:
            return
        try:
            seal_all()
        except (HeadsDiffer, OSError, ValueError) as error:  # jobs go on; the chain is kept in the database, the verification tells what is wrong
            log.error("the heads of the audit trail cannot be exported: %s", error)
        self._sealed_at = time.monotonic()

    def _recur(self) -> None:
        """Start what is due. Several workers may try: the database takes one job for each kind and time."""
        for name, kind in kinds.recurring():
            due = kind.due(timezone.localtime())
            if self._begun.get(name) == due:
                continue
            if not Job.objects.filter(kind=name, due=due).exists():
                try:
                    start(kind=name, by=MACHINE, on=clock.today(), key=name, due=due)
                except Underway as rival:
                    if rival.job is None or rival.job.due != due:
                        continue  # the one before has not ended yet
            self._begun[name] = due
