from minsheng.booking.actions.booking import book, cancel, move
from minsheng.booking.actions.coming import arrive, begin, finish, identify, miss, put_back
from minsheng.booking.actions.hours import close_days, end_hours, open_days, set_hours
from minsheng.booking.actions.reminding import remind_some

__all__ = [
    "arrive",
    "begin",
    "book",
    "cancel",
    "close_days",
    "end_hours",
    "finish",
    "identify",
    "miss",
    "move",
    "open_days",
    "put_back",
    "remind_some",
    "set_hours",
]
