"""What every command shares: language, --debug, dates and places as options, and errors in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from minsheng.rules.engine.problems import BookError, InputProblems, MinshengRulesError
from minsheng.rules.engine.types import day

BAD_INPUT, STILL_OPEN, OUR_FAULT = 1, 3, 70


@dataclass
class Session:
    """How to talk to this user."""

    lang: str = "zh"
    debug: bool = False

    def pick(self, zh: str, en: str) -> str:
        return en if self.lang == "en" else zh


def both(text: str, session: Session) -> str:
    """Errors of the engine come as `中文 / English`; take the half that is asked for."""
    zh, mark, en = text.partition(" / ")
    return session.pick(zh, en) if mark else text


def problem_text(error: Exception, session: Session) -> tuple[str, int]:
    """What to tell about an error, and the exit code."""
    if isinstance(error, InputProblems):
        many = session.pick(f"有 {len(error.problems)} 处要改：", f"{len(error.problems)} things to mend:")
        return "\n".join([many, *("  " + p.say(session.lang) for p in error.problems)]), BAD_INPUT
    if isinstance(error, BookError):
        return session.pick("规则书或标准文件有错：", "The rule book or a figures file is broken: ") + str(error), BAD_INPUT
    if isinstance(error, MinshengRulesError | ValueError):
        told = error.args[0] if error.args else ""
        return (session.pick(*told) if isinstance(told, tuple) and len(told) == 2 else both(str(error), session)), BAD_INPUT
    if isinstance(error, OSError):
        name = error.filename or ""
        return session.pick(f"文件用不了：{name}（{_reason(error, 'zh')}）", f"Cannot use the file {name}: {_reason(error, 'en')}"), BAD_INPUT
    if isinstance(error, MemoryError):
        return session.pick("内存不够。请把名册按街道分成几份再试。", "Not enough memory. Split the roster by street and try again."), BAD_INPUT
    return session.pick(
        f"程序自己出错了（{type(error).__name__}），不是您的问题。加 --debug 再运行一次，把显示的内容发给维护者。",
        f"An error of ours ({type(error).__name__}), not of yours. Run again with --debug and send what it shows to the maintainers.",
    ), OUR_FAULT


def _reason(error: OSError, lang: str) -> str:
    known = {
        FileNotFoundError: ("找不到", "not found"), PermissionError: ("没有权限", "permission denied"),
        IsADirectoryError: ("这是文件夹", "it is a folder"), FileExistsError: ("同名的东西已经在那里", "something of that name is there"),
        NotADirectoryError: ("不是文件夹", "not a folder"),
    }  # fmt: skip
    zh, en = known.get(type(error), (error.strerror or str(error),) * 2)
    return zh if lang == "zh" else en


def everywhere(command: Callable) -> Callable:
    """Add --lang and --debug, which may stand before or after the command's name."""

    def set_lang(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        if value:
            ctx.find_root().obj.lang = value

    def set_debug(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value:
            ctx.find_root().obj.debug = True

    for option in (
        click.option("--debug", is_flag=True, expose_value=False, callback=set_debug, help="出错时显示细节 | Show the traceback of an error"),
        click.option(
            "--lang", type=click.Choice(["zh", "en"]), expose_value=False, is_eager=True, callback=set_lang, help="说中文还是英文 | Language of the answers"
        ),
    ):
        command = option(command)
    return command


class Day(click.ParamType):
    """A day or a month: 2025-10 is its first day. Gives the integer yyyymmdd."""

    name = "YYYY-MM[-DD]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return value if isinstance(value, int) else day(value)
        except ValueError as error:
            session = ctx.find_root().obj if ctx else Session()
            self.fail(f"{value}：{session.pick(*error.args[0])}", param, ctx)


def where_and_when(command: Callable) -> Callable:
    """Add --place, --on, --known and --figures."""
    for option in (
        click.option("--figures", type=click.Path(exists=True, dir_okay=False), help="本地标准文件 | An overlay of figures of your own"),
        click.option("--known", type=Day(), help="按当时已知的规定（默认今天）| The law as known on that day (today)"),
        click.option("--on", type=Day(), help="哪一天或哪个月（默认本月）| The day or month decided for (this month)"),
        click.option("--place", help="地区，如 深圳市/福田区 | The place: a name, a path or a code"),
    ):
        command = option(command)
    return command


def today() -> int:
    return day(date.today())


def this_month() -> int:
    return today() // 100 * 100 + 1


def load_book() -> Any:
    from minsheng.rules import book

    return book.load()


def load_overlay(book: Any, path: str | None) -> Any:
    """The figures of an office, or None. Raises BookError naming the file, also for a day that does not exist or text that cannot be read."""
    try:
        return book.overlay(path) if path else None
    except UnicodeDecodeError:
        raise BookError(str(path), "the file is not UTF-8 / 文件不是 UTF-8 编码", "save it as UTF-8") from None
    except ValueError as error:
        raise BookError(str(path), f"a day that does not exist: {error} / 有一个不存在的日期", "a day such as 2025-01-01") from None


def iso(value: int) -> str:
    return f"{value // 10000:04d}-{value // 100 % 100:02d}-{value % 100:02d}"
