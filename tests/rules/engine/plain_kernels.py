"""The generated kernels as ordinary Python: the same source, with Numba taken out."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from minsheng.rules.engine import functions, kernel

OPS = "minsheng.rules.engine.kernel_ops"


def njit(fn: Any = None, **_: Any) -> Any:
    return fn if fn else njit


@cache
def stand_ins() -> dict[str, ModuleType]:
    numba = ModuleType("numba")
    numba.njit, numba.prange = njit, range  # type: ignore[attr-defined]
    ops = ModuleType(OPS)
    ops.__package__ = "minsheng.rules.engine"
    path = Path(functions.__file__).with_name("kernel_ops.py")
    with patched({"numba": numba}):
        exec(compile(path.read_text("utf-8"), path, "exec"), vars(ops))
    return {"numba": numba, OPS: ops}


class patched:
    def __init__(self, modules: dict[str, ModuleType]):
        self.modules = modules

    def __enter__(self) -> None:
        self.before = {name: sys.modules.get(name) for name in self.modules}
        sys.modules.update(self.modules)

    def __exit__(self, *_: Any) -> None:
        for name, module in self.before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def plain(plan: kernel.Plan, form: str) -> Any:
    """In place of `batch.compiled`."""
    space: dict[str, Any] = {}
    with patched(stand_ins()):
        exec(kernel.source(plan, form), space)
    return space[form]
