"""The command line: `minsheng assess | sweep | simulate | rules | sample | audit`. Each command is one file in `commands`, loaded when used."""

from __future__ import annotations

import importlib
import os
import sys
import traceback

import click

from minsheng.commands.shared import Session, everywhere, problem_text

COMMANDS = {
    "assess": "一户能领什么、为什么 | What one household is entitled to, and why",
    "sweep": "整份名册逐户判断 | Decide a whole roster",
    "simulate": "改一个标准会怎样 | What if a figure were different",
    "rules": "看规则、标准和算例 | Read and check the rules, figures and worked cases",
    "sample": "编造一份演示名册 | Make up a synthetic roster",
    "audit": "核对审计记录有没有被改动 | Verify that the audit trail was not changed",
}
BAD_INPUT, STOPPED, OUR_FAULT = 1, 130, 70


class Lazy(click.Group):
    """Imports a command only when it is asked for, so that `assess` starts without the columns and compilers of `sweep`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return importlib.import_module(f"minsheng.commands.{name}").command if name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令 Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="minsheng", message="minsheng %(version)s")
@everywhere
def cli() -> None:
    """民生：谁能得到什么帮助，为什么，依据哪一条。

    Minsheng: who is entitled to which help, why, and under which clause.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 bad input, 2 wrong use, 3 something is still open, 70 our own fault.
    What goes wrong is told in plain words; a traceback is shown with --debug only."""
    session = Session(lang=os.environ.get("MINSHENG_LANG", "zh"))
    try:
        return cli.main(arguments, prog_name="minsheng", standalone_mode=False, obj=session) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(session.pick("已停止，没有留下写了一半的文件。", "Stopped; no half-written file was left."), err=True)
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader of the pipe has gone, e.g. `| head`
        return 0
    except Exception as error:  # noqa: BLE001  the last door: whatever it is, people get a sentence, not a traceback
        text, code = problem_text(error, session)
        click.echo(text, err=True)
        if session.debug:
            traceback.print_exc()
        return code


if __name__ == "__main__":
    sys.exit(main())
