"""Rosters checked, loaded and taken back in processes that are killed, wherever they are: in the end everybody is there once, and taken back nobody is."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("roster_worker.py")
FEW, MANY = (1, 12), (50, 200)  # kills of each kind of work, households of a roster
ACTS = ["registry.begin_check", "registry.check_import", "registry.begin_import", "registry.load_import"]


@pytest.fixture
def script(own_database, tmp_path, root):
    """run(*words) gives what it prints, start(*words) a process."""
    environment = os.environ | {"MINSHENG_DATABASE": own_database, "MINSHENG_VAR": str(tmp_path), "PYTHONPATH": f"{root / 'src'}:{root}"}

    def start(*words):
        return subprocess.Popen([sys.executable, SCRIPT, *words], env=environment, stdout=subprocess.PIPE, text=True)

    def run(*words):
        done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    run(root / "manage.py", "migrate", "-v0", "--skip-checks")
    return type("Script", (), {"run": staticmethod(lambda *words: run(SCRIPT, *words)), "start": staticmethod(start)})


def killed_somewhere(process, dice, most: int) -> bool:
    """Whether it was killed in the middle; False when it had come to its end before."""
    for _ in range(dice.randint(1, most)):
        if not process.stdout.readline():
            assert process.wait() == 0
            return False
    time.sleep(dice.uniform(0, 0.05))  # anywhere in a step, in its commit or between two
    process.kill()
    return process.wait() == -signal.SIGKILL


class Killer:
    """Does what is to be done in processes of which so many are killed, for each kind of work."""

    def __init__(self, script, kills: int, dice):
        self.script, self.kills, self.dice = script, kills, dice
        self.killed = {"check": 0, "load": 0, "undo": 0}

    def work(self, kind: str) -> None:
        while self.killed[kind] < self.kills and killed_somewhere(self.script.start("work"), self.dice, 4 if self.kills == 1 else 12):
            self.killed[kind] += 1
        self.script.run("work")

    def over(self, *kinds: str) -> bool:
        return all(self.killed[kind] >= self.kills for kind in kinds)


def whole(report: dict, rosters: int, homes: int) -> None:
    people, wrong = 3 * homes, -(-homes // 10)
    for run in report["runs"]:
        assert run == {
            "state": "done", "loaded": people, "homes": homes, "bad": wrong, "cursor": homes, "lines": people, "households": homes, "half": [], "rows": people + wrong,
            "kept": people + wrong, "acts": ACTS,
        }  # fmt: skip
    tables, everybody = report["tables"], people * rosters
    assert len(report["runs"]) == rosters and report["jobs"] == ["done"] * 2 * rosters and report["sealed"] == report["files"] == 0
    assert {tables[name] for name in ("Person", "Membership", "Document", "Event")} == {report["numbers"], everybody} == {everybody}
    assert tables["Household"] == homes * rosters and tables["Fact"] == report["folds"] == 8 * homes * rosters


@pytest.mark.parametrize(("kills", "homes"), [FEW, pytest.param(*MANY, marks=pytest.mark.long)])
def test_rosters_whose_jobs_are_killed_again_and_again_are_there_once_and_taken_back_whole(script, kills, homes):
    killer, runs = Killer(script, kills, random.Random(20251009)), []
    while not killer.over("check", "load") or not runs:
        runs.append(script.run("bring", str(len(runs) + 1), str(homes)))
        killer.work("check")
        script.run("load", runs[-1])
        killer.work("load")
    whole(json.loads(script.run("report")), len(runs), homes)
    for run in runs:
        script.run("undo", run)
        killer.work("undo")
    report = json.loads(script.run("report"))
    assert set(report["tables"].values()) == {0} and report["sealed"] == 0 and report["jobs"] == ["done"] * 3 * len(runs)
    assert [(run["state"], run["loaded"]) for run in report["runs"]] == [("undone", 0)] * len(runs)
    assert all(run["acts"] == [*ACTS, "registry.begin_undo_import", "registry.undo_import"] for run in report["runs"])
    assert sum(killer.killed.values()) >= 2 * kills
