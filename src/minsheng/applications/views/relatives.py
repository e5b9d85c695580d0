"""近亲属备案: every case in whose household a member of staff has declared a near relative, what became of it, and whether the district has been there."""

from django.db.models import Q, QuerySet

from minsheng.accounts.access import needs
from minsheng.accounts.actions import RELATIONS
from minsheng.applications import near, queries
from minsheng.applications.models import Application
from minsheng.applications.views.lists import _exported, _matter, _matters, _state, _who
from minsheng.base.ui import Cell, Choice, Column, Search, Table, tag
from minsheng.places.queries import office_name


def _declared(case) -> Cell:
    if case.declared_as is None:
        return tag("amber", "家里自己说的", "Said by the household")
    return Cell(case.declared_by or "—", small=RELATIONS.get(case.declared_as, (case.declared_as or "", case.declared_as or "")))


def _decided(case):
    """What was decided last, and by whom."""
    decision = next(iter(case.decisions.all()), None)
    return Cell(_state(case), small=f"{office_name(decision.authority)} {decision.decided_on}") if decision else _state(case)


def _visited(case):
    if case.district_visit:
        return Cell(tag("act", "已入户", "Visited"), small=str(case.district_visit))
    return tag("amber", "还没有", "Not yet") if case.needs_visit else "—"


def _by_visit(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(district_visit__isnull=value == "no")


CASES = Table(
    "relatives",
    [
        Column("who", ("居民", "Resident"), _who, sort="applicant__name"),
        Column("matter", ("事项", "Matter"), _matter, sort="matter"),
        Column("staff", ("申报的工作人员", "Declared by"), _declared, sort="declared_by"),
        Column("decided", ("决定", "Decision"), _decided, sort="state"),
        Column("visited", ("区里入户", "The district's visit"), _visited, sort="district_visit"),
        Column("applied", ("申请日期", "Applied"), lambda case: case.applied_on, sort="applied_on"),
        Column("number", ("编号", "Number"), lambda case: case.number or "—", sort="number", hidden=True),
    ],
    filters=[
        Search("q", ("找编号或工作人员", "Number or member of staff"), lambda rows, text: rows.filter(Q(number__icontains=text) | Q(declared_by__contains=text))),
        Choice("state", ("状态", "State"), list(Application.STATES.items())[1:], field="state"),
        Choice("matter", ("事项", "Matter"), _matters, field="matter"),
        Choice("visit", ("区里入户", "The district's visit"), [("yes", ("已入户", "Visited")), ("no", ("还没有", "Not yet"))], apply=_by_visit),
    ],
    sort="-applied",
    exported=_exported,
    empty=(("没有近亲属的办件", "No case of a near relative"), ("工作人员申报了近亲属，其家庭的办件会自动出现在这里。", "Once somebody of the staff declares a relative, the cases of that household appear here.")),
)  # fmt: skip


@needs("applications.relatives")
def cases(request):
    rows = near.of_near_relatives(request.by).select_related("applicant", "place").annotate(members=queries.MEMBERS)
    return CASES.respond(request, rows.prefetch_related(near.LATEST), "applications/relatives.html", {})
