"""Checking a roster, loading it, taking it back."""

from minsheng.registry.imports.actions.checking import bring, check, check_in_background, check_step
from minsheng.registry.imports.actions.loading import begin, load, load_in_background, load_step
from minsheng.registry.imports.actions.undoing import take_back, undo, undo_in_background, undo_step

__all__ = [
    "begin",
    "bring",
    "check",
    "check_in_background",
    "check_step",
    "load",
    "load_in_background",
    "load_step",
    "take_back",
    "undo",
    "undo_in_background",
    "undo_step",
]
