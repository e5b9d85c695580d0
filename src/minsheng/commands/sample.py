"""`minsheng sample`: a synthetic roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from minsheng.rules.engine.types import as_date

from .shared import Day, Session, everywhere, load_book


@click.command()
@click.option("--persons", type=click.IntRange(1), required=True, help="多少人 | How many people")
@click.option("--place", required=True, help="地区，如 深圳市 | The place: a name, a path or a code")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="放在哪个文件夹 | The folder to write into")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="种子：相同就得到同样的人 | The same seed gives the same people")
@click.option("--on", type=Day(), default="2025-10-01", show_default=True, help="年龄算到哪一天 | The day their ages are told for")
@click.option("--format", "kind", type=click.Choice(["csv", "parquet", "xlsx"]), default="csv", show_default=True, help="名册的格式 | Kind of file")
@everywhere
@click.pass_obj
def command(session: Session, persons: int, place: str, out: Path, seed: int, on: int, kind: str) -> int:
    """编造一份演示名册：年龄、家庭、收入、残疾都像真的，人是假的。

    Make up a synthetic roster: plausible ages, households, incomes and disabilities; the people do not exist.
    """
    from minsheng.sample.draw import draw
    from minsheng.sample.files import write_sample

    if kind == "xlsx" and persons > 1_000_000:
        raise click.UsageError(
            session.pick("Excel 一张表放不下这么多人，请用 --format csv 或 parquet", "that is more than a sheet holds: use --format csv or parquet")
        )
    day: date = as_date(on)
    book = load_book()
    path = write_sample(draw(book, persons, place, seed, day), book, out, kind)
    click.echo(session.pick(f"已写好 {persons:,} 名编造的人：{path}", f"{persons:,} invented people written to {path}"))
    return 0
