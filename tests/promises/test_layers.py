"""What the direction of imports (pyproject.toml, checked by `make lint`) cannot see: what is loaded when, and calls of the clock."""

import ast
import subprocess
import sys

import pytest

HOUSEHOLD = """
place: 深圳市
on: 2025-10-01
household: {}
members:
  - {name: 甲, birth_date: 1940-05-01}
"""


def modules_after(code: str, root, text: str = "") -> set[str]:
    """The names of all modules a fresh interpreter has loaded after `code`."""
    script = f"import sys\n{code}\nprint('MODULES', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], input=text, capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split("MODULES", 1)[1].split())


ASSESS = """
from minsheng.cli import main
assert main(["assess", "-", "--json"]) in (0, 3)  # decided, or some questions are still open
"""


@pytest.mark.parametrize("heavy", ["numba", "polars", "pyarrow", "django", "pyspark"])
def test_assess_loads_nothing_heavy(root, heavy):
    assert heavy not in modules_after(ASSESS, root, HOUSEHOLD)


def test_the_rules_load_neither_web_nor_numba(root):
    loaded = modules_after("from minsheng.rules import book; book.load()", root)
    assert not loaded & {"django", "numba", "polars", "sqlite3"}


CLOCKS = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "datetime.date.today", "datetime.datetime.now", "time.time", "time.monotonic"}


def test_the_rules_never_ask_the_clock(root):
    """Whoever asks gives the day; a rule that looked at the clock would answer differently tomorrow for the same month."""
    asked = [
        f"{path.relative_to(root)}:{node.lineno} .{node.attr}"
        for path in (root / "src/minsheng/rules").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS
    ]
    assert not asked, asked
