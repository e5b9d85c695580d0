"""What the registry does in the background: loading a roster that was checked and confirmed."""

from dataclasses import replace

from minsheng.accounts.models import User
from minsheng.base.jobs.kinds import Kind
from minsheng.base.models import Job
from minsheng.registry.imports.actions.loading import JOB, load_step
from minsheng.registry.models import Import


def step(job: Job, cursor: int | None) -> int | None:
    """The next households of the roster `job.arguments["run"]`."""
    run = Import.objects.get(pk=job.arguments["run"])
    who = User.objects.filter(pk=job.asked_by).first()
    job.total = run.homes
    following = load_step(run=run, cursor=run.cursor if cursor is None else cursor, by=replace(job.by, name=str(who or "")), on=job.on)
    job.done = run.homes if following is None else following
    return following


KINDS = {JOB: Kind(step, ("导入名册", "Loading a roster"), result=lambda job: f"/desk/people/import/{job.arguments['run']}/")}
