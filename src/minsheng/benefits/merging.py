"""Two files are one person: awards and what the sweep found go on under the file that was kept. Spans stay as they were decided, so that
nothing that was paid is due again."""

from datetime import date

from django.db.models import Q

from minsheng.base.actor import Actor
from minsheng.base.errors import Refused
from minsheng.benefits.models import Award, Finding
from minsheng.registry.models import Person


def weighs(person: Person) -> bool:
    """Something is paid to this file, or to the household it belongs to."""
    theirs = Q(person=person) | Q(payee=person) | Q(household__memberships__person=person, household__memberships__until=None)
    return Award.objects.exclude(state="stopped").filter(theirs).exists()


def follow(*, keep: Person, drop: Person, by: Actor, on: date) -> None:
    """Raises Refused where both files receive the same benefit: a human ends one, and what was paid twice is recovered, before they become one."""
    running = Award.objects.exclude(state="stopped")
    if running.filter(person=drop, benefit__in=running.filter(person=keep).values("benefit")).exists():
        raise Refused("两份档案在领同一项待遇：请先停发其中一份，再合并。", "Both files receive the same benefit: end one of them, then merge.")
    Award.objects.filter(person=drop).update(person=keep)
    Award.objects.filter(payee=drop).update(payee=keep)
    known = set(Finding.objects.filter(person=keep, state="open").values_list("benefit", "kind"))
    for finding in Finding.objects.filter(person=drop, state="open"):
        if (finding.benefit, finding.kind) not in known:
            finding.person = keep
            finding.save(update_fields=["person"])
