"""Taking an import back as a whole, as long as nothing has happened to its people."""

from datetime import date

from django.db.models import Q, QuerySet

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.registry.imports.actions.loading import locked
from minsheng.registry.imports.undoable import blocked, households, people
from minsheng.registry.models import Document, Event, Fact, Household, Import, Lookup, Membership, NamePiece, Pair, Person


@action
def undo(*, run: Import, by: Actor, on: date) -> Import:
    """Nobody of it is left, and the same file can be brought in again. Of one that is only checked, or half loaded, the rest is given up.

    Raises Refused when something has happened to somebody of it since (see undoable.blocked).
    """
    run = locked(run)
    allowed(by, "registry.import", run.place)
    if run.state == "undone":
        raise AlreadyDone("这份名册已经撤销。", "This roster has been taken back already.")
    _hold(run)
    in_the_way, n = blocked(run, most=3)
    if n:
        names = "、".join(one.person.name for one in in_the_way)
        raise Refused(
            f"有 {n} 人在导入后办过事，不能整批撤销：{names}{'等' if n > 3 else ''}。请在他们的档案里逐个处理。",
            f"Something has happened to {n} of these people since, so they cannot be taken back: {names}{' and others' if n > 3 else ''}. Deal with each on the person's own page.",
        )
    _remove(run)
    run.lines.filter(state__in=["bad", "doubled"]).update(sealed=b"")
    run.lines.exclude(state__in=["bad", "doubled"]).update(state="undone", person=None, household=None, sealed=b"")
    record(by=by, on=on, act="registry.undo_import", subject=run, place=run.place_id, people=run.loaded, was=run.state)
    run.state, run.loaded = "undone", 0
    run.save(update_fields=["state", "loaded"])
    return run


def _hold(run: Import) -> None:
    """Nobody begins anything about these people until this is over."""
    list(Person.objects.select_for_update().filter(pk__in=people(run)).values_list("pk"))


def _remove(run: Import) -> None:
    """All that the import has made, the leaves first."""
    who, homes = people(run), households(run)
    for model in (NamePiece, Lookup, Document, Event):
        _delete(model.objects.filter(person__in=who))
    _delete(Fact.objects.filter(person__in=who))
    _delete(Fact.objects.filter(household__in=homes))
    _delete(Membership.objects.filter(household__in=homes))
    _delete(Pair.objects.filter(Q(one__in=who) | Q(other__in=who)))
    _delete(Household.objects.filter(pk__in=homes))
    _delete(Person.objects.filter(pk__in=who))


def _delete(rows: QuerySet) -> None:
    """In one statement, without loading what points there: nothing does any more, and the database would refuse."""
    rows._raw_delete(rows.db)
