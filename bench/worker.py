"""One engine in one process: reads one JSON command a line, runs it, answers with one JSON line.

{"people": FILE}             load the columns into memory (not timed)
{"run": true}                build, calculate, output once -> seconds by stage, totals and digests of every benefit
{"peak": true}               the process' peak memory in MB

python bench/worker.py openfisca
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
from time import perf_counter, process_time

STARTED = perf_counter()

import numpy as np  # noqa: E402
from population import load  # noqa: E402
from timing import Stages, peak_mb  # noqa: E402

BENEFITS = ("dibao", "margin", "supplement", "old_age", "living", "nursing", "help")


def engine(name: str):
    """The engine by name: an object with `version`, `build(people)`, `calculate(built)` and `output(calculated)`."""
    if name.startswith(("openfisca", "policyengine")):
        from engines.peer import Peer

        return Peer(name)
    if name.startswith("minsheng"):
        from engines.ours import Ours

        return Ours(name)
    from engines.by_hand import by_hand

    return by_hand(name)


def digest(outcome: dict[str, tuple]) -> dict[str, dict]:
    """By benefit: how many are eligible, the sum in fen, and a digest of both columns row by row."""
    found = {}
    for name in BENEFITS:
        eligible, amount = outcome[name]
        rows = np.ascontiguousarray(amount if amount is not None else np.zeros(len(eligible)), dtype=np.int64)
        sha = hashlib.sha256(np.ascontiguousarray(eligible, dtype=np.bool_).tobytes() + rows.tobytes())
        found[name] = {"people": int(np.count_nonzero(eligible)), "fen": int(rows.sum()), "rows": sha.hexdigest()[:16]}
    return found


def run(made, people) -> dict:
    gc.collect()
    clock, cpu = Stages(), process_time()
    with clock.stage("build"):
        built = made.build(people)
    with clock.stage("calculate"):
        calculated = made.calculate(built)
    with clock.stage("output"):
        outcome = made.output(calculated)
    cpu = process_time() - cpu
    return {"seconds": clock.with_total() | {"cpu": cpu}, "totals": digest(outcome)}


def main(name: str) -> None:
    answers = sys.stdout
    sys.stdout = sys.stderr  # whatever a library prints must not mix with the answers
    made, people = engine(name), None
    print(json.dumps({"ready": perf_counter() - STARTED, "version": made.version}), file=answers, flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        if "people" in command:
            people = load(command["people"])
            answer = {"persons": len(people["person_group"])}
        elif "run" in command:
            answer = run(made, people)
        else:
            answer = {"peak_mb": peak_mb()}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
