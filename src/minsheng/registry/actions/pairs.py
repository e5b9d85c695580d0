"""Files that may be one person: proposed to be merged, or judged to be two."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry import merged
from minsheng.registry.models import Pair, Person

OPEN = ("open", "proposed")


def money_hangs_on(keep: Person, drop: Person) -> bool:
    """Either file is paid, has an account in use, or a case under way: then two people agree before they become one."""
    return any(one.accounts.filter(until=None).exclude(since=None).exists() or merged.weighs(one) for one in (keep, drop))


@action
def propose_merge(*, keep_file: Person, drop: Person, why: str, by: Actor, on: date) -> Pair:
    """One officer says that it is one person, and why; another merges. A later proposal takes the place of an earlier one."""
    for one in (keep_file, drop):
        allowed(by, "registry.merge", one.place)
    if keep_file.pk == drop.pk or drop.merged_into_id or keep_file.merged_into_id:
        raise AlreadyDone("这两份已经是同一份档案。", "These are one file already.")
    if not why.strip():
        raise Refused("请写明为什么是同一个人。", "Say why this is one person.", field="why")
    first, second = sorted((keep_file, drop), key=lambda p: p.pk)
    pair, _ = Pair.objects.get_or_create(one=first, other=second, defaults={"reason": "hand", "found_on": on})
    if locked(pair).state not in OPEN:
        raise AlreadyDone("这一对已经有人判断过了。", "Somebody has judged this pair already.")
    pair.state, pair.keep, pair.proposed_by_id, pair.why = "proposed", keep_file, by.user, why.strip()[:200]
    pair.save()
    record(by=by, on=on, act="registry.propose_merge", subject=keep_file, place=keep_file.place, dropped=drop.pk)
    return pair


def second_person(keep: Person, drop: Person, by: Actor) -> None:
    """Raises NotAllowed unless money hangs on neither file, or a colleague has proposed exactly this."""
    if not money_hangs_on(keep, drop):
        return
    proposed = Pair.objects.filter(one__in=(keep, drop), other__in=(keep, drop), state="proposed", keep=keep).first()
    if proposed is None or proposed.proposed_by_id == by.user:
        raise NotAllowed(
            "这两份里有在发的待遇、在办的事项或启用的账户：一人提出，由另一位同事看过再合并。",
            "One of these files is paid, has a case under way or an account in use: one proposes, and a colleague looks and merges.",
        )


@action
def set_different(*, pair: Pair, by: Actor, on: date) -> Pair:
    """A human has looked: two people. It is not asked again."""
    for one in (pair.one, pair.other):
        allowed(by, "registry.merge", one.place)
    if pair.state not in OPEN:
        raise AlreadyDone("这一对已经有人判断过了。", "Somebody has judged this pair already.")
    pair.state, pair.settled_by_id = "different", by.user
    pair.save(update_fields=["state", "settled_by"])
    record(by=by, on=on, act="registry.set_different", subject=pair, place=pair.one.place)
    return pair
