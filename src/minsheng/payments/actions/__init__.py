"""Every way to move money, split by stage."""

from minsheng.payments.actions.bank import fetch, load_result, send, take_file, take_result
from minsheng.payments.actions.batches import approve, cancel, compute
from minsheng.payments.actions.budgets import set_budget, set_cut_off, take_over_budget
from minsheng.payments.actions.entries import confirm_entries, refuse_entries
from minsheng.payments.actions.leaving import leave_out, pause, pause_from
from minsheng.payments.actions.payables import PayableIn, hand_in, pay_to, take_out
from minsheng.payments.actions.recoveries import decide_recovery, propose_recovery, repay, tell_recovery
from minsheng.payments.actions.returns import give_back, pay_again

__all__ = [
    "PayableIn", "approve", "cancel", "compute", "confirm_entries", "decide_recovery", "fetch", "give_back", "hand_in", "leave_out", "load_result", "pause", "pause_from", "pay_again", "pay_to", "propose_recovery", "refuse_entries", "repay", "send", "set_budget",
    "set_cut_off", "take_file", "take_out", "take_over_budget", "take_result", "tell_recovery",
]  # fmt: skip
