"""What every command here ends with: the numbers as JSON, the tables as Markdown, both in bench/out, and the tables on the screen."""

from __future__ import annotations

import json
from datetime import datetime

from population import OUT
from report import machine_table


def save(name: str, result: dict, tables: list[str]) -> None:
    """`result` needs the key "machine" (see timing.machine)."""
    OUT.mkdir(exist_ok=True)
    when = datetime.now().astimezone().isoformat(timespec="minutes")
    text = "\n\n".join([f"## {name}, {when}", machine_table(result["machine"]), *tables]) + "\n"
    (OUT / f"{name}.json").write_text(json.dumps({"when": when} | result, indent=1))
    (OUT / f"{name}.md").write_text(text)
    print(text)
