"""Changing the tree of places and who decides: each with its document and its day."""

from minsheng.divisions.actions.changes import end, found, merge_into, move, rename
from minsheng.divisions.actions.codes import add_code, end_code
from minsheng.divisions.actions.counters import set_counter
from minsheng.divisions.actions.delegation import delegate, end_delegation

__all__ = ["add_code", "delegate", "end", "end_code", "end_delegation", "found", "merge_into", "move", "rename", "set_counter"]
