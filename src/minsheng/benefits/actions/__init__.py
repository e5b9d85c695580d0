"""Every way to change an award."""

from minsheng.benefits.actions.awards import change, change_band, grant, keep, reopen, stop
from minsheng.benefits.actions.holds import certify, close_round, hold, open_round, release, report_death

__all__ = ["certify", "change", "change_band", "close_round", "grant", "hold", "keep", "open_round", "release", "reopen", "report_death", "stop"]
