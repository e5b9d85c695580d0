"""Workers that are killed, and workers that are asked to stop."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("counting_worker.py")
STEPS = 300


@pytest.fixture
def script(another_database, tmp_path, root):
    """run(*words) gives what it prints, report(key) what became of the job, work(key) a process that works on it."""
    environment = os.environ | {"MINSHENG_DATABASE": another_database, "MINSHENG_VAR": str(tmp_path), "PYTHONPATH": str(root / "src")}

    def run(*words):
        done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def work(key):
        return subprocess.Popen([sys.executable, SCRIPT, "work", key], env=environment, stdout=subprocess.PIPE, text=True)

    run(root / "manage.py", "migrate", "base", "-v0", "--skip-checks")
    script = type("Script", (), {"run": staticmethod(run), "work": staticmethod(work)})
    script.report = staticmethod(lambda key: json.loads(run(SCRIPT, "report", key)))
    return script


def test_a_job_killed_again_and_again_does_every_step_once(script):
    script.run(SCRIPT, "start", "killed")
    dice = random.Random(20251009)
    for _ in range(4):
        process = script.work("killed")
        for _ in range(dice.randint(1, 20)):
            assert process.stdout.readline()
        time.sleep(dice.uniform(0, 0.02))  # anywhere in a step, in its commit or between two
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert script.work("killed").wait() == 0
    report = script.report("killed")
    assert (report["state"], report["done"], report["holder"]) == ("done", STEPS, "")
    assert report["rows"] == [f"test.step:{n}{half}" for n in range(STEPS) for half in "ab"]


def test_a_worker_asked_to_stop_finishes_its_step_and_gives_its_job_back(script):
    script.run(SCRIPT, "start", "asked")
    process = script.work("asked")
    for _ in range(3):
        assert process.stdout.readline()
    process.terminate()
    assert process.wait() == 0
    report = script.report("asked")
    assert (report["state"], report["holder"]) == ("running", "")
    assert 3 <= report["done"] < STEPS and len(report["rows"]) == 2 * report["done"]
