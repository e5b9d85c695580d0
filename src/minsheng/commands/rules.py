"""`minsheng rules`: look at the law, check it, run its worked cases."""

from __future__ import annotations

from typing import Any

import click

from . import rules_show
from .rules_new import write_folder
from .shared import BAD_INPUT, Day, Session, everywhere, iso, load_book, load_overlay, this_month, today, where_and_when


@click.group()
@everywhere
def command() -> None:
    """看规则、标准和算例。 The rules, figures and worked cases of the book."""


@command.command("list")
@click.option(
    "--what", type=click.Choice(["benefits", "rules", "figures", "facts", "places"]), default="benefits", show_default=True, help="列什么 | What to list"
)
@everywhere
@click.pass_obj
def list_(session: Session, what: str) -> int:
    """列出待遇、规则、标准、情况或地区。 List what is in the book."""
    for line in rules_show.listed(load_book(), what, session):
        click.echo(line)
    return 0


@command.command()
@click.argument("key")
@where_and_when
@everywhere
@click.pass_obj
def show(session: Session, key: str, place: str | None, on: int | None, known: int | None, figures: str | None) -> int:
    """读出一项待遇、规则或标准（默认广东省深圳市）。 Read out a benefit, a rule or a figure, with the figures of the day."""
    book = load_book()
    law = book.at(place or "深圳市", on or this_month(), known or today(), figures=load_overlay(book, figures))
    for line in rules_show.shown(book, key, law, session):
        click.echo(line)
    return 0


@command.command()
@click.option("--kind", multiple=True, help="只看这一类 | Only this kind: overlap, gap, unconfirmed, clause, unused, case")
@everywhere
@click.pass_obj
def check(session: Session, kind: tuple[str, ...]) -> int:
    """检查缺口、重叠、缺依据、未确认。有缺依据或重叠时结束码为 1。 Gaps, overlaps, missing clauses, unconfirmed figures."""
    from minsheng.rules.engine.check import check as findings

    found = [f for f in findings(load_book()) if not kind or f.kind in kind]
    for f in found:
        click.echo(f"{f.kind:<12} {f.where}  {session.pick(f.zh, f.en)}")
    kinds: dict[str, int] = {}
    for f in found:
        kinds[f.kind] = kinds.get(f.kind, 0) + 1
    tally = session.pick("，", ", ").join(f"{k} {n}" for k, n in sorted(kinds.items()))
    click.echo(session.pick(f"共 {len(found)} 处：{tally}", f"{len(found)} findings: {tally}") if found else session.pick("没有发现问题。", "Nothing found."))
    return BAD_INPUT if {"clause", "overlap"} & set(kinds) else 0


@command.command()
@click.argument("folder", required=False)
@click.option("--verbose", "-v", is_flag=True, help="通过的也列出 | List those that pass too")
@everywhere
@click.pass_obj
def cases(session: Session, folder: str | None, verbose: bool) -> int:
    """运行全部算例（或一个文件夹的）。有不符的结束码为 1。 Run the worked cases."""
    from minsheng.rules.engine import UnknownName, run_cases

    book = load_book()
    if folder and folder not in book.folders:
        raise UnknownName(f"没有叫“{folder}”的文件夹，有：{'、'.join(book.folders)} / no folder is called {folder}")
    passed = failed = 0
    for name in [folder] if folder else list(book.folders):
        for result in run_cases(book, name):
            passed, failed = passed + (not result.failures), failed + bool(result.failures)
            if result.failures or verbose:
                click.echo(f"{'✗' if result.failures else '✓'} {name}: {result.name}")
            for failure in result.failures:
                click.echo(f"    {failure}")
    click.echo(session.pick(f"算例 {passed + failed} 个：符合 {passed}，不符 {failed}", f"{passed + failed} worked cases: {passed} pass, {failed} fail"))
    return BAD_INPUT if failed else 0


@command.command()
@click.option("--from", "first", type=Day(), required=True, help="从哪一天 | From this day")
@click.option("--to", "last", type=Day(), required=True, help="到哪一天 | To this day")
@click.option("--place", help="只看这个地方 | Only this place and those above it")
@everywhere
@click.pass_obj
def diff(session: Session, first: int, last: int, place: str | None) -> int:
    """两天之间，哪些规则和标准变了。 Which rules and figures changed between two days."""
    from minsheng.rules.engine.check import changes

    if last <= first:
        raise click.UsageError(session.pick("--to 要晚于 --from", "--to must be later than --from"))
    found: list[Any] = changes(load_book(), first, last, place)
    for f in found:
        click.echo(f"{f.kind:<7} {session.pick(f.zh, f.en)}")
    click.echo(session.pick(f"{iso(first)} 到 {iso(last)}：{len(found)} 处变化", f"{iso(first)} to {iso(last)}: {len(found)} changes"))
    return 0


@command.command()
@click.argument("folder", type=click.Path(file_okay=False))
@everywhere
@click.pass_obj
def new(session: Session, folder: str) -> int:
    """为一项新待遇写好带说明的空文件夹。 Write a commented skeleton folder for a new benefit."""
    path = write_folder(folder)
    click.echo(session.pick(f"已写好 {path}：先填 policy.py，再填 figures.yaml 和 cases.yaml，最后把名字加进 rules/book/__init__.py 的 FOLDERS。",
                            f"Written: {path}. Fill in policy.py, then figures.yaml and cases.yaml, and add the name to FOLDERS in rules/book/__init__.py."))  # fmt: skip
    return 0
