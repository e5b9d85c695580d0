"""`minsheng audit`: was the audit trail changed?"""

from __future__ import annotations

import os
from pathlib import Path

import click

from .shared import BAD_INPUT, Session, everywhere


@click.group()
@everywhere
def command() -> None:
    """核对审计记录有没有被改动。 Verify the audit trail."""


@command.command()
@click.option(
    "--heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="您自己留存的链头文件（默认用本机的）| A copy of the heads kept elsewhere (this machine's)",
)
@everywhere
@click.pass_obj
def verify(session: Session, heads: Path | None) -> int:
    """逐块重算审计记录，和导出的链头比对。有不符的结束码为 1。 Compute every block again and compare with the exported heads."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minsheng.config.settings")
    django.setup()
    from django.db import DatabaseError

    from minsheng.base.audit.verifying import verify as verified

    try:
        report = verified(heads)
    except DatabaseError:  # not there, or nothing in it yet
        zh = "数据库用不了：没有启动，或者还没有建表（先运行 manage.py migrate）。"
        raise ValueError((zh, "The database cannot be used: it is not running, or has no tables yet (run manage.py migrate first).")) from None
    for finding in report.findings:
        click.echo("✗ " + session.pick(finding.zh, finding.en))
    if report.more:
        click.echo(session.pick(f"  另有 {report.more} 处", f"  and {report.more} more"))
    click.echo(
        session.pick(
            f"核对了 {report.blocks:,} 块、{report.entries:,} 条记录，导出的链头 {report.exported:,} 个，等待封存 {report.waiting:,} 条。",
            f"{report.blocks:,} blocks with {report.entries:,} entries checked against {report.exported:,} exported heads; {report.waiting:,} wait to be sealed.",
        )
    )
    wrong = len(report.findings) + report.more
    click.echo(session.pick(f"发现 {wrong} 处不符。", f"{wrong} things are wrong.") if wrong else session.pick("没有发现改动。", "No change was found."))
    return BAD_INPUT if wrong else 0
