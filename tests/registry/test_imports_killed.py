"""Loading rosters in processes that are killed, wherever they are: in the end everybody is there once, and taken back nobody is."""

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
HOMES, KILLS = 200, 50


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


def killed_somewhere(process, dice) -> bool:
    """Whether it was killed in the middle; False when it had come to its end before."""
    for _ in range(dice.randint(1, 12)):
        if not process.stdout.readline():
            assert process.wait() == 0
            return False
    time.sleep(dice.uniform(0, 0.05))  # anywhere in a step, in its commit or between two
    process.kill()
    return process.wait() == -signal.SIGKILL


def load_with_kills(script, dice, kills: int, homes: int) -> list[int]:
    """Rosters loaded one after another, until so many processes were killed."""
    runs, killed = [], 0
    while killed < kills:
        runs.append(int(script.run("begin", str(len(runs) + 1), str(homes))))
        while killed_somewhere(script.start("work"), dice):
            killed += 1
            if killed >= kills:
                script.run("work")
                break
    return runs


def whole(report: dict, rosters: int, homes: int) -> None:
    people, wrong = 3 * homes, -(-homes // 10)
    for run in report["runs"]:
        assert run == {
            "state": "done", "loaded": people, "homes": homes, "bad": wrong, "cursor": homes, "lines": people, "households": homes, "half": [], "entries": 1,
        }  # fmt: skip
    tables, everybody = report["tables"], people * rosters
    assert len(report["runs"]) == rosters and report["jobs"] == ["done"] * rosters and report["sealed"] == 0
    assert {tables[name] for name in ("Person", "Membership", "Document", "Event")} == {report["numbers"], everybody} == {everybody}
    assert tables["Household"] == homes * rosters and tables["Fact"] == report["folds"] == 8 * homes * rosters


@pytest.mark.long
def test_rosters_whose_loading_is_killed_again_and_again_are_loaded_once_and_taken_back_whole(script):
    dice = random.Random(20251009)
    runs = load_with_kills(script, dice, KILLS, HOMES)
    whole(json.loads(script.run("report")), len(runs), HOMES)
    for run in runs:
        process = script.start("undo", str(run))
        time.sleep(dice.uniform(1, 3))
        process.kill()  # before, in the middle or after: all of it is there or nothing
        assert process.wait() in (0, -signal.SIGKILL)
        if json.loads(script.run("report"))["runs"][runs.index(run)]["state"] != "undone":
            script.run("undo", str(run))
    report = json.loads(script.run("report"))
    assert set(report["tables"].values()) == {0} and report["sealed"] == 0
    assert [(run["state"], run["loaded"]) for run in report["runs"]] == [("undone", 0)] * len(runs)
