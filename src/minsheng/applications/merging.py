"""Two files are one person: what is still open goes on under the file that was kept; what was decided keeps the file it was decided on."""

from datetime import date

from minsheng.applications.models import Application
from minsheng.base.actor import Actor
from minsheng.base.errors import Refused
from minsheng.registry.models import Person

OPEN = ("draft", "submitted", "correction", "open")


def weighs(person: Person) -> bool:
    """A case of theirs is under way."""
    return Application.objects.filter(applicant=person, state__in=OPEN).exclude(state="draft").exists()


def follow(*, keep: Person, drop: Person, by: Actor, on: date) -> None:
    """Raises Refused where both files have the same application on its way: one of them has to be taken back first."""
    mine = set(Application.objects.filter(applicant=keep, state__in=OPEN).values_list("matter", "kind"))
    theirs = Application.objects.filter(applicant=drop, state__in=OPEN)
    if any((case.matter, case.kind) in mine for case in theirs):
        raise Refused("两份档案有同一事项的办件在办：请先撤回其中一件，再合并。", "Both files have the same application open: take one back, then merge.")
    theirs.update(applicant=keep)
