"""How the house writes: an action is keyword-only, says `by` whom and `on` which legal day, and is one transaction that leaves an audit entry."""

import functools
import inspect
from collections.abc import Callable
from typing import TypeVar

from django.db import models, transaction

from minsheng.base.errors import AlreadyDone

Row = TypeVar("Row", bound=models.Model)


def action(function: Callable) -> Callable:
    """Mark a function as an action: run whole or not at all. A promise test walks all of them."""
    parameters = inspect.signature(function).parameters
    loose = [p.name for p in parameters.values() if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    if loose or not {"by", "on"} <= parameters.keys():
        raise TypeError(f"{function.__module__}.{function.__name__}: an action takes keywords only, among them by= and on= (found {loose})")

    @functools.wraps(function)
    def run(**given):
        with transaction.atomic():
            return function(**given)

    run.is_action = True
    return run


def locked(row: Row) -> Row:
    """The row as it is now, kept from others until the action is done: what a page has loaded may be old, and two may click at once. Raises AlreadyDone when it is gone."""
    try:
        row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())
    except type(row).DoesNotExist as gone:
        raise AlreadyDone("刚刚有人把它换掉或删掉了。", "Somebody has just replaced or removed it.") from gone
    return row
