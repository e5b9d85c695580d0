"""One trial of “what if”: invented people of a district under the figures as they are and with one changed. Nothing of it is paid to anybody.

Trials run one after another in a thread, so that no page waits for them; the latest results are kept in memory. The array code is
imported only there: pages that need none of it stay light.
"""

import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from minsheng.guide import law

log = logging.getLogger("minsheng.trial")
PERSONS, SEED, KEPT, WAITING = 20_000, 7, 32, 8
BENEFITS = ("dibao", "supplement", "old_age_allowance", "disability_living_subsidy", "disability_nursing_subsidy")


@dataclass(frozen=True)
class Wish:
    """A figure of the book, its new value in its unit, a district and a month."""

    figure: str
    value: float
    place: str
    month: date
    today: date


@dataclass
class Trial:
    """state: waiting, running, done or failed. `found`: plain numbers (fen), once done."""

    wish: Wish
    state: str = "waiting"
    found: dict = field(default_factory=dict)


_trials: OrderedDict[Wish, Trial] = OrderedDict()
_lock, _one_at_a_time = threading.Lock(), threading.Lock()


class Busy(Exception):
    """Too many trials are waiting."""


def ask(wish: Wish) -> Trial:
    """The trial of a wish as it stands; a new one starts in the background. A failed one is told once, then may be tried anew. Raises Busy."""
    with _lock:
        trial = _trials.get(wish)
        if trial is None:
            if sum(t.state in ("waiting", "running") for t in _trials.values()) >= WAITING:
                raise Busy
            trial = _trials[wish] = Trial(wish)
            threading.Thread(target=_work, args=(trial,), daemon=True).start()
        _trials.move_to_end(wish)
        for old in [w for w, t in _trials.items() if t.state == "done"][: max(0, len(_trials) - KEPT)]:
            del _trials[old]
        seen = replace(trial)  # the thread goes on meanwhile; what is shown is one moment
        if seen.state == "failed":
            del _trials[wish]
        return seen


def _work(trial: Trial) -> None:
    with _one_at_a_time:
        trial.state = "running"
        try:
            trial.found = run(trial.wish)
            trial.state = "done"
        except Exception as error:  # noqa: BLE001  whatever it is, the waiting page must hear of it
            log.error("a trial failed: %s", type(error).__name__)
            trial.state = "failed"


@lru_cache(maxsize=4)
def people(place: str):
    """The invented people of a district: the same each time."""
    from minsheng import sample

    return sample.population(PERSONS, place, SEED)


def run(wish: Wish) -> dict:
    """Both worlds and what differs: cost by benefit and by age, households that gain and lose, how much. All a month, in fen."""
    from minsheng.rules.engine.whatif import simulate

    keys = [k for k in BENEFITS if k in law.book().benefits]
    compared = simulate(law.book(), people(wish.place), {wish.figure: wish.value}, on=wish.month.isoformat(), known=wish.today.isoformat(),
                        place=wish.place, benefits=keys)  # fmt: skip
    before, after = compared.by_group()
    change = after - before
    return {
        "persons": PERSONS, "households": len(change),
        "before": int(before.sum()), "after": int(after.sum()),
        "winners": int((change > 0).sum()), "losers": int((change < 0).sum()),
        "cost": {k: (*compared.cost()[k], compared.people(k)) for k in keys if law.book().benefits[k].period == "month"},
        "ages": compared.by_age(), "sizes": _sizes(change),
    }  # fmt: skip


STEPS = (10_000, 30_000, 100_000)  # fen a month: up to 100, 300, 1,000 yuan, and more


def _sizes(change) -> list[tuple[int, int | None, int, int]]:
    """[(above, up to, households that gain this much, households that lose this much)], in fen a month."""
    edges = [0, *STEPS, None]
    out = []
    for low, high in zip(edges, edges[1:], strict=False):
        within = [(c > low) & ((c <= high) if high else True) for c in (change, -change)]
        out.append((low, high, int(within[0].sum()), int(within[1].sum())))
    return out
