"""A place name from the proposal to its end: who proposes does not approve; filing and announcement have their day; a new name ends the old one."""

from datetime import date

from django.db import IntegrityError, transaction

from minsheng.accounts.access import allowed
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.divisions import naming
from minsheng.divisions.actions.checks import documented, living
from minsheng.divisions.models import Toponym
from minsheng.matters.declare import Limit
from minsheng.places.models import Place
from minsheng.standards.deadlines import due_at

FILING = Limit("place_name_file_days", working=False)
ANNOUNCING = Limit("place_name_announce_days", working=False)


@action
def propose_name(
    *,
    place: Place,
    kind: str,
    name: str,
    meaning: str,
    extent: str,
    applicant: str,
    application: str,
    assured: list[str],
    pinyin: str = "",
    explained: str = "",
    replaces: Toponym | None = None,
    by: Actor,
    on: date,
) -> Toponym:
    """A name for a thing, or a new one for a thing that has one. Raises Refused for a doubled name, and for one to be avoided without an explanation."""
    allowed(by, "names.propose", place)
    if replaces is None:
        living(place, "place")  # a name that is there stays with its place, also when that has been merged into another
    name = "".join(name.split())
    pinyin = _spelt(pinyin.strip() or naming.romanised(name, kind))
    if replaces:
        _may_go(replaces, place, kind)
        if replaces.name == name:
            raise Refused("新名称和现在的一样。", "This is the present name.", field="name")
    scope = naming.scope_of(place, kind, on)
    _acceptable(naming.findings(name, kind, pinyin, scope, but=replaces), explained)
    _assured(assured)
    made = _kept(
        place=place, scope=scope, kind=kind, name=name, pinyin=pinyin, sound=naming.sound_of(pinyin), initials=naming.initials_of(name),
        meaning=_said(meaning, "meaning"), extent=_said(extent, "extent"), applicant=_said(applicant, "applicant"), application=documented(application, "application"),
        assured=sorted(assured), explained=explained.strip(), replaces=replaces, proposed_by_id=by.user, proposed_on=on,
    )  # fmt: skip
    record(by=by, on=on, act="names.propose", subject=made, place=place, name_kind=kind, replaces=replaces and replaces.pk)
    return made


@action
def withdraw_name(*, toponym: Toponym, why: str, by: Actor, on: date) -> Toponym:
    """The proposal is taken back before it is decided."""
    allowed(by, "names.propose", toponym.place)
    return _turned_down(toponym, "withdrawn", why, by, on)


@action
def refuse_name(*, toponym: Toponym, why: str, by: Actor, on: date) -> Toponym:
    """Not approved, and why."""
    allowed(by, "names.decide", toponym.place)
    return _turned_down(toponym, "refused", why, by, on)


@action
def approve_name(*, toponym: Toponym, approved_on: date, authority: str, approval: str, by: Actor, on: date) -> Toponym:
    """The authority has approved it by a document: from that day it is the standard name, and the time to file it runs. Another name of the thing ends."""
    allowed(by, "names.decide", toponym.place)
    _in_state(locked(toponym), "proposed")
    if toponym.proposed_by_id == by.user:
        raise NotAllowed("谁提的谁不能批准，请另一位同事办。", "Who proposed it does not approve it: ask a colleague.")
    _day(approved_on, on, "approved_on")
    authority, approval = _said(authority, "authority"), documented(approval, "approval")
    if toponym.replaces:
        old = locked(toponym.replaces)
        _may_go(old, toponym.place, toponym.kind)
        _over(old, "renamed", approved_on, approval, "approved_on")
    toponym.state, toponym.settled_by_id, toponym.settled_on = "approved", by.user, on
    toponym.approved_on, toponym.authority, toponym.approval = approved_on, authority, approval
    toponym.file_by, toponym.file_provisional = due_at(FILING, toponym.place, approved_on)
    toponym.save()
    record(by=by, on=on, act="names.approve", subject=toponym, place=toponym.place, approved_on=approved_on)
    return toponym


@action
def reopen_name(*, toponym: Toponym, why: str, by: Actor, on: date) -> Toponym:
    """The approval was recorded in error: the name waits again, and the one it replaced is in use as before. Once it is filed, only a new name mends it."""
    allowed(by, "names.decide", toponym.place)
    _in_state(locked(toponym), "approved")
    toponym.why = _said(why, "why")
    if toponym.replaces:
        _in_use_again(locked(toponym.replaces))
    toponym.state, toponym.settled_by, toponym.settled_on, toponym.file_by, toponym.file_provisional = "proposed", None, None, None, False
    toponym.approved_on, toponym.authority, toponym.approval = None, "", ""
    toponym.save()
    record(by=by, on=on, act="names.reopen", subject=toponym, place=toponym.place)
    return toponym


@action
def file_name(*, toponym: Toponym, filed_on: date, filed_with: str, by: Actor, on: date) -> Toponym:
    """It has been reported for the record (备案)."""
    allowed(by, "names.file", toponym.place)
    _in_state(locked(toponym), "approved")
    _day(filed_on, on, "filed_on", toponym.approved_on)
    toponym.state, toponym.filed_on, toponym.filed_with, toponym.filed_by_id = "filed", filed_on, _said(filed_with, "filed_with"), by.user
    toponym.announce_by, _ = due_at(ANNOUNCING, toponym.place, filed_on)
    toponym.save()
    record(by=by, on=on, act="names.file", subject=toponym, place=toponym.place, filed_on=filed_on)
    return toponym


