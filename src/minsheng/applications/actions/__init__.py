"""Every way to change an application. Split by the stage they belong to."""

from minsheng.applications.actions.announcing import announce
from minsheng.applications.actions.appeals import answer_appeal, appeal, confirm_ruling, return_ruling
from minsheng.applications.actions.appraising import appraise
from minsheng.applications.actions.classifying import classify
from minsheng.applications.actions.clockwork import extend, pause, resume
from minsheng.applications.actions.deciding import decide, deliver
from minsheng.applications.actions.filing import close_file
from minsheng.applications.actions.following import follow
from minsheng.applications.actions.hearing import deliver_telling, hear, tell_of_change, try_telling
from minsheng.applications.actions.index import approve_index, enter_index, reject_index
from minsheng.applications.actions.intake import accept, answer, ask_correction, correct, draft, submit, withdraw
from minsheng.applications.actions.judging import judge
from minsheng.applications.actions.office import open_about, open_by_office
from minsheng.applications.actions.opinion import answer_objection, object_to, opine, opine_again, publish, take_down
from minsheng.applications.actions.sheet import fill_sheet
from minsheng.applications.actions.sheet_layout import approve_layout, enter_layout, reject_layout
from minsheng.applications.actions.signing import sign
from minsheng.applications.actions.verify import check, explain, report_check
from minsheng.applications.actions.visiting import visit

__all__ = [
    "accept", "announce", "answer", "answer_appeal", "answer_objection", "appeal", "appraise", "approve_index", "approve_layout", "ask_correction", "check", "classify", "close_file", "confirm_ruling", "correct", "decide", "deliver", "deliver_telling", "draft", "enter_index", "enter_layout", "explain",
    "extend", "fill_sheet", "follow", "hear", "judge", "object_to", "open_about", "open_by_office", "opine", "opine_again", "pause", "publish", "reject_index", "reject_layout", "report_check", "resume", "return_ruling", "sign", "submit", "take_down",
    "tell_of_change", "try_telling", "visit", "withdraw",
]  # fmt: skip
