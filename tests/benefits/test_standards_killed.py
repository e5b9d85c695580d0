"""Awards moved to a new standard by processes that are killed, wherever they are: everybody is moved and told once, and who was left out is not."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("raising_worker.py")
FEW, MANY = (3, 14), (40, 90)  # kills, households


def killed_somewhere(process, dice) -> bool:
    """Whether it was killed in the middle; False when it had come to its end before."""
    for _ in range(dice.randint(1, 3)):
        if not process.stdout.readline():
            assert process.wait() == 0
            return False
    time.sleep(dice.uniform(0, 0.05))  # anywhere in a step, in its commit or between two
    process.kill()
    return process.wait() == -signal.SIGKILL


@pytest.mark.parametrize(("kills", "homes"), [FEW, pytest.param(*MANY, marks=pytest.mark.long)])
def test_killed_again_and_again_everybody_is_moved_and_told_once(own_database, tmp_path, root, kills, homes):
    environment = os.environ | {"MINSHENG_DATABASE": own_database, "MINSHENG_VAR": str(tmp_path), "PYTHONPATH": f"{root / 'src'}:{root}"}

    def run(*words):
        done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    run(root / "manage.py", "migrate", "-v0", "--skip-checks")
    run(SCRIPT, "begin", str(homes))
    dice, killed = random.Random(20251009), 0
    while killed < kills and killed_somewhere(subprocess.Popen([sys.executable, SCRIPT, "work"], env=environment, stdout=subprocess.PIPE, text=True), dice):
        killed += 1
    run(SCRIPT, "work")
    found, rest = json.loads(run(SCRIPT, "report")), homes - 2
    assert killed >= kills // 2, "hardly anything was killed"
    assert found["moved"] == [0, 0] + [1] * rest and found["moves"] == ["open", "open"] + ["done"] * rest
    assert len(found["letters"]) == len(set(found["letters"])) == rest
    assert found["applied"] is None, "two are left for later"
    assert found["jobs"] == [["done", rest, rest]]
