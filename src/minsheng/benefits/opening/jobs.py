"""What a take-over does in the background: checking a long list; the awards of a list that was accepted; taking a long list back."""

from minsheng.base.jobs.kinds import Kind
from minsheng.base.jobs.pieces import read_so_far
from minsheng.base.models import Job
from minsheng.benefits.models import OpeningImport
from minsheng.benefits.opening.actions.accepting import CHECK_JOB, JOB, UNDO_JOB
from minsheng.benefits.opening.actions.loading import load_step
from minsheng.benefits.opening.actions.undoing import begin_undo, undo_step
from minsheng.registry.jobs import asker


def check(job: Job, cursor: int | None) -> int | None:
    """The next lines of the list `job.arguments["opening"]`: each is read first, then written."""
    from minsheng.benefits.opening.actions import check_step

    opening = OpeningImport.objects.get(pk=job.arguments["opening"])
    job.total = 2 * opening.rows
    following = check_step(opening=opening, cursor=opening.cursor if cursor is None else cursor, by=asker(job), on=job.on)
    job.done = job.total if following is None else read_so_far(opening.file_id) + following
    return following


def step(job: Job, cursor: int | None) -> int | None:
    """The next awards of the list `job.arguments["opening"]`."""
    opening = OpeningImport.objects.get(pk=job.arguments["opening"])
    job.total = opening.rows
    following = load_step(opening=opening, cursor=opening.cursor if cursor is None else cursor, by=asker(job), on=job.on)
    job.done = opening.rows if following is None else following
    return following


def undo(job: Job, cursor: int | None) -> int | None:
    """Of the list `job.arguments["opening"]`: its awards first, all at once; then the next lines, from its end on."""
    opening, by = OpeningImport.objects.get(pk=job.arguments["opening"]), asker(job)
    if cursor is None:
        opening = begin_undo(opening=opening, by=by, on=job.on)
        job.total = opening.cursor
        return opening.cursor
    following = undo_step(opening=opening, cursor=cursor, by=by, on=job.on)
    job.done = (job.total or 0) - (following or 0)
    return following


def page(job: Job) -> str:
    return f"/desk/benefits/opening/{job.arguments['opening']}/"


KINDS = {
    CHECK_JOB: Kind(check, ("检查在发待遇名单", "Checking a list of awards"), result=page),
    JOB: Kind(step, ("接入在发待遇", "Taking awards over"), result=page),
    UNDO_JOB: Kind(undo, ("撤销在发待遇名单", "Taking a list of awards back"), result=page),
}
