"""Changing the tree of places, who decides and which department does what, and naming places: each with its document and its day."""

from minsheng.divisions.actions.changes import end, found, merge_into, move, rename
from minsheng.divisions.actions.codes import add_code, end_code
from minsheng.divisions.actions.counters import set_counter
from minsheng.divisions.actions.delegation import delegate, end_delegation
from minsheng.divisions.actions.departments import move_function, strike_function

__all__ = [
    "add_code", "delegate", "end", "end_code", "end_delegation", "found", "merge_into", "move", "move_function", "rename", "set_counter", "strike_function",
]  # fmt: skip
