"""What the registry does in the background: checking a long roster, loading one that was confirmed, taking one back; every night looking for doubles and for facts whose day has come."""

from dataclasses import replace
from datetime import time, timedelta

from django.db.models import Exists, OuterRef

from minsheng.accounts.models import User
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.clock import today
from minsheng.base.jobs.kinds import Kind
from minsheng.base.jobs.pieces import read_so_far
from minsheng.base.models import Job
from minsheng.places.models import Place
from minsheng.registry.doubles import end_night, look
from minsheng.registry.imports import CHECK_JOB, JOB, UNDO_JOB
from minsheng.registry.models import Import, Person
from minsheng.registry.refolding import STEP, due, refold


def asker(job: Job) -> Actor:
    """Who asked, by name: people read it in the files."""
    return replace(job.by, name=str(User.objects.filter(pk=job.asked_by).first() or ""))


def step(job: Job, cursor: int | None) -> int | None:
    """The next households of the roster `job.arguments["run"]`."""
    from minsheng.registry.imports.actions import load_step  # here, so that pages which read no rosters do not load the array code

    run = Import.objects.get(pk=job.arguments["run"])
    job.total = run.homes
    following = load_step(run=run, cursor=run.cursor if cursor is None else cursor, by=asker(job), on=job.on)
    job.done = run.homes if following is None else following
    return following


def check(job: Job, cursor: int | None) -> int | None:
    """The next lines of the roster `job.arguments["run"]`: each is read first, then written."""
    from minsheng.registry.imports.actions import check_step

    run = Import.objects.get(pk=job.arguments["run"])
    job.total = 2 * run.rows
    following = check_step(run=run, cursor=run.cursor if cursor is None else cursor, by=asker(job), on=job.on)
    job.done = job.total if following is None else read_so_far(run.file_id) + following
    return following


def undo(job: Job, cursor: int | None) -> int | None:
    """The next households of the roster `job.arguments["run"]`, from its end on."""
    from minsheng.registry.imports.actions import undo_step

    run = Import.objects.get(pk=job.arguments["run"])
    job.total = job.total or run.cursor
    following = undo_step(run=run, cursor=run.cursor if cursor is None else cursor, by=asker(job), on=job.on)
    job.done = job.total - (following or 0)
    return following


def page(job: Job) -> str:
    return f"/desk/people/import/{job.arguments['run']}/"


def doubles(job: Job, cursor: int | None) -> int | None:
    """Files that may be one person, community by community: each with the whole registry. The cursor is the community that is done.

    arguments {found}: how many pairs are new tonight; one audit entry says so at the end.
    """
    communities = Place.objects.filter(Exists(Person.objects.filter(place=OuterRef("pk"))), level="community", until=None)
    if cursor is None:
        job.total = communities.count()
    place = communities.filter(pk__gt=cursor or 0).order_by("pk").first()
    found = job.arguments.get("found", 0)
    if place is None:
        end_night(places=job.done, found=found, by=MACHINE, on=today())
        return None
    job.arguments = {**job.arguments, "found": found + look(place, today())}
    job.done += 1
    return place.pk


def facts_of_the_day(job: Job, cursor: list | None) -> list | None:
    """The folds of whoever has a fact that begins or ends. The cursor is who is left."""
    left = due(today()) if cursor is None else cursor
    job.total = job.total or len(left)
    refold(subjects=left[:STEP], by=MACHINE, on=today())
    job.done = job.total - len(left[STEP:])
    return left[STEP:] or None


KINDS = {
    CHECK_JOB: Kind(check, ("检查名册", "Checking a roster"), result=page),
    JOB: Kind(step, ("导入名册", "Loading a roster"), result=page),
    UNDO_JOB: Kind(undo, ("撤销名册", "Taking a roster back"), result=page),
    "registry.doubles": Kind(
        doubles, ("查找重复档案", "Looking for doubles"), every=timedelta(days=1), at=time(1, 30), result=lambda job: "/desk/people/pairs/"
    ),
    "registry.facts_of_the_day": Kind(facts_of_the_day, ("情况随日期生效", "Facts that begin or end today"), every=timedelta(days=1), at=time(0, 10)),
}
