"""Where somebody is paid: entered by one, approved by another."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest, seal
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry import identity
from minsheng.registry.actions.people import reach
from minsheng.registry.events import tell
from minsheng.registry.models import BankAccount, Person
from minsheng.registry.queries import in_force, members_of
from minsheng.registry.recusal import keep_out


@action
def enter_account(*, person: Person, number: str, bank: str, holder: str, holder_relation: str = "", by: Actor, on: date) -> BankAccount:
    """A new account, waiting for approval; the one in use stays until then. The holder is the person, a member of the household or an agent."""
    reach(by, person)
    keep_out(by, person, on)
    number = identity.card(number)
    agents = in_force(person.represented_by, on).select_related("agent")
    known = {person.name, *(p.name for p in members_of(person, on)), *(a.agent.name if a.agent else a.body for a in agents)}
    if holder.strip() not in known:
        raise Refused(
            "户名要是本人、同住家人或登记过的代理人。", "The holder must be the person, a member of the household or a registered agent.", field="holder"
        )
    if not bank.strip():
        raise Refused("请填写开户行。", "Name the bank.", field="bank")
    BankAccount.objects.filter(person=person, since=None, until=None).delete()  # one waiting entry at a time
    made = BankAccount.objects.create(
        person=person, digest=digest("account", number), sealed=seal({"number": number, "bank": bank.strip(), "holder": holder.strip()}, f"registry.account:{person.pk}"),
        holder_relation=holder_relation, entered_by_id=by.user, entered_on=on,
    )  # fmt: skip
    tell(person, "account", on, by)
    record(by=by, on=on, act="registry.enter_account", subject=person, place=person.place, account=made.pk)
    return made


@action
def approve_account(*, account: BankAccount, by: Actor, on: date) -> BankAccount:
    """Another person has compared it with the card: from now on it is paid to."""
    allowed(by, "registry.approve_account", locked(account).person.place)
    keep_out(by, account.person, on)
    if account.since:
        raise AlreadyDone("这个账户已经启用。", "This account is in use already.")
    if account.entered_by_id == by.user:
        raise NotAllowed("自己录入的账户要由另一个人复核。", "An account is approved by somebody else than who entered it.")
    account.person.accounts.filter(until=None).exclude(since=None).update(until=on)
    account.approved_by_id, account.since = by.user, on
    account.save(update_fields=["approved_by", "since"])
    tell(account.person, "account_approved", on, by)
    record(by=by, on=on, act="registry.approve_account", subject=account.person, place=account.person.place, account=account.pk)
    return account
