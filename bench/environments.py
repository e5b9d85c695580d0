"""The peers' own virtualenvs, outside git: they are AGPL, so they are measured beside us and never installed with us."""

from __future__ import annotations

import subprocess
import sys
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
