"""The peers' own virtualenvs, outside git: they are AGPL, so they are measured beside us and never installed with us."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = {"openfisca": "OpenFisca-Core==46.0.1", "policyengine": "policyengine-core==3.33.12"}


def python_of(engine: str) -> str:
    """The interpreter that runs `engine`: a peer's own virtualenv (made when it is missing), or the project's."""
    peer = engine.split("-")[0]
    if peer not in PINNED:
        return sys.executable
    home = ROOT / f".venv-bench-{peer}"
    stamp = home / "installed"
    if not stamp.exists() or stamp.read_text() != PINNED[peer]:
        print(f"installing {PINNED[peer]} into {home.name} ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        subprocess.run([home / "bin/python", "-m", "pip", "install", "-q", PINNED[peer]], check=True)
        stamp.write_text(PINNED[peer])
    return str(home / "bin/python")


def use_project() -> None:
    """Goes on in the project's virtualenv when the command was started with a Python that lacks the project's packages."""
    mine = ROOT / ".venv" / "bin" / "python"
    if find_spec("numba") is None and mine.exists() and Path(sys.executable) != mine:
        os.execv(mine, [str(mine), *sys.argv])
    if find_spec("numba") is None:
        raise SystemExit("bench: this Python lacks the project's packages. Run `make setup` first, or start through `make bench`.")
    sys.path.insert(0, str(ROOT / "src"))