@action
def announce_name(*, toponym: Toponym, announced_on: date, announced_where: str, by: Actor, on: date) -> Toponym:
    """It has been announced to the public, and where."""
    allowed(by, "names.file", toponym.place)
    _in_state(locked(toponym), "filed")
    if toponym.announced_on:
        raise AlreadyDone("已经登记过公告。", "The announcement is recorded already.")
    _day(announced_on, on, "announced_on", toponym.filed_on)
    toponym.announced_on, toponym.announced_where = announced_on, _said(announced_where, "announced_where")
    toponym.save(update_fields=["announced_on", "announced_where"])
    record(by=by, on=on, act="names.announce", subject=toponym, place=toponym.place, announced_on=announced_on)
    return toponym


@action
def abolish_name(*, toponym: Toponym, until: date, document: str, by: Actor, on: date) -> Toponym:
    """The thing is no more, so its name is given up (销名). It stays to be found."""
    allowed(by, "names.decide", toponym.place)
    _in_state(locked(toponym), *Toponym.STANDARD)
    if toponym.successors.filter(state="proposed").exists():
        raise Refused("有一个更名还在办，请先撤回或办结。", "A new name for it is proposed: settle that first.")
    _day(until, on, "until", toponym.approved_on)
    _over(toponym, "abolished", until, documented(document), "until")
    record(by=by, on=on, act="names.abolish", subject=toponym, place=toponym.place, until=until)
    return toponym


def _over(toponym: Toponym, how: str, until: date, document: str, field: str) -> None:
    if until < toponym.approved_on:
        raise Refused(
            f"“{toponym.name}”{toponym.approved_on} 才批准，日期不能早于这一天。",
            f"{toponym.name} was approved on {toponym.approved_on}: not before that day.",
            field=field,
        )
    toponym.state, toponym.ended_as, toponym.until, toponym.ended_by = "ended", how, until, document
    toponym.save(update_fields=["state", "ended_as", "until", "ended_by"])


def _in_use_again(old: Toponym) -> None:
    old.state, old.ended_as, old.until, old.ended_by = "filed" if old.filed_on else "approved", "", None, ""
    try:
        with transaction.atomic():
            old.save(update_fields=["state", "ended_as", "until", "ended_by"])
    except IntegrityError as taken:
        raise Refused(f"“{old.name}”已经又有别处在用，不能恢复。", f"{old.name} has been taken since: it cannot come back.") from taken


def _turned_down(toponym: Toponym, state: str, why: str, by: Actor, on: date) -> Toponym:
    _in_state(locked(toponym), "proposed")
    toponym.state, toponym.why, toponym.settled_by_id, toponym.settled_on = state, _said(why, "why"), by.user, on
    toponym.save(update_fields=["state", "why", "settled_by", "settled_on"])
    record(by=by, on=on, act=f"names.{state}", subject=toponym, place=toponym.place)
    return toponym


def _in_state(toponym: Toponym, *states: str) -> None:
    if toponym.state not in states:
        zh, en = Toponym.STATES[toponym.state]
        raise AlreadyDone(f"“{toponym.name}”现在是“{zh}”，这一步不能办。", f"{toponym.name} is now: {en.lower()}. This step is not open.")


def _may_go(old: Toponym, place: Place, kind: str) -> None:
    """Only a name in use is replaced, for the same thing."""
    if old.state not in Toponym.STANDARD or (old.place_id, old.kind) != (place.pk, kind):
        raise Refused("只有正在使用的地名可以更名，地方和类别不变。", "Only a name in use gets another, for the same place and kind.")


def _acceptable(found: list[naming.Finding], explained: str) -> None:
    for one in sorted(found, key=lambda f: not f.hard):
        if one.hard:
            raise Refused(one.zh, one.en, field="name")
        if not explained.strip():
            raise Refused(f"{one.zh}确实要用的，请写明理由。", f"{one.en} If it is to be used all the same, explain why.", field="explained")


def _assured(assured: list[str]) -> None:
    lacking = [key for key in naming.ASSURED if key not in assured]
    if lacking:
        zh, en = naming.ASSURED[lacking[0]]
        raise Refused(f"请核对并勾选：{zh}。", f"Look at this and tick it: {en}.", field="assured")


def _kept(**given) -> Toponym:
    """The database has the last word: two may propose one name at once."""
    try:
        with transaction.atomic():
            return Toponym.objects.create(**given)
    except IntegrityError as clash:
        if given["replaces"] and given["replaces"].successors.filter(state__in=Toponym.TAKEN).exists():
            raise Refused("这个地名的更名已经有人在办。", "A new name for it is proposed already.") from clash
        raise Refused("刚刚有人提了同一个名称。", "Somebody has just proposed the same name.", field="name") from clash


def _spelt(pinyin: str) -> str:
    words = pinyin.split()
    if not words or not all(naming.LETTERS.fullmatch(word) for word in words):
        raise Refused(
            "拼写只用拉丁字母，专名、通名分开写，例如 Xiangmihu Lu。",
            "Write the spelling in letters, the proper part and the generic apart: Xiangmihu Lu.",
            field="pinyin",
        )
    return " ".join(words)


def _said(text: str, field: str) -> str:
    if not text.strip():
        raise Refused("这一项要填写。", "This is needed.", field=field)
    return text.strip()


def _day(day: date, on: date, field: str, first: date | None = None) -> None:
    if day > on:
        raise Refused("日期还没到。", "This day has not come.", field=field)
    if first and day < first:
        raise Refused(f"日期不能早于 {first}。", f"Not before {first}.", field=field)
