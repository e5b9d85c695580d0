"""How far a job is, and stopping it: for who asked, and for administrators. `request.by` is set by the sign-in."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from minsheng.base import clock
from minsheng.base.errors import NotAllowed
from minsheng.base.jobs import actions, kinds, queries
from minsheng.base.models import Job
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Column, Table, tag

STATES = {
    Job.State.WAITING: tag("blue", "等待", "Waiting"),
    Job.State.RUNNING: tag("blue", "进行中", "Under way"),
    Job.State.DONE: tag("act", "完成", "Done"),
    Job.State.FAILED: tag("danger", "没有办成", "Failed"),
    Job.State.STOPPED: tag("plain", "已停止", "Stopped"),
}
JOBS = Table(
    "jobs",
    [
        Column("what", ("任务", "Job"), lambda job: Cell(kinds.label(job.kind), href=f"/jobs/{job.pk}")),
        Column("state", ("状态", "State"), lambda job: STATES[job.state], sort="state"),
        Column("percent", ("进度", "Progress"), lambda job: None if job.percent is None else f"{job.percent}%"),
        Column("asked", ("开始", "Asked for"), lambda job: job.created_at.date(), sort="created_at"),
    ],
    sort="-asked",
    downloads=False,
    label=("任务", "Jobs"),
    empty=(
        ("还没有任务", "No jobs yet"),
        ("需要时间的工作会在这里，您可以离开，办完再来看。", "Work that takes its time appears here; you can leave it and look again."),
    ),
)


def signed_in(view):
    """Signed in, in a post that may have jobs; each job is then for who asked. What is refused here is shown by the middleware of accounts."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect(f"/accounts/login/?next={request.path}")
        if not request.may("jobs.see"):
            raise NotAllowed("这一页是给工作人员看的。", "This page is for staff.")
        return view(request, *args, **kwargs)

    checked.permission = "jobs.see"
    return checked


@require_safe
@signed_in
def index(request):
    queries.told(request.by)
    return JOBS.respond(request, queries.seen_by(request.by), "base/jobs.html")


@require_safe
@signed_in
def show(request, number: int):
    job = _found(request, number)
    actions.saw(job, request.by)
    context = {"job": job, "what": kinds.label(job.kind), "state": STATES[job.state], "error": (job.error_zh, job.error_en), "result": kinds.result(job)}
    return render(request, "base/job.html", context)


@require_POST
@signed_in
def stop(request, number: int):
    return _act(request, number, actions.stop, "正在停止：手上的一步做完就停。", "Stopping: the step in hand is finished first.")


@require_POST
@signed_in
def resume(request, number: int):
    return _act(request, number, actions.resume, "接着办。", "Going on.")


def _act(request, number: int, act, zh: str, en: str):
    act(job=_found(request, number), by=request.by, on=clock.today())
    messages.success(request, here(zh, en))
    return redirect(f"/jobs/{number}")


def _found(request, number: int) -> Job:
    job = get_object_or_404(Job, pk=number)
    actions.allowed(request.by, job)
    return job
