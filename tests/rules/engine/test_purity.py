"""The engine imports no Django, opens no database; deciding one household imports neither Numba nor NumPy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import minsheng.rules.engine as engine

HERE = Path(engine.__file__).parent
FORBIDDEN = {"django", "sqlite3", "psycopg", "time", "random", "requests", "urllib", "socket"}
ASK = """
import sys
from minsheng.rules import book
B = book.load()
law = B.at("深圳市", "2025-10-01", "2025-12-01")
case = B.read_case({"household": {}, "members": [{"birth_date": "1940-05-01"}]})
found = law.assess(case)
found.receipt, [a.reasons.plain() for a in found]
from minsheng.rules.engine import next_question, read_out
next_question(law, case)
[read_out(v, law, "en") for r in B.rules.values() for v in r.versions]
from minsheng.rules.engine.check import check
check(B)
print(*(n for n in ("numba", "numpy", "llvmlite", "polars", "pyarrow", "django", "sqlite3", "pyspark") if n in sys.modules))
"""


def test_asking_explaining_and_reading_out_load_nothing_heavy(root):
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, cwd=root, env={"PYTHONPATH": str(root / "src"), "PATH": ""}, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("path", sorted(HERE.glob("*.py")), ids=lambda p: p.name)
def test_no_file_imports_the_world(path):
    assert not imported(path) & FORBIDDEN


@pytest.mark.parametrize("path", sorted(HERE.glob("*.py")), ids=lambda p: p.name)
def test_no_library_rounds(path):
    """Whole fen throughout; the two places where people see shares are named."""
    rounds = [
        n.lineno for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "round"
    ]
    assert not rounds or path.name in ("whatif.py", "cases.py")
