"""A payroll whose processes are killed a hundred times, anywhere: every month everybody is paid, and once."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("payday.py")


@pytest.mark.long
def test_killed_a_hundred_times_everybody_is_paid_and_once(another_database, tmp_path, root):
    paths = os.pathsep.join([str(root / "src"), str(root)])
    environment = os.environ | {"MINSHENG_DATABASE": another_database, "MINSHENG_VAR": str(tmp_path), "PYTHONPATH": paths}

    def run(*words):
        done = subprocess.run([sys.executable, *map(str, words)], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(root / "manage.py", "migrate", "-v0", "--skip-checks")
    run(SCRIPT, "begin")
    assert json.loads(run(SCRIPT, "kill", 100, 20251009)) == {str(-signal.SIGKILL): 100}  # none ended by itself, none failed
    found = json.loads(run(SCRIPT, "end"))
    assert found["months"] >= 3, "the machine is too slow: hardly anything was done between two kills"
    assert found["ledger"] == []
    assert found["paid"] == found["payables"] == [found["promised"]]
    assert (found["count"], found["twice"], found["open jobs"], found["other jobs"]) == (0, 0, 0, 0)
    assert (found["states"], found["batches"], found["chains"]) == (["paid", "replaced"], ["reconciled"], 2)
