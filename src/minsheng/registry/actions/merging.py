"""Two files that are one person. Nothing is lost: the file that is dropped stays as it was, points to the kept one, and keeps what was paid to it."""

from datetime import date

from django.db.models import Q

from minsheng.accounts import residents
from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.clock import now
from minsheng.base.crypto import open_sealed, seal
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.registry import died, merged
from minsheng.registry.actions.pairs import OPEN, second_person
from minsheng.registry.actions.people import keep
from minsheng.registry.events import tell
from minsheng.registry.models import Account, BankAccount, Fact, Household, Lookup, Membership, NamePiece, Pair, Person
from minsheng.registry.queries import fold, opened


@action
def merge(*, keep_file: Person, drop: Person, why: str, by: Actor, on: date) -> Person:
    """The kept file gains what only the other knew: documents, contacts, facts, kin, signatures, an account, the household. Its own facts go before.

    The dropped file's facts stay with it as well, so that what was decided on them can be worked out again. Where money hangs on either, a colleague
    has proposed it (`propose_merge`).
    """
    allowed(by, "registry.merge", keep_file.place)
    allowed(by, "registry.merge", drop.place)
    if keep_file.pk == drop.pk or drop.merged_into_id or keep_file.merged_into_id:
        raise AlreadyDone("这两份已经是同一份档案。", "These are one file already.")
    if keep_file.birth_date and drop.birth_date and keep_file.birth_date != drop.birth_date and not why.strip():
        raise Refused("两份档案的出生日期不同，请写明为什么是同一个人。", "The dates of birth differ: say why this is one person.", field="why")
    second_person(keep_file, drop, by)
    _secrets(keep_file, drop)
    _belonging(keep_file, drop, on)
    _kin(keep_file, drop)
    _account(keep_file, drop, on)
    _facts(keep_file, drop, by)
    merged.follow(keep=keep_file, drop=drop, by=by, on=on)
    keep_file.birth_date, keep_file.died_on, keep_file.sex = (
        keep_file.birth_date or drop.birth_date,
        keep_file.died_on or drop.died_on,
        keep_file.sex or drop.sex,
    )
    keep_file.facts, drop.merged_into = fold(keep_file, on), keep_file
    keep_file.save(update_fields=["facts", "birth_date", "died_on", "sex"])
    drop.save(update_fields=["merged_into"])
    _pairs(keep_file, drop, by)
    tell(keep_file, "merged", on, by, about=f"registry.person:{drop.pk}")
    if keep_file.died_on:
        died.follow(person=keep_file, by=by, on=on)
    record(by=by, on=on, act="registry.merge", subject=keep_file, place=keep_file.place, dropped=drop.pk)
    return keep_file


def _secrets(first: Person, second: Person) -> None:
    """Documents, phones, address and notes, and what they are found by."""
    one, other = opened(first), opened(second)
    second.documents.update(person=first)
    Lookup.objects.filter(person=second).delete()
    NamePiece.objects.filter(person=second).delete()
    keep(first, {
        "documents": [*one.get("documents", []), *(d for d in other.get("documents", []) if d not in one.get("documents", []))],
        "phones": list(dict.fromkeys([*one.get("phones", []), *other.get("phones", [])])),
        "address": one.get("address") or other.get("address", ""),
        "notes": "\n".join(x for x in (one.get("notes"), other.get("notes")) if x),
    })  # fmt: skip


def _belonging(first: Person, second: Person, on: date) -> None:
    """Where only one was a member the kept file is; where both were, the kept file's own stays."""
    for row in second.memberships.select_related("household"):
        home = row.household
        overlap = first.memberships.filter(Q(until=None) | Q(until__gt=row.since), **({"since__lt": row.until} if row.until else {})).first()
        if overlap is None:
            row.person = first
            row.save(update_fields=["person"])
        elif row.until is None:
            if home.head_id == second.pk and overlap.household_id != home.pk and home.memberships.filter(until=None).count() > 1:
                raise Refused(
                    "两份档案在不同的家庭，其中一份是户主：请先办户主变更，再合并。",
                    "The files are in different households and one is a head: change the head first.",
                )
            _leave(row, on)
        if home.head_id == second.pk and (overlap is None or overlap.household_id == home.pk):
            Household.objects.filter(pk=home.pk).update(head=first)
            home.memberships.filter(person=first).update(relation="applicant")


