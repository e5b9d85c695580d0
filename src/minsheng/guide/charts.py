"""Charts as plain data for the page's script; the same numbers stand in a table beside every chart."""

from minsheng.base.texts import pick
from minsheng.guide.inputs import unit_of


def history(figure, rows: list[dict], until: str) -> dict | None:
    """A step line for each option or band of a figure, oldest first, drawn on to `until`; None when there are fewer than two points, or no numbers."""
    old_to_new = [r for r in reversed(rows) if r["values"]]
    if len(old_to_new) < 2 or figure.kind:
        return None
    labels = list(dict.fromkeys(label for r in old_to_new for label, _ in r["values"]))
    scale = 100 if figure.money else 1
    return {
        "kind": "steps", "unit": unit_of(figure).strip(), "days": [*(r["since"] for r in old_to_new), until],
        "lines": [{"name": pick(label) or pick(figure), "values": [_scaled(dict(r["values"]).get(label), scale) for r in [*old_to_new, old_to_new[-1]]]} for label in labels],
    }  # fmt: skip


def _scaled(value, scale):
    return None if value is None else value / scale


def bars(rows: list[dict], unit: tuple[str, str], *series, scale: int = 1, upright: bool = False) -> dict:
    """Bars side by side for each row. `series`: (label pair, key of the row). `upright`: columns instead."""
    return {
        "kind": "columns" if upright else "bars", "unit": pick(unit), "labels": [pick(r["label"]) for r in rows],
        "lines": [{"name": pick(label), "values": [r[key] / scale for r in rows]} for label, key in series],
    }  # fmt: skip
