"""What views build pages with: see docs/ui.md."""

from minsheng.base.ui.confirm import Affected, Confirm, confirm_page, confirmed
from minsheng.base.ui.exports import export_csv, export_xlsx
from minsheng.base.ui.fields import DayField, MoneyField, MonthField, PickDay, refuse
from minsheng.base.ui.filters import Choice, Dates, Flag, Search
from minsheng.base.ui.paging import Page, State, paged
from minsheng.base.ui.parts import PURPOSES, Answer, Event, FactLine, Stat, Step, Tab, Task
from minsheng.base.ui.tables import Bulk, Column, Listing, Table, chosen
from minsheng.base.ui.words import CHOOSE, NOT_KNOWN, Cell, Label, tag, text, words

__all__ = [
    "CHOOSE", "NOT_KNOWN", "PURPOSES", "Affected", "Answer", "Bulk", "Cell", "Choice", "Column", "Confirm", "Dates", "DayField", "Event", "FactLine", "Flag", "Label", "Listing",
    "MoneyField", "MonthField", "Page", "PickDay", "Search", "Stat", "State", "Step", "Tab", "Table", "Task", "chosen", "confirm_page", "confirmed", "export_csv",
    "export_xlsx", "paged", "refuse", "tag", "text", "words",
]  # fmt: skip
