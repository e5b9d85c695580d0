"""The lines of a roster: how many of each kind, and each with what was found about it."""

from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.masks import mask_name
from minsheng.base.texts import here, pick
from minsheng.base.ui import Cell, Choice, Column, Search, Stat, Table, tag
from minsheng.registry.models import Import, ImportRow

KINDS = {"good": "act", "doubtful": "amber", "bad": "danger", "doubled": "plain", "loaded": "act", "undone": "plain"}
SHORT = {
    "good": ("可以导入", "Can be loaded"),
    "doubtful": ("请核对", "To be looked at"),
    "bad": ("有错", "Wrong"),
    "doubled": ("已有此人", "Here already"),
    "loaded": ("已导入", "Loaded"),
    "undone": ("已撤销", "Taken back"),
}
BEFORE, AFTER, UNDONE = ("good", "doubtful", "bad", "doubled"), ("loaded", "bad", "doubled"), ("undone", "bad", "doubled")
SHOWN = {
    "checking": BEFORE,
    "checked": BEFORE,
    "loading": ("loaded", *BEFORE),
    "done": AFTER,
    "undoing": ("undone", "loaded", "bad", "doubled"),
    "undone": UNDONE,
}


def cards(run: Import, counts: dict[str, int], current: str) -> list[Stat]:
    """One a state; each leads to its lines."""
    return [
        Stat(
            SHORT[state],
            counts.get(state, 0),
            small=("行", "rows"),
            href=f"?state={state}",
            current=current == state,
            danger=state == "bad" and state in counts,
        )
        for state in SHOWN[run.state]
    ]


def _name(row: ImportRow) -> Cell | str:
    from minsheng.registry.imports.mending import name_of  # with the code that reads rosters, as in views/imports.py

    return Cell(mask_name(name_of(row)) or "—", href=f"/desk/people/{row.person_id}/" if row.person_id else "")


def _why(row: ImportRow) -> str:
    from minsheng.registry.imports.columns import label

    lines = [f"{pick(label(key))}{here('：', ': ')}{here(zh, en)}" if key else here(zh, en) for key, zh, en in row.problems]
    return " ".join(lines)


def _at(rows, text: str):
    number = text.strip()
    return rows.filter(number=int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else rows.none()


def _exported(request, count: int) -> None:
    pk = request.resolver_match.kwargs["pk"]
    noted(by=request.by, on=today(), act="registry.export", subject=f"registry.import:{pk}", rows=count)


LINES = Table(
    "import-lines",
    [
        Column("name", ("姓名", "Name"), _name),
        Column("number", ("行号", "Row"), lambda row: row.number, sort="number", number=True),
        Column("state", ("结果", "Result"), lambda row: tag(KINDS[row.state], SHORT[row.state]), sort="state"),
        Column("why", ("说明", "What was found"), _why),
    ],
    filters=[Search("row", ("行号", "Row"), _at), Choice("state", ("结果", "Result"), [(key, pair) for key, pair in ImportRow.STATES.items()], field="state")],
    sort="state",  # by its name: what is wrong comes first
    per_page=25,
    label=("名册的每一行", "The rows of the roster"),
    exported=_exported,
    empty=(("没有这样的行", "No such rows"), ("换一个条件看看。", "Try another filter.")),
)
