"""A reader reports a mistake on a public page; the office that keeps the page answers."""

import secrets
from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.matters.declare import Limit
from minsheng.portal.models import Mistake
from minsheng.portal.queries import code_digest, in_reach, keeper
from minsheng.standards.deadlines import due_at

ANSWER_WITHIN = Limit("mistake_answer_days")
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read for another
NUMBER_LENGTH, CODE_LENGTH = 5, 8


@action
def report(*, page: str, text: str, reach: str = "", by: Actor, on: date) -> tuple[Mistake, str]:
    """(the report, the code that shows its answer). The code is told once and kept as a digest only."""
    if not text.strip():
        raise Refused("请写一写哪里不对。", "Say what is wrong.", field="text")
    place = keeper(page)
    due, provisional = due_at(ANSWER_WITHIN, place, on)
    number, code = _free_number(on), _drawn(CODE_LENGTH)
    made = Mistake.objects.create(
        number=number,
        code_digest=code_digest(number, code),
        page=page,
        text=text.strip(),
        reach=reach.strip(),
        place=place,
        reported_on=on,
        due_on=due,
        due_provisional=provisional,
    )
    record(by=by, on=on, act="portal.report_mistake", subject=made, place=place, due=due)
    return made, code


@action
def answer(*, mistake: Mistake, mended: bool, text: str, by: Actor, on: date) -> Mistake:
    """Mended, or checked and found right; either way in words that the reader will see."""
    allowed(by, "portal.mistakes")
    if not in_reach(by, mistake.place):
        raise NotAllowed("这一条归别的地方答复。", "This one is answered by another place.")
    if not text.strip():
        raise Refused("请写给对方的答复。", "Write the answer to the reader.", field="text")
    if locked(mistake).state != "open":
        raise AlreadyDone("这一条已经答复过。", "This one has been answered already.")
    mistake.state, mistake.answer = "mended" if mended else "right", text.strip()
    mistake.answered_by_id, mistake.answered_on = by.user, on
    mistake.save()
    record(by=by, on=on, act="portal.answer_mistake", subject=mistake, place=mistake.place_id, mended=mended)
    return mistake


def _drawn(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def _free_number(on: date) -> str:
    """ "JC-2025-K7M3Q": drawn, not counted, so that it says nothing of how many there are."""
    while Mistake.objects.filter(number=(number := f"JC-{on.year}-{_drawn(NUMBER_LENGTH)}")).exists():
        pass
    return number
