"""scripts/with-postgres leaves nothing behind, however the command ends."""

import signal
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
TELL = 'echo "$PGHOST" "$(head -1 "$PGHOST/data/postmaster.pid")"; '


@pytest.fixture
def start(root):
    def go(command, *options):
        return subprocess.Popen([root / "scripts/with-postgres", *options, "bash", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)

    return go


def where(line):
    """The folder and the server that the command saw, from what TELL has printed."""
    folder, number = line.split()
    return Path(folder), Path("/proc") / number


def test_the_command_has_a_database_and_its_exit_code_comes_back(start):
    running = start(TELL + 'psql -Atc "SELECT current_database()"; echo "$MINSHENG_DATABASE"; exit 7')
    told, database, url = running.communicate(timeout=120)[0].splitlines()
    folder, server = where(told)
    assert running.returncode == 7 and database == "minsheng" and url.startswith(f"postgresql:///minsheng?host={folder}")
    assert not folder.exists() and not server.exists()


def test_only_a_durable_one_waits_for_the_disk(start):
    said = [start('psql -Atc "SHOW fsync"', option).communicate(timeout=120)[0].strip() for option in ("--throwaway", "--durable")]
    assert said == ["off", "on"]


def test_it_is_gone_when_the_command_is_killed(start):
    running = start(TELL + "kill -KILL $$")
    folder, server = where(running.communicate(timeout=120)[0])
    assert running.returncode == 128 + signal.SIGKILL
    assert not folder.exists() and not server.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_reaches_the_command_which_still_has_its_database_to_end_in_order(start, number):
    running = start(f"trap 'psql -Atc \"SELECT 1\"; kill $!; exit 3' {number.name}; sleep 300 & {TELL} wait")
    folder, server = where(running.stdout.readline())
    assert server.exists()
    running.send_signal(number)
    assert running.communicate(timeout=120)[0].strip() == "1" and running.returncode == 3
    assert not folder.exists() and not server.exists()
