"""Checking a list of awards, accepting it, taking it over, taking it back."""

from minsheng.benefits.opening.actions.accepting import accept, accept_in_background, carry_on, seen
from minsheng.benefits.opening.actions.loading import load, load_step
from minsheng.benefits.opening.actions.undoing import begin_undo, take_back, undo, undo_in_background, undo_step

__all__ = [
    "accept", "accept_in_background", "begin_undo", "bring", "carry_on", "check", "check_in_background", "check_step", "load", "load_step", "seen", "take_back", "undo",
    "undo_in_background", "undo_step",
]  # fmt: skip


def check(**given):
    """See checking.check. What reads lists brings array code with it, so it is imported here: pages that read none stay light."""
    from minsheng.benefits.opening.actions import checking

    return checking.check(**given)


def bring(**given):
    """Check a list at once, or a long one by a job."""
    return check(**given, at_once=False)


def check_in_background(**given):
    from minsheng.benefits.opening.actions import checking

    return checking.check_in_background(**given)


def check_step(**given):
    from minsheng.benefits.opening.actions import checking

    return checking.check_step(**given)