def _leave(row: Membership, on: date) -> None:
    """A membership that began today never was one."""
    if row.since >= on:
        row.delete()
        return
    row.until, row.left_why = on, "mistake"
    row.save(update_fields=["until", "left_why"])
    Household.objects.filter(pk=row.household_id, until=None).exclude(memberships__until=None).update(until=on)


def _kin(first: Person, second: Person) -> None:
    for rows, mine, side in ((second.kin, first.kin, "relative"), (second.kin_of, first.kin_of, "person")):
        rows.filter(**{side: first}).delete()
        known = set(mine.values_list(side, "relation"))
        twice = [k.pk for k in rows.all() if (getattr(k, f"{side}_id"), k.relation) in known]
        rows.exclude(pk__in=twice).update(**{"person" if side == "relative" else "relative": first})
    second.consents.update(person=first)
    second.signed.update(signed_by=first)
    second.represented_by.exclude(agent=first).update(person=first)
    second.acts_for.exclude(person=first).update(agent=first)


def _account(first: Person, second: Person, on: date) -> None:
    """The account in use is copied, sealed for its new file: what is on its way to the old one still arrives. A sign-in leads to the kept file.

    Where the two are paid to different accounts, the kept one waits to be approved again: until then nothing is paid.
    """
    theirs = second.accounts.filter(until=None).exclude(since=None).first()
    own = first.accounts.filter(until=None).exclude(since=None).first()
    if theirs and own and theirs.digest != own.digest:
        _approve_again(own, on)
    if theirs and own is None:
        secret = open_sealed(theirs.sealed, f"registry.account:{second.pk}")
        BankAccount.objects.create(
            person=first, digest=theirs.digest, sealed=seal(secret, f"registry.account:{first.pk}"), holder_relation=theirs.holder_relation,
            entered_by_id=theirs.entered_by_id, entered_on=theirs.entered_on, approved_by_id=theirs.approved_by_id, since=on,
        )  # fmt: skip
    if Account.objects.filter(person=first, until=None).exists():
        for access in Account.objects.filter(person=second, until=None).select_related("user"):
            residents.close(access.user)
        Account.objects.filter(person=second, until=None).update(until=on, why="merged")
    Account.objects.filter(person=second).update(person=first)


def _approve_again(account: BankAccount, on: date) -> None:
    """The same number, entered as before and approved by nobody."""
    BankAccount.objects.filter(pk=account.pk).update(until=on)
    BankAccount.objects.filter(person=account.person_id, since=None, until=None).delete()
    BankAccount.objects.create(
        person_id=account.person_id, digest=account.digest, sealed=account.sealed, holder_relation=account.holder_relation,
        entered_by_id=account.entered_by_id, entered_on=on,
    )  # fmt: skip


def _facts(first: Person, second: Person, by: Actor) -> None:
    """What the kept file does not know for itself, for the days on which it does not know it."""
    taken: dict[str, list] = {}
    for row in first.history.filter(superseded_at=None):
        taken.setdefault(row.key, []).append((row.since, row.until))
    rows = second.history.filter(superseded_at=None).order_by("since")
    moment = now()
    Fact.objects.bulk_create([
        Fact(person=first, key=row.key, value=row.value, since=since, until=until, source=row.source, officer=row.officer, evidence=row.evidence,
             recorded_by=by.user, recorded_at=moment)
        for row in rows for since, until in free(row.since, row.until, taken.get(row.key, []))
    ])  # fmt: skip


def free(since: date, until: date | None, taken: list[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """The parts of a span that no taken span covers; `until` is not included, None is open."""
    parts = [(since, until)]
    for start, end in taken:
        left = []
        for a, b in parts:
            if (end is not None and end <= a) or (b is not None and start >= b):
                left.append((a, b))
                continue
            if a < start:
                left.append((a, start))
            if end is not None and (b is None or end < b):
                left.append((end, b))
        parts = left
    return parts


def _pairs(first: Person, second: Person, by: Actor) -> None:
    """This pair is settled; what was asked about the dropped file no longer is."""
    theirs = Pair.objects.filter(one__in=[first, second], other__in=[first, second])
    theirs.filter(proposed_by=by.user).update(state="open", proposed_by=None)  # nothing hangs on either any more: it was no proposal
    theirs.update(state="merged", settled_by=by.user)
    Pair.objects.filter(Q(one=second) | Q(other=second), state__in=OPEN).delete()
