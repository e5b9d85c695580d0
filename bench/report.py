"""The tables of docs/benchmarks.md, from what was measured."""

from __future__ import annotations

from compare import ratios

STAGES = ("build", "calculate", "output", "total")


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def table(head: list[str], rows: list[list]) -> str:
    return "\n".join([_row(*head), _row(*["---"] * len(head)), *(_row(*row) for row in rows)])


def _milliseconds(stage: dict) -> str:
    return f"{stage['median'] * 1000:,.0f}"


def engines_table(found: dict) -> str:
    """Milliseconds by stage (medians), the range of the total, the first run, memory."""
    head = ["engine", *(f"{stage} ms" for stage in STAGES), "total, min to max ms", "processor ms", "first run ms", "start ms", "peak MB"]
    rows = []
    for name, one in found["engines"].items():
        total = one["stages"]["total"]
        span = f"{total['min'] * 1000:,.0f} to {total['max'] * 1000:,.0f}"
        stages = [_milliseconds(one["stages"][stage]) for stage in STAGES]
        rows.append(
            [name, *stages, span, _milliseconds(one["stages"]["cpu"]), f"{one['first'] * 1000:,.0f}", f"{one['ready'] * 1000:,.0f}", f"{one['peak_mb']:,.0f}"]
        )
    return table(head, rows)


def ratios_table(found: dict) -> str:
    """Each of our two forms against each peer."""
    names = list(found["engines"])
    ours = [name for name in names if name.startswith("minsheng")]
    peers = [name for name in names if name.startswith(("openfisca", "policyengine"))]
    rows = []
    for mine in ours:
        for peer in peers:
            got = ratios(found, mine, peer)
            turns = got["by_round"]
            span = f"{turns['median']:.1f} ({turns['min']:.1f} to {turns['max']:.1f})"
            rows.append([mine, peer, f"{got['of_medians']:.1f}", span, f"{got['of_cpu']:.1f}"])
    return table(["ours", "peer", "ratio of medians", "ratio round by round: median (min to max)", "ratio of processor time"], rows)


def totals_table(totals: dict) -> str:
    rows = [[name, f"{one['people']:,}", f"{one['fen'] / 100:,.2f}", one["rows"]] for name, one in totals.items()]
    return table(["benefit", "eligible", "yuan a month", "digest of all rows"], rows)


def machine_table(facts: dict) -> str:
    return table(["machine", ""], [[name, value] for name, value in facts.items()])


def tables(result: dict) -> list[str]:
    """One run of bench/run."""
    parts = []
    for order, found in result["orders"].items():
        parts += [f"### {result['persons']:,} persons, {order}, {result['rounds']} rounds", engines_table(found)]
        parts += [ratios_table(found)] if any(name.startswith("minsheng") for name in found["engines"]) else []
    parts += ["### Results, equal row by row in every engine", totals_table(found["totals"])]
    for name, wrong in result["shipped"].items():
        parts += [f"### {name} as shipped (int32) differs", "\n".join(f"- {line}" for line in wrong) or "- nowhere"]
    return parts
