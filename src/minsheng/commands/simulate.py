"""`minsheng simulate`: what if a figure were different."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from minsheng.rules.engine.declare import NATION

from .shared import Session, everywhere, iso, load_book, load_overlay, this_month, today, where_and_when
from .sweep import FILE, steps

WORDS = {
    "benefit_name": ("待遇", "benefit"), "benefit": ("代号", "key"), "per": ("发放", "per"),
    "enter": ("新进", "enter"), "leave": ("退出", "leave"), "more": ("增加", "more"), "less": ("减少", "less"),
    "yuan_before": ("原来（元）", "before (yuan)"), "yuan_after": ("改后（元）", "after (yuan)"), "yuan_change": ("变化（元）", "change (yuan)"),
    "place_code": ("区划代码", "place code"), "place": ("地区", "place"), "households": ("户数", "households"), "age": ("年龄", "age"), "household_id": ("户编号", "household"),
}  # fmt: skip


@click.command()
@click.argument("roster", type=FILE, required=False)
@click.option("--sample", type=click.IntRange(1), help="不用名册，编造这么多人 | Invent so many people instead of a roster")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="编造的种子 | Seed of the sample")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="改一个标准，如 dibao_standard=1600、old_age_by_band.80=400 | Replace a figure; may be repeated",
)
@click.option("--change", type=click.Path(exists=True, dir_okay=False), help="拟改标准的文件 | A file of proposed figures")
@click.option("--benefit", "benefits", multiple=True, help="只看这一项（可多次）| Only this benefit; may be repeated")
@click.option("--out", type=FILE, help="逐户结果放在这个文件夹 | A folder for the tables, household by household")
@where_and_when
@everywhere
@click.pass_obj
def command(session: Session, roster: Path | None, sample: int | None, settings: tuple[str, ...], change: str | None, **options: Any) -> int:
    """改一个标准会怎样：谁多了、谁少了、多花多少钱。--figures 是改前改后都用的本地标准。

    What if a figure were different: winners, losers and cost by benefit, place and age. --figures holds on both sides.
    """
    if bool(roster) == bool(sample):
        raise click.UsageError(session.pick("请给一份名册，或用 --sample 人数", "name a roster or use --sample N, one of the two"))
    if not settings and not change:
        raise click.UsageError(session.pick("请用 --set 名称=数值，或 --change 文件，说明改什么", "say what changes: --set name=value or --change FILE"))
    return run(session, roster, sample, settings, change, **options)


def run(
    session: Session, roster: Path | None, sample: int | None, settings: tuple[str, ...], change: str | None, seed: int, benefits: tuple[str, ...],
    out: Path | None, place: str | None, on: int | None, known: int | None, figures: str | None,
) -> int:  # fmt: skip
    from minsheng.roster import compare, outcome
    from minsheng.rules.engine.batch import sweep
    from minsheng.rules.engine.figures import INDICATIVE
    from minsheng.rules.engine.whatif import Comparison, replaced

    from .proposal import changes

    book, on, known = load_book(), on or this_month(), known or today()
    outcome.check_benefits(book, benefits)
    base = load_overlay(book, figures) or {}
    asked: dict[str, Any] = {"on": on, "known": known, "benefits": list(benefits) or None, "level": INDICATIVE}
    with steps(session) as step:
        step(session.pick("准备人口", "Preparing the people"))
        population, ids = people(session, book, roster, sample, seed, place, on)
        law = book.at(place or str(population.place[0]), on, known, figures=base or None)
        new = replaced(book, changes(law, settings, session), {**base, **(load_overlay(book, change) or {})}, place or NATION, on)
        step(session.pick("判断：原来的标准", "Deciding by the figures in force"))
        before = sweep(book, population, figures=base or None, **asked)
        step(session.pick("判断：改后的标准", "Deciding by the figures proposed"))
        after = sweep(book, population, figures=new, **asked)
        step(None)
    found = compare.tables(Comparison(book, population, before, after, on), ids, session.lang)
    show(session, found, population, on)
    if out:
        write(session, found, out)
    return 0


def people(session: Session, book: Any, roster: Path | None, sample: int | None, seed: int, place: str | None, on: int) -> tuple[Any, Any]:
    """The population and the names of its households."""
    import polars as pl

    from minsheng.rules.engine.types import as_date

    if sample:
        from minsheng.sample.draw import draw

        drawn = draw(book, sample, place or "深圳市", seed, as_date(on)).to_population()
        return drawn, pl.Series(drawn.group_ids).cast(pl.String).str.zfill(7).str.replace("^", "SYN")
    from minsheng.roster.columns import HOUSEHOLD, columns_of
    from minsheng.roster.population import to_population
    from minsheng.roster.roster import load

    read = load(roster, book, place)
    if len(read.errors):
        click.echo(session.pick(f"名册有 {len(read.errors):,} 处填写问题（用 minsheng sweep 看清单），有问题的没有算进去。",
                                f"The roster has {len(read.errors):,} mistakes (minsheng sweep lists them); they are not counted."), err=True)  # fmt: skip
    if read.households.is_empty():
        raise click.ClickException(session.pick("名册里没有可以判断的户", "the roster holds no household that can be decided"))
    return to_population(read, columns_of(book)), read.households.get_column(HOUSEHOLD)


def show(session: Session, found: Any, population: Any, on: int) -> None:
    """The tables on the screen; benefits that do not change are left out."""
    import polars as pl

    click.echo(session.pick(f"{iso(on)}，{len(population.group_ids):,} 户 {len(population):,} 人。没有新标准的按最近一次确认的算；只算能确定的金额，不能据此发放。",
                            f"{iso(on)}, {len(population.group_ids):,} households, {len(population):,} persons. Where a figure is out of date the last confirmed one is used. Certain amounts only; never payable."))  # fmt: skip
    changed = found.benefits.filter((pl.col("more") + pl.col("less") + pl.col("enter") + pl.col("leave")) > 0)
    if changed.is_empty():
        click.echo(session.pick("没有任何变化。", "Nothing changes."))
        return
    columns = ["benefit_name", "enter", "leave", "more", "less", "yuan_before", "yuan_after", "yuan_change"]
    table(session, session.pick("按待遇", "By benefit"), changed.select(columns))
    table(
        session,
        session.pick("按地区（每月发放的待遇）", "By place (monthly benefits)"),
        found.places.select("place", "households", "more", "less", "yuan_before", "yuan_after", "yuan_change"),
    )
    table(session, session.pick("按年龄（每月；家庭待遇平均算到每个人）", "By age (monthly; a household's benefit is shared among its members)"), found.ages)


def table(session: Session, title: str, frame: Any) -> None:
    """A table with aligned columns; on a pipe it is as wide as it needs to be."""
    from rich.console import Console
    from rich.table import Table

    out = Table(title=title, title_justify="left")
    for name, kind in frame.schema.items():
        out.add_column(session.pick(*WORDS[name]), justify="right" if kind.is_numeric() else "left")
    for row in frame.iter_rows():
        out.add_row(*(f"{v:,.2f}" if isinstance(v, float) else f"{v:,}" if isinstance(v, int) else str(v) for v in row))
    console = Console()
    console = console if console.is_terminal else Console(width=160)
    console.print(out)


def write(session: Session, found: Any, out: Path) -> None:
    from minsheng.roster.writing import all_or_nothing, write_csv

    with all_or_nothing(out) as folder:
        for name in ("benefits", "places", "ages", "households"):
            frame = getattr(found, name)
            write_csv(frame.rename({c: session.pick(*WORDS[c]) for c in frame.columns}), folder / f"{name}.csv")
        found.households.write_parquet(folder / "households.parquet")
    click.echo(session.pick(f"逐户结果在 {out}", f"Household by household in {out}"))
