"""Online access to the own file: opened at the counter to whoever has shown the document, or linked through an identity provider that vouches for its number."""

from datetime import date

from minsheng.accounts import residents
from minsheng.accounts.access import allowed
from minsheng.accounts.models import User
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry import access
from minsheng.registry.events import tell
from minsheng.registry.models import Account, Document, Person
from minsheng.registry.signing import may_sign_for


@action
def open_access(*, person: Person, number: str, by: Actor, on: date) -> tuple[Account, str]:
    """The account and its one-time code, which is told here and nowhere again. `number` is what the officer read on the document in hand.

    Raises AlreadyDone when an access is open: a forgotten password gets a new code (`new_code`).
    """
    _at_the_counter(locked(person), by)
    document = _document_in_hand(person, number, on)
    _may_have(person, on)
    if access.open_of(person):
        raise AlreadyDone("已经开通过了。忘了密码的，重发一次性登录码。", "Access is open already. For a forgotten password, give a new one-time code.")
    before = access.latest_of(person)
    user = before.user if before else residents.make(person.name)
    code = residents.one_time_code(user, on)
    made = Account.objects.create(person=person, user=user, since=on, opened_by_id=by.user, seen=document.kind)
    tell(person, "access_opened", on, by)
    record(by=by, on=on, act="registry.open_access", subject=person, place=person.place, account=made.pk, kind=document.kind)
    return made, code


@action
def new_code(*, account: Account, number: str, by: Actor, on: date) -> str:
    """Password forgotten, or the slip lost or run out: after another look at the document a new code. Open sessions end."""
    person = locked(account).person
    _at_the_counter(person, by)
    _still_open(account)
    document = _document_in_hand(person, number, on)
    _may_have(person, on)
    code = residents.one_time_code(account.user, on)
    tell(person, "access_code", on, by)
    record(by=by, on=on, act="registry.new_code", subject=person, place=person.place, account=account.pk, kind=document.kind)
    return code


@action
def close_access(*, account: Account, why: str, by: Actor, on: date) -> Account:
    """Taken away, from the next click on. `why` is a key of Account.WHY. What the person did online stays; the counter is as open as before."""
    person = locked(account).person
    _at_the_counter(person, by)
    _still_open(account)
    if why not in Account.WHY or why == "merged":
        raise Refused("请选择停用的原因。", "Choose why it is taken away.", field="why")
    account.until, account.why = on, why
    account.save(update_fields=["until", "why"])
    residents.close(account.user)
    tell(person, "access_closed", on, by)
    record(by=by, on=on, act="registry.close_access", subject=person, place=person.place, account=account.pk, why=why)
    return account


@action
def link_access(*, number: str, provider: str, by: Actor, on: date) -> User | None:
    """The sign-in of the person whose document number an identity provider vouches for; made at the first time. None: nobody here has this document,
    somebody else acts for them, or an office has taken the access away (then an office opens it again)."""
    if by.role != "machine":
        raise NotAllowed("这是系统登录时做的。", "This is done by the system at sign-in.")
    person = access.with_number(number)
    if person is None or not may_sign_for(locked(person), person, on):
        return None
    if held := access.open_of(person):
        return held.user
    if access.latest_of(person):
        return None
    user = residents.make(person.name)
    made = Account.objects.create(person=person, user=user, since=on, provider=provider[:60])
    tell(person, "access_provider", on, by, provider=provider)
    record(by=by, on=on, act="registry.link_access", subject=person, place=person.place, account=made.pk)
    return user


def _at_the_counter(person: Person, by: Actor) -> None:
    allowed(by, "registry.access", person.place)


def _document_in_hand(person: Person, number: str, on: date) -> Document:
    document = access.seen(person, number)
    if document is None:
        raise Refused(
            "和档案里在用的证件号码对不上。请照着本人的证件再输一遍；证件换过的，先登记新证件。",
            "This is not the number of a current document in the file. Type it off the document once more; if the person has a new one, add that first.",
            field="number",
        )
    if document.until and document.until <= on:
        raise Refused("这个证件已经过期，请看在有效期内的证件。", "This document has run out: look at one that is valid.", field="number")
    return document


def _may_have(person: Person, on: date) -> None:
    if person.died_on or person.merged_into_id:
        raise Refused("这份档案已经不用了，不能开通。", "This file is not in use: no access can be opened.")
    if not may_sign_for(person, person, on):
        raise Refused(
            "未成年人和有监护人的人，由监护人用自己的账号办理，不给本人开通。",
            "For somebody under age or with a guardian, the guardian acts with the own account: none is opened for the person.",
        )


def _still_open(account: Account) -> None:
    if account.until:
        raise AlreadyDone("这个账号已经停用了。", "This access has been taken away already.")
