"""Every way to change a file, split by what it is about."""

from minsheng.registry.actions.access import close_access, link_access, new_code, open_access
from minsheng.registry.actions.accounts import approve_account, enter_account
from minsheng.registry.actions.authorities import end_authority, represent
from minsheng.registry.actions.consents import consent, withdraw
from minsheng.registry.actions.deaths import die, set_alive
from minsheng.registry.actions.documents import add_document, end_document
from minsheng.registry.actions.facts import learn
from minsheng.registry.actions.homes import continue_household, form_household, join, leave
from minsheng.registry.actions.kin import relate, unrelate
from minsheng.registry.actions.merging import merge
from minsheng.registry.actions.pairs import propose_merge, set_different
from minsheng.registry.actions.people import change_person, move, open_file, set_contact

__all__ = [
    "add_document", "approve_account", "change_person", "close_access", "consent", "continue_household", "die", "end_authority", "end_document", "enter_account", "form_household",
    "join", "learn", "leave", "link_access", "merge", "move", "new_code", "open_access", "open_file", "propose_merge", "relate", "represent", "set_alive", "set_contact", "set_different", "unrelate", "withdraw",
]  # fmt: skip
