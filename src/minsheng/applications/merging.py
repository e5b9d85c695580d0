"""Two files are one person: what is still open goes on under the file that was kept; what was decided keeps the file it was decided on."""

from datetime import date

from django.db.models import Q

from minsheng.applications.models import Application, Sheet
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
    _forms(keep, drop)


def _forms(keep: Person, drop: Person) -> None:
    """What the application forms under way say of the file that is gone stands under the one that was kept, unless that has its own."""
    whose = Q(application__applicant__in=(keep, drop)) | Q(application__household__memberships__person__in=(keep, drop))
    old, new = str(drop.pk), str(keep.pk)
    for sheet in Sheet.objects.filter(whose, replaced_on=None, application__state__in=OPEN).distinct():
        members = sheet.answers.get("members", {})
        if old in members:
            members[new] = members.pop(old) | members.get(new, {})
        for one in sheet.answers.get("supporters", []):
            one["for"] = new if one.get("for") == old else one.get("for")
        sheet.added = {new if key == old else key: fen for key, fen in sheet.added.items()}
        sheet.save(update_fields=["answers", "added"])
