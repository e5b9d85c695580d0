"""The snapshot of a sweep: a folder of Parquet files beside the database with inputs, results and reasons, and a receipt with the digests.

Rows hold ids and facts, no names. A part that is written again after a kill replaces itself.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from minsheng.benefits.models_sweep import Sweep
from minsheng.benefits.sweep.deciding import Columns
from minsheng.benefits.sweep.forgetting import folder
from minsheng.benefits.sweep.profiles import Chunk
from minsheng.matters.declare import Matter
from minsheng.rules import book
from minsheng.rules.engine import ENGINE
from minsheng.rules.engine.batch import STATUSES, BenefitColumns
from minsheng.rules.engine.types import UNKNOWN
from minsheng.standards.queries import law_by_code


def keep(sweep: Sweep, matter: Matter, chunk: Chunk, made: Columns, number: int) -> list[list[str]]:
    """Write the tables of one chunk; [[name of the file, SHA-256]]."""
    homes = {"household": [g.home for g in chunk.groups], "law": [g.law for g in chunk.groups], **_facts(made.population.groups)}
    group = made.population.person_group
    persons = {
        "person": [m.pk for g in chunk.groups for m in g.members], "household": [g.home for g in chunk.groups for _ in g.members],
        "law": [chunk.groups[i].law for i in group], **_facts(made.population.person),
    }  # fmt: skip
    for key in (matter.benefit, *matter.also):
        table = homes if book.load().benefits[key].entity.members is not None else persons
        table |= _answers(key, made.results[key])
    where = folder(sweep)
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    return [_write(where / f"{name}-{number:05d}.parquet", pl.DataFrame(table)) for name, table in (("households", homes), ("persons", persons))]


def _facts(table: dict[str, np.ndarray]) -> dict[str, pl.Series]:
    return {name: pl.Series(np.where(values == UNKNOWN, 0, values)).set(pl.Series(values == UNKNOWN), None) for name, values in table.items()}


def _answers(key: str, found: BenefitColumns) -> dict[str, Any]:
    words = ["", *(zh for zh, _ in found.condition_texts)]
    return {
        f"{key}_status": [str(STATUSES[s]) for s in found.status],
        f"{key}_fen": found.amount,
        f"{key}_fen_high": found.amount_high,
        f"{key}_reason": [words[r] for r in found.reason],
    }


def _write(path: Path, frame: pl.DataFrame) -> list[str]:
    draft = path.with_suffix(".draft")
    frame.write_parquet(draft)
    draft.chmod(0o600)
    draft.replace(path)
    return [path.name, hashlib.sha256(path.read_bytes()).hexdigest()]


def receipt(sweep: Sweep, matter: Matter) -> str:
    """Write what the whole rests on, and give its digest: engine, hashes of the rules and figures by place of law, digests of the parts."""
    loaded = book.load()
    names = set().union(*(loaded.reach_of(loaded.benefits[key]) for key in (matter.benefit, *matter.also)))
    laws = {code: law_by_code(code, sweep.month.isoformat(), sweep.on.isoformat()) for code in _codes(sweep)}
    body = {
        "engine": ENGINE, "matter": sweep.matter, "benefits": [matter.benefit, *matter.also], "place": sweep.place_id, "month": sweep.month.isoformat(),
        "known": sweep.on.isoformat(), "subjects": sweep.subjects, "parts": sweep.parts,
        "laws": {code: {"rules": law.rules_hash(names), "figures": law.figures_hash(names)} for code, law in laws.items()},
    }  # fmt: skip
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, indent=1)
    folder(sweep).mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder(sweep) / "receipt.json").write_text(text, "utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def _codes(sweep: Sweep) -> list[str]:
    """The places of law of everybody in it."""
    files = [folder(sweep) / name for name, _ in sweep.parts if name.startswith("households")]
    return sorted(set().union(*(pl.read_parquet(f, columns=["law"])["law"].unique() for f in files))) if files else []
