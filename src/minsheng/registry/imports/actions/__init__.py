"""Checking a roster, loading it, taking it back."""

from minsheng.registry.imports.actions.checking import check
from minsheng.registry.imports.actions.loading import begin, load, load_in_background, load_step
from minsheng.registry.imports.actions.undoing import undo

__all__ = ["begin", "check", "load", "load_in_background", "load_step", "undo"]
