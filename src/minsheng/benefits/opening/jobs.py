"""What a take-over does in the background: the awards of a list that was accepted."""

from dataclasses import replace

from minsheng.accounts.models import User
from minsheng.base.jobs.kinds import Kind
from minsheng.base.models import Job
from minsheng.benefits.models import OpeningImport
from minsheng.benefits.opening.actions.accepting import JOB
from minsheng.benefits.opening.actions.loading import load_step


def step(job: Job, cursor: int | None) -> int | None:
    """The next awards of the list `job.arguments["opening"]`."""
    opening = OpeningImport.objects.get(pk=job.arguments["opening"])
    who = User.objects.filter(pk=job.asked_by).first()
    job.total = opening.rows
    following = load_step(opening=opening, cursor=opening.cursor if cursor is None else cursor, by=replace(job.by, name=str(who or "")), on=job.on)
    job.done = opening.rows if following is None else following
    return following


KINDS = {JOB: Kind(step, ("接入在发待遇", "Taking awards over"), result=lambda job: f"/desk/benefits/opening/{job.arguments['opening']}/")}
