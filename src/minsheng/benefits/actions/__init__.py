"""Every way to change an award."""

from minsheng.benefits.actions.awards import change, change_band, grant, keep, reopen, stop
from minsheng.benefits.actions.deaths import confirm_death, refute_death, report_death
from minsheng.benefits.actions.findings import close_finding, contact
from minsheng.benefits.actions.gradual import end_grace, let_go
from minsheng.benefits.actions.handing_over import hand_over
from minsheng.benefits.actions.holds import hold, release
from minsheng.benefits.actions.recovering import ask_back
from minsheng.benefits.actions.rounds import certify, close_round, open_round
from minsheng.benefits.actions.undoing import undo

__all__ = [
    "ask_back", "certify", "change", "change_band", "close_finding", "close_round", "confirm_death", "contact", "end_grace", "grant", "hand_over", "hold", "keep", "let_go", "open_round", "refute_death", "release", "reopen", "report_death", "stop", "undo",
]  # fmt: skip
