"""A second person accepts a list that is reconciled: from then on it counts, and its accounts are approved with it."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base import jobs
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import Job
from minsheng.benefits.models import OpeningImport
from minsheng.benefits.opening.columns import matter_of
from minsheng.benefits.opening.judging import households, receiving
from minsheng.registry.models import ListFile

JOB, CHECK_JOB, UNDO_JOB = "benefits.take_over", "benefits.check_opening", "benefits.undo_opening"  # the kinds, in opening/jobs.py


def seen(opening: OpeningImport) -> str:
    """The list as somebody was shown it: it can be brought again, mended, while the page is open."""
    o = opening
    return digest("opening", f"{o.pk}:{o.file_digest}:{o.benefit}:{o.month}:{o.rows}:{o.fen}:{o.payroll_rows}:{o.payroll_fen}:{o.entered_by_id}")


def locked(opening: OpeningImport) -> OpeningImport:
    return OpeningImport.objects.select_for_update(of=("self",)).select_related("place").get(pk=opening.pk)


def remove_files(opening: OpeningImport) -> None:
    """What was kept for its check; nothing points there any more."""
    ListFile.objects.filter(pk__in=[pk for pk in (opening.file_id, opening.payroll_file_id) if pk]).delete()


@action
def accept(*, opening: OpeningImport, by: Actor, on: date) -> OpeningImport:
    """Compared with the last payroll and agreed to by somebody else than who brought it. Raises Refused while the two differ."""
    shown, opening = seen(opening), locked(opening)
    allowed(by, "benefits.accept_import", opening.place)
    if opening.state == "checking":
        raise Refused("这份名单还在检查，查完再确认。", "This list is being checked: accept it when that is done.")
    if opening.state != "checked":
        raise AlreadyDone("这份名单已经确认，或已经撤销。", "This list was accepted already, or taken back.")
    if opening.entered_by_id == by.user:
        raise NotAllowed("自己传的名单要由另一个人确认。", "A list is accepted by somebody else than who brought it.")
    if seen(opening) != shown:
        raise Refused("您看过以后名单又重新传过，请重新核对。", "The list was brought again after you saw it: look at it again.")
    if not opening.reconciled:
        raise Refused("名单和上次发放还没有对平，不能接入。", "The list and the last payroll do not agree yet: it cannot be taken over.")
    if n := _meanwhile(opening):
        raise Refused(
            f"检查以后，有 {n} 人已经在这里领这一项待遇。请经办人把名单改好再传一次。",
            f"Since the check {n} of them have begun to receive it here: the list has to be mended and brought again.",
        )
    opening.state, opening.approved_by_id, opening.approved_on = "loading", by.user, on
    opening.save(update_fields=["state", "approved_by", "approved_on"])
    record(by=by, on=on, act="benefits.accept_opening", subject=opening, place=opening.place_id, rows=opening.rows, fen=opening.fen)
    return opening


@action
def accept_in_background(*, opening: OpeningImport, by: Actor, on: date) -> Job:
    """Accept, and have the awards taken over by a background job."""
    return _start(accept(opening=opening, by=by, on=on), by, on)


@action
def carry_on(*, opening: OpeningImport, by: Actor, on: date) -> Job:
    """Go on with a list whose job has failed or was stopped. Raises jobs.Underway."""
    opening = locked(opening)
    allowed(by, "benefits.accept_import", opening.place)
    if opening.state != "loading":
        raise AlreadyDone("这份名单没有在接入。", "This list is not being taken over.")
    return _start(opening, by, on)


def _start(opening: OpeningImport, by: Actor, on: date) -> Job:
    return jobs.start(kind=JOB, key=f"{JOB}:{opening.pk}", arguments={"opening": opening.pk}, by=by, on=on)


def _meanwhile(opening: OpeningImport) -> int:
    """How many have begun to receive it here since the check, themselves or by their household."""
    people = set(opening.lines.filter(member=None).values_list("person", flat=True))
    got, _ = receiving(opening.benefit, people, ())
    if matter_of(opening.benefit).unit == "household":
        homes = dict(households(people))
        _, got_homes = receiving(opening.benefit, (), set(homes.values()))
        got |= {person for person, home in homes.items() if home in got_homes}
    return len(got)
