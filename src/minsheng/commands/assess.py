"""`minsheng assess`: one household from YAML or JSON, with reasons."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
import yaml

from minsheng.rules.engine.problems import InputProblems, Problem
from minsheng.rules.told import as_data

from .shared import STILL_OPEN, Session, everywhere, iso, load_book, load_overlay, this_month, today, where_and_when

CLOSED = ("yes", "no")


@click.command()
@click.argument("file", type=click.Path(allow_dash=True))
@where_and_when
@click.option("--benefit", "benefits", multiple=True, help="只看这一项（可多次）| Only this benefit; may be repeated")
@click.option("--all", "everything", is_flag=True, help="不符合的也列出全部理由 | All reasons, also of what is refused")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON | Answer as JSON")
@click.option("--receipt", type=click.Path(dir_okay=False), help="把凭据存到这个文件 | Store the receipt in this file")
@everywhere
@click.pass_obj
def command(
    session: Session, file: str, place: str | None, on: int | None, known: int | None, figures: str | None,
    benefits: tuple[str, ...], everything: bool, as_json: bool, receipt: str | None,
) -> int:  # fmt: skip
    """判断一户能领什么、多少钱、为什么、依据哪一条。FILE 是 YAML 或 JSON，- 表示从标准输入读。

    What one household is entitled to, how much, why and under which clause. FILE is YAML or JSON; - reads standard input.

    结束码 exit codes: 0 都能判断 all decided; 3 有的还要补充 something is still open; 1 内容有错 bad input; 2 用法不对 wrong use.
    """
    from . import tell

    raw = read_household(file)
    book = load_book()
    law = book.at(
        place or raw.get("place") or missing_place(),
        on or raw.get("on") or this_month(),
        known or raw.get("known") or today(),
        figures=load_overlay(book, figures),
    )
    found = law.assess(book.read_case({k: v for k, v in raw.items() if k != "expect"}), list(benefits) or None)
    if receipt:
        save_receipt(Path(receipt), found.receipt)
    if as_json:
        click.echo(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    else:
        click.echo(tell.heading(found, session.lang, iso(law.on), iso(law.known)))
        for text in tell.answers(found, session.lang, everything or bool(benefits)):
            click.echo(text)
    return 0 if all(a.status in CLOSED for a in found.answers) else STILL_OPEN


def read_household(file: str) -> dict[str, Any]:
    """The mapping in a file. Raises InputProblems where it is not one readable household."""
    name = "标准输入" if file == "-" else file
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        raw = _unknowns(yaml.load(_text(data, name), AsWritten))  # JSON is YAML too
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        what = getattr(error, "problem", "") or ""
        raise InputProblems(
            [
                Problem(
                    f"{name} 第 {line} 行",
                    f"格式读不懂（{what}）",
                    f"line {line} is not readable YAML or JSON ({what})",
                    "检查缩进、冒号和引号",
                    "check indents, colons and quotes",
                )
            ]
        ) from None
    if isinstance(raw, list) and len(raw) == 1:
        raw = raw[0]
    if not isinstance(raw, dict):
        raise InputProblems(
            [
                Problem(
                    name,
                    "应是一户的情况（household、members）",
                    "one household is needed (household, members)",
                    "样子见 docs/users/examples",
                    "see docs/users/examples",
                )
            ]
        )
    return raw


class AsWritten(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Every value as the text that stands there: `on` stays a name, 1980-02-30 is left to the fact to refuse."""


def _once(loader: Any, node: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in node.value:
        name = str(loader.construct_object(key, deep=True))
        if name in out:
            raise yaml.constructor.ConstructorError(None, None, f"“{name}”写了两次 / it stands twice", key.start_mark)
        out[name] = loader.construct_object(value, deep=True)
    return out


AsWritten.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _once)


def _unknowns(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {k: _unknowns(v) for k, v in raw.items()}
    if isinstance(raw, list):
        return [_unknowns(v) for v in raw]
    return None if raw in ("null", "~", "Null", "NULL") else raw


def _text(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputProblems([Problem(name, "不是文字文件", "it is not a text file", "请用 UTF-8 保存", "save it as UTF-8")])


def missing_place() -> str:
    raise InputProblems(
        [Problem("place", "没有写地区", "no place is given", "在文件里写 place: 深圳市/福田区，或加 --place", "write place: in the file, or add --place")]
    )


def save_receipt(path: Path, receipt: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.partial")
    beside.write_text(json.dumps(receipt, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8")
    beside.replace(path)
