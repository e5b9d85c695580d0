"""What an action would do, seen before it is done."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

Given = TypeVar("Given")


def rehearsed(action: Callable[..., Given], **given) -> Given:
    """What the action gives, done and taken back at once: a page that asks first shows exactly this. Raises what the action refuses."""
    with transaction.atomic():
        try:
            return action(**given)
        finally:
            transaction.set_rollback(True)
