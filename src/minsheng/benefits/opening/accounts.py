"""Where the people of the list are paid: what a line may say, and what is in use here already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F

from minsheng.base.crypto import digest
from minsheng.benefits.opening.judging import Found, in_sets
from minsheng.registry.models import Authority, BankAccount, Membership

if TYPE_CHECKING:  # they bring array code with them
    from minsheng.benefits.opening.lines import Line

ANOTHER = (
    "这里已经启用了另一个账户，接入后仍发到那个账户；不对的话请在档案里更换。",
    "Another account is in use here and stays so: change it on the person's page if it is wrong.",
)


@dataclass
class Known:
    """By person: the digest of the account in use, and who may hold an account for them."""

    in_use: dict[int, str] = field(default_factory=dict)
    holders: dict[int, set[str]] = field(default_factory=dict)


def judge_accounts(lines: list[Line], here: dict[str, Found]) -> None:
    """The recipient's line names an account that the recipient, a member of the household or a registered agent holds."""
    known = of_people([f.pk for f in here.values()])
    for line in lines:
        found = here.get(line.digest)
        if found is None or line.member:
            continue
        in_use = known.in_use.get(found.pk)
        if not line.account:
            if not in_use and not any(key == "account" for key, *_ in line.problems):
                line.wrong("account", "请填银行账号。", "Enter the account number.")
            continue
        if in_use and in_use != digest("account", line.account):
            line.doubt("account", *ANOTHER)
        if not line.bank:
            line.wrong("bank", "请填开户行。", "Name the bank.")
        if line.holder and line.holder != found.name and line.holder not in known.holders.get(found.pk, ()):
            line.wrong("holder", "户名要是本人、同住家人或登记过的代理人。", "The holder must be the person, a member of the household or a registered agent.")


def of_people(people: list[int]) -> Known:
    """Few questions for many people."""
    known = Known()
    for some in in_sets(sorted(set(people))):
        known.in_use |= dict(BankAccount.objects.filter(person__in=some, until=None).exclude(since=None).values_list("person", "digest"))
        together = Membership.objects.filter(until=None, household__memberships__person__in=some, household__memberships__until=None)
        for person, name in together.values_list(F("household__memberships__person"), "person__name"):
            known.holders.setdefault(person, set()).add(name)
        for person, agent, body in Authority.objects.filter(person__in=some, until=None).values_list("person", "agent__name", "body"):
            known.holders.setdefault(person, set()).add(agent or body)
    return known
