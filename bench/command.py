"""What every command here ends with: the numbers as JSON, the tables as Markdown, both in bench/out, and the tables on the screen.

With `--publish` the tables also replace those in docs/benchmarks.md, between the two marks that name the command.
"""

from __future__ import annotations

import argparse
import json
import re
from datetime import datetime

from environments import ROOT
from population import OUT
from report import machine_table

PAGE = ROOT / "docs" / "benchmarks.md"


def parser(doc: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--publish", action="store_true", help="also put the tables into docs/benchmarks.md")
    return made


def save(name: str, result: dict, tables: list[str], publish: bool) -> None:
    """`result` needs the key "machine" (see timing.machine)."""
    OUT.mkdir(exist_ok=True)
    when = datetime.now().astimezone().isoformat(timespec="minutes")
    text = "\n\n".join([f"Measured {when}.", machine_table(result["machine"]), *tables])
    (OUT / f"{name}.json").write_text(json.dumps({"when": when} | result, indent=1))
    (OUT / f"{name}.md").write_text(text + "\n")
    print(text)
    if publish:
        _publish(name, text)


def _publish(name: str, text: str) -> None:
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    page = PAGE.read_text("utf-8")
    if begin not in page or end not in page:
        raise SystemExit(f"bench: {PAGE.relative_to(ROOT)} lacks the marks {begin} and {end}; put them where the tables belong.")
    between = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    PAGE.write_text(between.sub(lambda _: f"{begin}\n\n{text}\n\n{end}", page), "utf-8")
