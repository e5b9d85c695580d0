"""Writes rules out as one loop over households: Python source that Numba compiles. Figures and versions are arguments, so one
kernel serves every place and month. Two forms: `exact` for households of which everything needed is known, `bounds` for the others."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from .kernel_bounds import Bounds
from .kernel_exact import Exact
from .kernel_form import Form
from .plan import Plan
from .problems import MinshengRulesError


def outputs(plan: Plan, form: str) -> list[str]:
    fields = {"values": ["status", "amount"], "exact": ["status", "amount", "reason"], "bounds": ["status", "amount", "high", "reason", "missing"]}[form]
    return [f"o_{b.key}_{x}" for b in plan.benefits for x in fields]


HEAD = '''"""Written by minsheng from the book of law. One loop over households; see docs/engine.md. Not to be edited."""

import numpy as np
from numba import njit

from minsheng.rules.engine.kernel_ops import *  # noqa: F403
from minsheng.rules.engine.kernel_ops import FAR, FIGURE, {private}
'''
PRIVATE = "add_months_, add_years_, age_, and_, eq, if_, in_, month_end_, months_between_, month_start_, not_, or_, round_down_, round_half_up_, round_up_"


def source(plan: Plan, form: str) -> str:
    """The text of one kernel: `values` (status and amount), `exact` (with reasons) or `bounds`."""
    writer: Form = Bounds(plan) if form == "bounds" else Exact(plan, form == "exact")
    columns = [f"c_{f.name}" for f in plan.facts]
    figures = "FL, FH" if form == "bounds" else "F"
    scratch = f"({len(plan.row)}, most, 4)" if form == "bounds" else f"({len(plan.row)}, most)"
    writer.lines = [
        HEAD.format(private=PRIVATE),
        "",
        '@njit(cache=True, nogil=True, error_model="numpy")',
        f"def {form}(households, start, most, place, on, {figures}, V, {', '.join(columns + outputs(plan, form))}):",
        f"    T = np.empty({scratch}, np.int64)",
        "    for k in households:",
        "        h = np.uintp(k)",
        "        s = start[h]",
        "        n = start[k + 1] - s",
        "        p = np.uintp(place[h])",
    ]
    writer.depth = 2
    writer.body()
    return "\n".join(writer.lines) + "\n"


def cache_dir() -> Path:
    """MINSHENG_CACHE, or the user's cache."""
    own = os.environ.get("MINSHENG_CACHE")
    return (Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "minsheng") / "kernels"


def compiled(plan: Plan, form: str) -> Any:
    """The compiled function of a plan, loaded once."""
    if form not in plan.kernels:
        plan.kernels[form] = _load(plan, form)
    return plan.kernels[form]


def keep(path: Path, text: str) -> None:
    """Whole or not at all. Raises MinshengRulesError where the cache cannot be written."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as e:
        where = f"{path.parent}: {e.strerror}"
        raise MinshengRulesError(
            f"编译好的规则写不进 {where}，请用 MINSHENG_CACHE 指定一个可写的文件夹 / cannot keep kernels in {where}; set MINSHENG_CACHE"
        ) from None


def _load(plan: Plan, form: str) -> Any:
    """Its source is kept in a file named by what it says, and Numba keeps the machine code beside it."""
    text = source(plan, form)
    name = f"minsheng_{form}_{hashlib.sha256(text.encode()).hexdigest()[:20]}"
    if name not in sys.modules:
        path = cache_dir() / f"{name}.py"
        if not path.exists():
            keep(path, text)
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
        spec.loader.exec_module(module)  # type: ignore[union-attr]
        sys.modules[name] = module
    return getattr(sys.modules[name], form)
