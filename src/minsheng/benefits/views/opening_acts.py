"""A list of awards is accepted, gone on with, taken back: always shown first."""

from contextlib import suppress

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from minsheng.accounts.access import needs
from minsheng.base import jobs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.months import later
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Confirm, confirm_page, confirmed
from minsheng.benefits.models import OpeningImport
from minsheng.benefits.opening import actions
from minsheng.benefits.opening.columns import matter_of
from minsheng.benefits.opening.undoable import blocked
from minsheng.benefits.views.opening import find


@needs("benefits.accept_import")
@require_POST
def accept(request, pk: int):
    """What will happen, then the job that does it."""
    found = find(request, pk, "benefits.accept_import")
    if not confirmed(request):
        return confirm_page(request, _acceptance(found))
    if request.POST.get("seen") != actions.seen(found):
        messages.error(request, here("您看过以后名单又重新传过，请重新核对。", "The list was brought again after you saw it: look at it again."))
        return redirect("desk-opening", pk=pk)
    return _act(request, found, actions.accept_in_background)


@needs("benefits.accept_import")
@require_POST
def carry_on(request, pk: int):
    return _act(request, find(request, pk, "benefits.accept_import"), actions.carry_on)


@needs("benefits.import")
@require_POST
def check(request, pk: int):
    """Go on with a check that has stopped."""
    found = find(request, pk, "benefits.import")
    with suppress(jobs.Underway):
        actions.check_in_background(opening=found, by=request.by, on=today())
    return redirect("desk-opening", pk=pk)


def _act(request, found: OpeningImport, act):
    try:
        act(opening=found, by=request.by, on=today())
        messages.success(request, here("正在接入，完成后这一页会显示。", "Being taken over; this page shows when it is done."))
    except jobs.Underway:
        messages.info(request, here("正在接入。", "It is being taken over."))
    except Refused as no:
        messages.error(request, str(no))
    return redirect("desk-opening", pk=found.pk)


def _acceptance(found: OpeningImport) -> Confirm:
    label, begins = matter_of(found.benefit).label, later(found.month)
    fen = f"{found.fen / 100:,.2f}"
    return Confirm(
        (f"接入 {found.rows} 份{label[0]}", f"Take over {found.rows} awards: {label[1]}"),
        what=[
            (f"名单与 {found.month:%Y-%m} 的发放一致：{found.rows} 人，{fen} 元。", f"The list agrees with the payroll of {found.month:%Y-%m}: {found.rows} people, {fen} yuan."),
            (f"这里从 {begins:%Y-%m} 开始发放，以前的月份不再发。", f"Payment here begins with {begins:%Y-%m}; earlier months are not paid again."),
            ("名单里的收款账户由您复核启用。", "The accounts of the list are approved by you and come into use."),
            ("还没有发放或办理过时，可以整批撤销。", "As long as nothing was paid or decided, all of it can be taken back."),
        ],
        button=("确认接入", "Accept"), cancel=f"/desk/benefits/opening/{found.pk}/", hidden={"seen": actions.seen(found)},
    )  # fmt: skip


@needs("benefits.see_import")
@require_POST
def undo(request, pk: int):
    """Who stands in the way, or what will be gone."""
    found = find(request, pk)
    if not confirmed(request) and found.state != "undoing":
        return confirm_page(request, _taking_back(found))
    try:
        found = actions.take_back(opening=found, by=request.by, on=today())
        messages.success(
            request,
            here("已撤销", "Taken back")
            if found.state == "undone"
            else here("正在撤销，完成后这一页会显示。", "Being taken back; this page shows when it is done."),
        )
    except jobs.Underway:
        messages.info(request, here("正在撤销。", "It is being taken back."))
    except Refused as no:
        messages.error(request, str(no))
    return redirect("desk-opening", pk=pk)


def _taking_back(found: OpeningImport) -> Confirm:
    in_the_way, n = blocked(found)
    if n:
        what = [(f"有 {n} 人的待遇已经发放或办理过，不能整批撤销。", f"{n} of these awards were paid or dealt with: they cannot be taken back together.")]
    elif found.loaded:
        what = [
            (
                f"接入的 {found.loaded} 份待遇和登记的账户都会删除，同样的名单可以重新传。",
                f"The {found.loaded} awards and the accounts entered are deleted; the same list can be brought again.",
            )
        ]
    else:
        what = [("还没有接入的名单会作废，同样的文件可以重新传。", "The list is given up; the same file can be brought again.")]
    affected = [
        Affected(
            mask_name(b.person.name),
            small=b.person.place.name,
            problem=tuple("；".join(w[i] for w in b.reasons) if i == 0 else "; ".join(w[1] for w in b.reasons) for i in (0, 1)),
        )
        for b in in_the_way
    ]
    return Confirm(
        ("撤销这次接入", "Take this list back"),
        what=what,
        affected=affected,
        button=("撤销", "Take back"),
        cancel=f"/desk/benefits/opening/{found.pk}/",
        danger=True,
    )
