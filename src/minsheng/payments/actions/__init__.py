"""Every way to move money, split by stage."""

from minsheng.payments.actions.bank import pay_again, send, take_result
from minsheng.payments.actions.batches import approve, cancel, compute
from minsheng.payments.actions.budgets import set_budget
from minsheng.payments.actions.payables import PayableIn, hand_in
from minsheng.payments.actions.recoveries import decide_recovery, propose_recovery, repay

__all__ = [
    "PayableIn", "approve", "cancel", "compute", "decide_recovery", "hand_in", "pay_again", "propose_recovery", "repay", "send", "set_budget", "take_result",
]  # fmt: skip
