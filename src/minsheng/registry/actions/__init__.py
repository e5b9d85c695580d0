"""Every way to change a file, split by what it is about."""

from minsheng.registry.actions.accounts import approve_account, enter_account
from minsheng.registry.actions.consents import consent, represent, withdraw
from minsheng.registry.actions.facts import learn
from minsheng.registry.actions.homes import form_household, join, leave, relate
from minsheng.registry.actions.merging import merge, set_different
from minsheng.registry.actions.people import add_document, change_person, die, move, open_file, set_contact

__all__ = [
    "add_document", "approve_account", "change_person", "consent", "die", "enter_account", "form_household", "join", "learn", "leave", "merge", "move",
    "open_file", "relate", "represent", "set_contact", "set_different", "withdraw",
]  # fmt: skip
