"""Taking a list back as a whole, as long as nothing has been paid or decided about its awards."""

from datetime import date

from django.db.models import Q, QuerySet

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits.models import Award, Certification, Finding, Hold, OpeningImport, Span
from minsheng.benefits.opening.actions.accepting import locked, remove_files
from minsheng.benefits.opening.saying import forget_said
from minsheng.benefits.opening.undoable import blocked, names
from minsheng.registry.models import BankAccount, Event


def permission(opening: OpeningImport) -> str:
    """Who brought a list gives it up; one that was accepted is taken back by who may accept."""
    return "benefits.import" if opening.state in ("checking", "checked") else "benefits.accept_import"


@action
def undo(*, opening: OpeningImport, by: Actor, on: date) -> OpeningImport:
    """None of its awards is left, nor the accounts it entered or what it said of people, and the same file can be brought in again. Of one half taken over, the rest is given up.

    Raises Refused when something has happened to one of its awards since (see undoable.blocked).
    """
    opening = locked(opening)
    allowed(by, permission(opening), opening.place)
    if opening.state == "undone":
        raise AlreadyDone("这份名单已经撤销。", "This list has been taken back already.")
    list(Award.objects.select_for_update().filter(opening=opening).values_list("pk"))  # nobody begins anything about them until this is over
    in_the_way, n = blocked(opening, most=3)
    if n:
        people = "、".join(one.person.name for one in in_the_way)
        raise Refused(
            f"接入以后，有 {n} 人的待遇已经发放或办理过，不能整批撤销：{people}{'等' if n > 3 else ''}。请逐个办理变更或停发。",
            f"{n} of these awards were paid or dealt with since, so the list cannot be taken back: {people}{' and others' if n > 3 else ''}. Change or end them one by one.",
        )
    _remove(opening, on)
    record(by=by, on=on, act="benefits.undo_opening", subject=opening, place=opening.place_id, awards=opening.loaded, was=opening.state)
    files = OpeningImport(file_id=opening.file_id, payroll_file_id=opening.payroll_file_id)
    opening.state, opening.loaded, opening.file, opening.payroll_file = "undone", 0, None, None
    opening.save(update_fields=["state", "loaded", "file", "payroll_file"])
    remove_files(files)
    return opening


def _remove(opening: OpeningImport, on: date) -> None:
    """All that the take-over has made, the leaves first. The lines stay without what was sealed in them or says whom they were about."""
    forget_said(opening, on)
    accounts = list(opening.lines.exclude(account=None).values_list("account", flat=True))
    told = Event.objects.filter(Q(about__in=names(opening)) | Q(about=f"benefits.openingimport:{opening.pk}"))
    _delete(told)
    for model in (Certification, Finding, Hold, Span):
        _delete(model.objects.filter(award__in=Award.objects.filter(opening=opening).values("pk")))
    opening.lines.update(state="undone", person=None, member=None, award=None, account=None, sealed=b"")
    _delete(Award.objects.filter(opening=opening))
    for start in range(0, len(accounts), 500):
        _delete(BankAccount.objects.filter(pk__in=accounts[start : start + 500]))


def _delete(rows: QuerySet) -> None:
    """In one statement, without loading what points there: nothing does any more, and the database would refuse."""
    rows._raw_delete(rows.db)
