"""`minsheng sweep`: decide a whole roster and write results, a summary and the list of what is wrong."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import click

from .shared import Session, everywhere, iso, load_book, load_overlay, this_month, today, where_and_when

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("roster", type=FILE, required=False)
@click.option("--out", type=FILE, help="结果放在哪个文件夹 | The folder for the results")
@click.option("--households", type=FILE, help="另有一份家庭表 | A separate file of households")
@where_and_when
@click.option("--benefit", "benefits", multiple=True, help="只算这一项（可多次）| Only this benefit; may be repeated")
@click.option("--format", "formats", type=click.Choice(["csv", "xlsx"]), multiple=True, help="结果另存 CSV 或 Excel | Results as CSV or Excel too")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="在本机还是 Spark 上算 | Here or on Spark")
@click.option("--again", is_flag=True, help="已有同样的结果也重算 | Work it out again even if it is there")
@click.option("--template", type=FILE, help="写一份空白名册模板（.xlsx）| Write an empty roster template and stop")
@everywhere
@click.pass_obj
def command(session: Session, roster: Path | None, out: Path | None, template: Path | None, **options: Any) -> int:
    """按名册逐人逐户判断。名册是 CSV、Excel 或 Parquet，每人一行。

    Decide every person and household of a roster (CSV, Excel or Parquet, one row a person).

    填错的行列在 errors.csv，写明哪里错、怎么改；好的行照样判断。
    Rows with mistakes are listed in errors.csv with how to mend them; the good rows are decided all the same.
    """
    if template:
        return _template(session, template)
    if not roster or not out:
        raise click.UsageError(session.pick("请写明名册和 --out 文件夹，例如 minsheng sweep 名册.xlsx --out 结果", "name a roster and --out FOLDER"))
    return run(session, roster, out, **options)


def _template(session: Session, path: Path) -> int:
    from minsheng.roster.template import write_template

    if path.suffix.lower() != ".xlsx":
        raise click.UsageError(session.pick("模板是 Excel 文件，名字以 .xlsx 结尾", "the template is an Excel file; its name ends in .xlsx"))
    write_template(load_book(), path)
    click.echo(session.pick(f"模板已写好：{path}", f"Template written: {path}"))
    return 0


def run(
    session: Session, path: Path, out: Path, households: Path | None, place: str | None, on: int | None, known: int | None,
    figures: str | None, benefits: tuple[str, ...], formats: tuple[str, ...], engine: str, again: bool,
) -> int:  # fmt: skip
    from minsheng.roster import outcome
    from minsheng.roster.roster import load
    from minsheng.roster.writing import already_done

    book, on, known = load_book(), on or this_month(), known or today()
    if out.exists() and not out.is_dir():  # said now, not after an hour of work
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(out))
    outcome.check_benefits(book, benefits)
    overlay = load_overlay(book, figures)
    task = outcome.Task(path, households, place, on, known, figures, benefits, formats, session.lang)
    about = task.about(book)
    if not again and already_done(out, about):
        click.echo(
            session.pick(
                f"同样的结果已经在 {out}，没有重算（要重算加 --again）。", f"The same result is in {out} already; nothing was done (--again works it out anew)."
            )
        )
        return 0
    with steps(session) as step:
        step(session.pick("读名册", "Reading the roster"))
        read = load(path, book, place, households)
        step(session.pick("判断", "Deciding"))
        found = outcome.decide(book, read, task, overlay, engine)
        step(session.pick("写结果", "Writing"))
        outcome.write(book, read, found, task, about, out)
        step(None)
    tell(session, read, found, book, out, task)
    return 0


class steps:
    """A progress bar of steps, on a terminal only."""

    def __init__(self, session: Session):
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self.bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("", total=3)
        self.done = -1

    def __enter__(self):
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def __call__(self, words: str | None) -> None:
        self.done += 1
        self.bar.update(self.task, completed=self.done, description=words or "")


def tell(session: Session, read: Any, found: Any, book: Any, out: Path, task: Any) -> None:
    """A short account on the screen; the files hold the rest."""
    from minsheng.roster.results import STATUSES

    zh = session.lang != "en"
    people, homes = len(read.persons), len(read.households)
    click.echo(session.pick(f"{iso(task.on)} 的规定（按 {iso(task.known)} 已知的）：名册 {read.rows:,} 行，判断了 {homes:,} 户 {people:,} 人。",
                            f"The law of {iso(task.on)} as known on {iso(task.known)}: {read.rows:,} rows, {homes:,} households with {people:,} persons decided."))  # fmt: skip
    for b in book.benefits.values():
        if b.key in found and b.amount:
            status, amount = found[b.key].status, found[b.key].amount
            yes = status == STATUSES.index("yes")
            open_ = int(((status != STATUSES.index("no")) & ~yes).sum())
            if yes.any() or open_:
                click.echo(session.pick(f"  {b.zh}：可以领 {int(yes.sum()):,}，合计 {int(amount[yes].sum()) / 100:,.2f} 元；未定 {open_:,}",
                                        f"  {b.en}: {int(yes.sum()):,} entitled, {int(amount[yes].sum()) / 100:,.2f} yuan; open {open_:,}"))  # fmt: skip
    for warning in read.warnings:
        click.echo(session.pick("提醒：", "Note: ") + warning[0 if zh else 1], err=True)
    if len(read.errors):
        click.echo(session.pick(f"有 {len(read.errors):,} 处填写问题，见 {out / 'errors.csv'}；暂不判断 {len(read.withheld):,} 户，见 withheld.csv。",
                                f"{len(read.errors):,} mistakes, see {out / 'errors.csv'}; {len(read.withheld):,} households withheld, see withheld.csv."), err=True)  # fmt: skip
    click.echo(session.pick(f"结果在 {out}", f"Results in {out}"))
