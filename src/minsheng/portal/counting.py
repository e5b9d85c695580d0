"""How often each public page is read, without knowing by whom: no cookie, no address of a reader, nothing but page, day and a number.

A request only adds to a number in memory. One thread of the server writes what has come together every few seconds and reads the sums that pages show,
so no reader waits for the database and no page fails with it. What a killed process has not written yet is lost: some seconds of a number that nobody decides by.
"""

import atexit
import logging
import threading
from collections import Counter
from datetime import date

from django.db import Error, connection, transaction
from django.db.models import F, Min, Sum

from minsheng.portal.models import PageViews

EVERY = 20  # seconds
log = logging.getLogger("minsheng.portal")
_lock = threading.Lock()
_pending: Counter[tuple[str, date]] = Counter()
_sums: dict[str, tuple[int, date]] = {}


def add(page: str, day: date) -> None:
    """A page was read."""
    with _lock:
        _pending[page, day] += 1


def read(page: str) -> tuple[int, date] | None:
    """(times, counted since), as last written and what has come since; None for a page that nobody has read yet."""
    with _lock:
        new = {day: n for (name, day), n in _pending.items() if name == page}
        times, since = _sums.get(page, (0, None))
    days = [*new, *([since] if since else [])]
    return (times + sum(new.values()), min(days)) if days else None


def write() -> bool:
    """Move what has come together into the database, and read the sums. What could not be written is kept for the next time."""
    with _lock:
        taken = Counter(_pending)
        _pending.clear()
    try:
        with transaction.atomic():
            _keep(taken)
    except Error as error:
        with _lock:
            _pending.update(taken)
        log.warning("page views wait: %s", type(error).__name__)
        return False
    found = {page: (times, since) for page, times, since in PageViews.objects.values_list("page").annotate(Sum("count"), Min("day"))}
    with _lock:
        _sums.clear()
        _sums.update(found)
    return True


def _keep(taken: Counter) -> None:
    """No act of anybody's, so the trail has none of it. Another process may write the same page at the same time: nothing is read first.

    Pages that were read equally often go in one statement: SQLite has one writer, and others wait for it.
    """
    PageViews.objects.bulk_create([PageViews(page=page, day=day) for page, day in sorted(taken)], ignore_conflicts=True)
    alike: dict[tuple[date, int], list[str]] = {}
    for (page, day), times in sorted(taken.items()):
        alike.setdefault((day, times), []).append(page)
    for (day, times), pages in alike.items():
        PageViews.objects.filter(page__any=pages, day=day).update(count=F("count") + times)


def forget() -> None:
    """Begin at nothing: what is not written yet and the sums are dropped."""
    with _lock:
        _pending.clear()
        _sums.clear()


def start(every: float = EVERY) -> threading.Event:
    """Begin to write every few seconds, in a thread of its own, and once more at the end. Set the event to stop. Called where the site is served."""
    stop = threading.Event()
    thread = threading.Thread(target=_run, args=(every, stop), name="page views", daemon=True)
    thread.start()
    atexit.register(_end, stop, thread)
    return stop


def _run(every: float, stop: threading.Event) -> None:
    ended = False
    while not ended:
        ended = stop.wait(every)
        try:
            write()
        except Error as error:  # the sums could not be read: the pages show those of before
            log.warning("page views not summed: %s", type(error).__name__)
        finally:
            connection.close()


def _end(stop: threading.Event, thread: threading.Thread) -> None:
    """With the process; a database that does not answer is not waited for."""
    stop.set()
    thread.join(timeout=2)
