"""What a letter says about remedies: time limits with their source."""

from minsheng.matters.declare import Term

APPEAL_DAYS = Term(60, False, "《行政复议法》第二十条", "A")
SUIT_MONTHS = 6  # 《行政诉讼法》第四十六条
