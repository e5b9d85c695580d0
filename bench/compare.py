"""Engines side by side: interleaved rounds (A B C A B C ...), each engine in a process of its own, results compared to the fen, row by row."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from environments import ROOT, python_of
from timing import summary

HERE = Path(__file__).parent


class Worker:
    """A running engine (see worker.py). `ready` is the time from starting the process to a loaded rule set, in seconds."""

    def __init__(self, name: str, environment: dict[str, str] | None = None) -> None:
        self.name = name
        paths = os.pathsep.join([str(HERE), str(ROOT / "src")])
        start = perf_counter()
        self.process = subprocess.Popen(
            [python_of(name), HERE / "worker.py", name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": paths} | (environment or {}),
        )  # fmt: skip
        self.version = self._answer()["version"]
        self.ready = perf_counter() - start

    def _answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"bench: the engine {self.name} stopped with an error (above); nothing was compared.")
        return json.loads(line)

    def ask(self, **command) -> dict:
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def _words(one: dict) -> str:
    return f"{one['people']:,} eligible, {one['fen'] / 100:,.2f} yuan (rows {one['rows']})"


def differences(expected: dict, found: dict) -> list[str]:
    """Where two engines' results differ: benefit, and both counts and sums."""
    return [f"{name}: {_words(expected[name])}; here {_words(found[name])}" for name in expected if expected[name] != found[name]]


def _check(results: dict[str, dict], where: str) -> dict:
    names = list(results)
    for name in names[1:]:
        if wrong := differences(results[names[0]], results[name]):
            raise SystemExit(f"bench: {names[0]} and {name} do not agree ({where}):\n  " + "\n  ".join(wrong))
    return results[names[0]]


def rounds(names: list[str], people: Path, count: int) -> dict:
    """One first run each, then `count` interleaved rounds. Stops with an error at the first difference between two engines."""
    workers = [Worker(name) for name in names]
    engines = {w.name: {"version": w.version, "ready": w.ready, "runs": []} for w in workers}
    for worker in workers:
        worker.ask(people=str(people))
    for turn in range(count + 1):
        totals = {}
        for worker in workers:
            answer = worker.ask(run=True)
            totals[worker.name] = answer["totals"]
            engines[worker.name]["runs"].append(answer["seconds"])
            print(f"  {people.stem} {'first' if turn == 0 else turn}: {worker.name} {answer['seconds']['total']:.3f} s", file=sys.stderr)
        agreed = _check(totals, f"{people.stem}, round {turn}")
    for worker in workers:
        engines[worker.name]["peak_mb"] = worker.ask(peak=True)["peak_mb"]
        worker.stop()
    return {"engines": {name: _summed(found) for name, found in engines.items()}, "totals": agreed}


def _summed(found: dict) -> dict:
    first, *warm = found.pop("runs")
    stages = {stage: summary([run[stage] for run in warm]) for stage in first}
    return found | {"first": first["total"], "stages": stages, "totals_by_round": [run["total"] for run in warm]}


def ratios(found: dict, ours: str, peer: str) -> dict:
    """How many times as long `peer` takes: ratio of the medians, the ratios round by round, and processor time (all cores)."""
    mine, theirs = found["engines"][ours], found["engines"][peer]
    by_round = [b / a for a, b in zip(mine["totals_by_round"], theirs["totals_by_round"], strict=True)]
    medians = {stage: theirs["stages"][stage]["median"] / mine["stages"][stage]["median"] for stage in ("total", "cpu")}
    return {"of_medians": medians["total"], "of_cpu": medians["cpu"], "by_round": summary(by_round)}


def shipped_differs(names: list[str], people: Path, agreed: dict) -> dict[str, list[str]]:
    """What the engines answer as they are shipped (int32), where it differs from the agreed results."""
    found = {}
    for name in names:
        worker = Worker(f"{name}-shipped")
        worker.ask(people=str(people))
        found[name] = differences(agreed, worker.ask(run=True)["totals"])
        worker.stop()
    return found
