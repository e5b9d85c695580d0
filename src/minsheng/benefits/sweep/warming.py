"""A rule is compiled once a machine, which takes up to a minute: in a thread beside the job, so that no step keeps the database waiting."""

import logging
import threading

from minsheng.matters.declare import Matter

log = logging.getLogger("minsheng.sweep")
_threads: dict[str, threading.Thread] = {}
_done: set[str] = set()
_lock = threading.Lock()
WAIT = 0.5  # seconds a step waits before it looks again


def ready(matter: Matter) -> bool:
    """Whether the rules of the matter can be run at once; if not, they are being made ready. What fails there is said by the sweep itself."""
    with _lock:
        thread = _threads.get(matter.key)
        if thread is None:
            thread = _threads[matter.key] = threading.Thread(target=_work, args=(matter,), daemon=True)
            thread.start()
    thread.join(WAIT)
    return matter.key in _done


def _work(matter: Matter) -> None:
    from minsheng.benefits.sweep.deciding import warm  # array code

    try:
        warm(matter)
    except Exception as error:  # noqa: BLE001  the sweep meets the same and tells who asked
        log.error("rules could not be made ready: %s", type(error).__name__)
    _done.add(matter.key)
