"""The figures of the benchmark's rule set, read for engines that cannot read our book: one file of figures serves all."""

from __future__ import annotations

from pathlib import Path

import yaml

FILE = Path(__file__).parent / "book" / "measured" / "figures.yaml"
PLACE = "深圳市"
MONTH = "2025-10"
ON = 20251001  # the legal day: the first of the benefit month


def _in_engine_unit(value: float, unit: str) -> int:
    return round(value * 100) if unit.startswith("元") else value


def figures() -> dict[str, int | dict[int, int]]:
    """Name of a figure -> its value on ON in PLACE (fen, per cent, months, years), or {lower bound: value} for bands."""
    found = {}
    for name, figure in yaml.safe_load(FILE.read_text("utf-8")).items():
        value = figure["values"].get(PLACE, figure["values"].get("全国"))[0]["value"]
        if isinstance(value, dict):
            found[name] = {lower: _in_engine_unit(v, figure["unit"]) for lower, v in value.items()}
        else:
            found[name] = _in_engine_unit(value, figure["unit"])
    return found
