"""Changing the tree of places, who decides and which department does what, and naming places: each with its document and its day."""

from minsheng.divisions.actions.changes import end, found, merge_into, move, rename
from minsheng.divisions.actions.codes import add_code, end_code
from minsheng.divisions.actions.counters import set_counter
from minsheng.divisions.actions.delegation import delegate, end_delegation
from minsheng.divisions.actions.departments import move_function, strike_function
from minsheng.divisions.actions.names import abolish_name, announce_name, approve_name, file_name, propose_name, refuse_name, reopen_name, withdraw_name

__all__ = [
    "abolish_name", "add_code", "announce_name", "approve_name", "delegate", "end", "end_code", "end_delegation", "file_name", "found", "merge_into", "move", "move_function",
    "propose_name", "refuse_name", "rename", "reopen_name", "set_counter", "strike_function", "withdraw_name",
]  # fmt: skip
