"""Where each payee is paid now, or why not. One account that cannot be used holds one line, never a batch."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery

from minsheng.base.crypto import Unreadable, open_sealed, seal
from minsheng.payments.models import Payable
from minsheng.registry.models import BankAccount, Person

DEAD = ("held", "dead", None, b"")  # state, reason, account, sealed of a line for whoever has died
PAUSED = ("held", "on_hold", None, b"")


@dataclass
class Found:
    """`usable` {payee: (account id, {holder, bank, number})}; `held` {payee: key of Payment.HELD}."""

    usable: dict[int, tuple[int, dict]] = field(default_factory=dict)
    held: dict[int, str] = field(default_factory=dict)

    def line(self, payee: int, batch: int, number: int) -> tuple[str, str, int | None, bytes]:
        """(state, reason, account, sealed) of the payee's line."""
        if payee in self.held:
            return "held", self.held[payee], None, b""
        account, secret = self.usable[payee]
        return "ready", "", account, seal(secret, about(batch, number))


def about(batch: int, number: int) -> str:
    """What a line's sealed account is bound to."""
    return f"payments.payment:{batch}:{number}"


def find(payees: list[int]) -> Found:
    """A dead payee is paid only to an account that was taken into use on the day of death or later: a relative's."""
    found = Found()
    died = dict(Person.objects.filter(pk__any=payees, died_on__isnull=False).values_list("pk", "died_on"))
    rows = BankAccount.objects.filter(person__any=payees, until=None, since__isnull=False)
    for pk, person, since, sealed in rows.values_list("pk", "person", "since", "sealed"):
        if person in died and since < died[person]:
            found.held[person] = "dead"
            continue
        try:
            found.usable[person] = pk, open_sealed(sealed, f"registry.account:{person}")
        except Unreadable:
            found.held[person] = "unreadable"
    without = [p for p in payees if p not in found.usable and p not in found.held]
    entered = set(BankAccount.objects.filter(person__any=without, since=None, until=None).values_list("person", flat=True))
    found.held |= {p: "dead" if p in died else "not_approved" if p in entered else "no_account" for p in without}
    return found


def follow_merges(payables: QuerySet[Payable]) -> None:
    """What is owed to a file that turned out to be another's is owed to that other one."""
    merged = payables.filter(payee__merged_into__isnull=False)
    while merged.exists():
        merged.update(payee=Subquery(Person.objects.filter(pk=OuterRef("payee")).values("merged_into")))
