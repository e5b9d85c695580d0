"""Taking over a list that was accepted: so many awards at a time, each time in one transaction with the cursor. It can be killed anywhere and goes on."""

from datetime import date
from itertools import groupby

from django.db import IntegrityError, transaction

from minsheng.base.actor import MACHINE, Actor
from minsheng.base.audit import record
from minsheng.benefits.actions.deaths import report_death
from minsheng.benefits.models import OpeningImport, OpeningRow
from minsheng.benefits.opening import making, saying
from minsheng.benefits.opening.actions.accepting import locked
from minsheng.benefits.opening.judging import receiving
from minsheng.benefits.opening.making import Taken
from minsheng.registry.models import Membership, Person

STEP = 500  # awards: about half a second
LOADABLE = ("good", "doubtful")
MEANWHILE = ("确认以后，此人已经在这里领这一项待遇。", "Since the acceptance this person has begun to receive it here.")
GONE = ("确认以后，档案合并或换了家庭，请按新申请办。", "Since the acceptance the file was merged or the household changed: apply anew.")


def load(*, opening: OpeningImport, by: Actor, on: date) -> OpeningImport:
    """To the end in this process: what the background job does, without one."""
    opening.refresh_from_db()
    cursor: int | None = opening.cursor
    while cursor is not None:
        cursor = load_step(opening=opening, cursor=cursor, by=by, on=on)
    opening.refresh_from_db()
    return opening


def load_step(*, opening: OpeningImport, cursor: int, by: Actor, on: date) -> int | None:
    """The next awards after the cursor, whole and once; the cursor of the step after, None at the end. A cursor that has been passed changes nothing."""
    for attempt in (1, 2, 3):
        try:
            with transaction.atomic():
                return _step(locked(opening), cursor, by, on)
        except IntegrityError:  # somebody was granted the benefit in the same moment: look again
            if attempt == 3:
                raise
    return None


def _step(opening: OpeningImport, cursor: int, by: Actor, on: date) -> int | None:
    if opening.state != "loading":
        return None
    if cursor != opening.cursor:
        return opening.cursor
    end = min(cursor + STEP, opening.rows)
    rows = list(opening.lines.filter(award_no__gt=cursor, award_no__lte=end, state__in=LOADABLE).order_by("award_no", "number"))
    taken = _take_over(opening, rows, by, on)
    opening.cursor, opening.loaded = end, opening.loaded + len(taken)
    if end == opening.rows:
        opening.state = "done"
    opening.save(update_fields=["cursor", "loaded", "state"])
    fen = sum(line.fen for one in taken for line in one.lines)
    record(by=by, on=on, act="benefits.take_over", subject=opening, place=opening.place_id, through=end, awards=len(taken), fen=fen)
    return None if opening.state == "done" else end


def _take_over(opening: OpeningImport, rows: list[OpeningRow], by: Actor, on: date) -> list[Taken]:
    groups = [list(lines) for _, lines in groupby(rows, key=lambda row: row.award_no)]
    heads = [next(line for line in lines if line.member_id is None) for lines in groups]
    ids = [head.person_id for head in heads]
    people = Person.objects.select_related("place").in_bulk(ids)
    homes = dict(Membership.objects.filter(person__in=ids, until=None).values_list("person", "household"))
    got, got_homes = receiving(opening.benefit, ids, homes.values())
    taken, left = [], []
    for head, lines in zip(heads, groups, strict=True):
        person, home = people[head.person_id], homes.get(head.person_id)
        one = Taken(person, home if making.for_household(opening) else None, head, lines)
        if person.pk in got or (one.household and one.household in got_homes):
            left.append((lines, MEANWHILE))
        elif person.merged_into_id or (making.for_household(opening) and home is None):
            left.append((lines, GONE))
        else:
            taken.append(one)
    making.make(opening, taken, by, on)
    saying.learn_said(opening, taken, by, on)
    _leave_out(left)
    for one in taken:
        if one.person.died_on:  # a proposal: an officer confirms or refutes it
            report_death(person=one.person, died_on=one.person.died_on, by=MACHINE, on=on)
    return taken


def _leave_out(left: list[tuple[list[OpeningRow], tuple[str, str]]]) -> None:
    """Rare, and told row by row; what was sealed of them stays, so that an officer sees whom it was about."""
    for why in (MEANWHILE, GONE):
        rows = [row.pk for lines, reason in left for row in lines if reason == why]
        if rows:
            OpeningRow.objects.filter(pk__in=rows).update(state="left_out", problems=[["document", *why]])
