"""The empty roster an office starts from: headings with choices, and a sheet that explains every column."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from minsheng.rules.engine.declare import Fact
from minsheng.rules.engine.types import Bool, Choice, Date, Int, Money

from .columns import HOUSEHOLD, NAME, OWN, PERSON, PLACE, PROOF, columns_of, is_group
from .writing import all_or_nothing

ABOUT_OWN = {
    HOUSEHOLD: ("同一户写一样的编号（必填）", "the same for all members of a household (required)"),
    PERSON: ("每人一个，不能重复（必填）；单元格设为文本", "one for each person, never twice (required); format the cells as text"),
    NAME: ("可不填", "optional"),
    PLACE: ("如 深圳市/福田区，或六位代码；一户写一次即可", "such as 深圳市/福田区 or the six-digit code; once a household"),
}


def headings(book) -> list[str]:
    """The Chinese headings of a full roster, judgements with their officer and evidence."""
    out = [OWN[n][0] for n in OWN]
    for f in columns_of(book).values():
        out.append(f.zh)
        if f.is_judgement:
            out += [f.zh + words[0] for words in PROOF.values()]
    return out


def explained(book) -> pl.DataFrame:
    """One row a column: its label, key, whom it is about, how to fill it in; Chinese and English."""
    own = [{"列": OWN[n][0], "key": n, "关于": "", "填法": ABOUT_OWN[n][0], "column": OWN[n][1], "how": ABOUT_OWN[n][1]} for n in OWN]
    facts = [_explain(f) for f in columns_of(book).values()]
    return pl.DataFrame(own + facts)


def _explain(f: Fact) -> dict[str, str]:
    zh, en = how_to_fill(f)
    if f.is_judgement:
        zh += "；由工作人员认定，须填认定人和依据两列"
        en += "; an officer's judgement: fill in officer and evidence too"
    if f.silence is not None:
        zh += f"；不填当作“{f.type.show(f.silence, 'zh')}”"
        en += f"; empty means {f.type.show(f.silence, 'en')}"
    if f.hint:
        zh, en = f"{zh}。{f.hint[0]}", f"{en}. {f.hint[1]}"
    return {"列": f.zh, "key": f.name, "关于": "家庭（一户写一次）" if is_group(f) else "个人", "填法": zh, "column": f.en, "how": en}


def how_to_fill(f: Fact) -> tuple[str, str]:
    """How a cell of this fact is written, in Chinese and English."""
    t = f.type
    if isinstance(t, Bool):
        return "是 / 否", "yes / no"
    if isinstance(t, Choice):
        return " / ".join(o[0] for o in t.options.values()), " / ".join(f"{k} ({o[1]})" for k, o in t.options.items())
    if isinstance(t, Date):
        return "日期，如 1950-03-01", "a date such as 1950-03-01"
    if isinstance(t, Money):
        return f"金额（{f.unit or '元'}），{t.show(t.lo)} 到 {t.show(t.hi)}", f"yuan, {t.show(t.lo)} to {t.show(t.hi)}"
    assert isinstance(t, Int)
    return f"整数，{t.lo} 到 {t.hi}{f.unit}", f"a whole number, {t.lo} to {t.hi}"


def write_template(book, path: Path) -> None:
    """Write an Excel file with an empty sheet 人员 and the sheet 说明 that explains it."""
    import xlsxwriter

    columns = headings(book)
    by_label = {f.zh: f for f in columns_of(book).values()}
    with all_or_nothing(path.parent) as partial, xlsxwriter.Workbook(partial / path.name) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        text, wrap = workbook.add_format({"num_format": "@"}), workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet = workbook.add_worksheet("人员")
        sheet.freeze_panes(1, 2)
        sheet.write_row(0, 0, columns, bold)
        for c, label in enumerate(columns):
            sheet.set_column(c, c, 18, None if isinstance(getattr(by_label.get(label), "type", None), (Money, Int)) else text)
            _offer(sheet, c, by_label.get(label))
        about = workbook.add_worksheet("说明")
        about.set_column(0, 5, 26, wrap)
        table = explained(book)
        about.write_row(0, 0, table.columns, bold)
        for r, row in enumerate(table.iter_rows(), 1):
            about.write_row(r, 0, row, wrap)


def _offer(sheet, column: int, fact: Fact | None) -> None:
    """A drop-down for yes/no and choices, as far as Excel's 255 characters go."""
    if fact is None or not isinstance(fact.type, (Bool, Choice)):
        return
    options = ["是", "否"] if isinstance(fact.type, Bool) else [o[0] for o in fact.type.options.values()]
    if len(",".join(options)) <= 250:
        sheet.data_validation(1, column, 100_000, column, {"validate": "list", "source": options, "error_type": "warning"})
