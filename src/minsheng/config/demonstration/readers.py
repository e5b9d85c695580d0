"""What readers of the public pages have left: reports of mistakes, and how often a page was read."""

from datetime import date, timedelta

from minsheng.accounts.middleware import VISITOR
from minsheng.base.actor import Actor
from minsheng.portal import actions
from minsheng.portal.models import PageViews

READ = {
    "/": 128,
    "/finder": 94,
    "/rules": 61,
    "/rules/dibao": 57,
    "/rules/old_age_allowance": 43,
    "/notices": 38,
    "/rules/figures/dibao_standard": 26,
    "/what-if": 9,
    "/about": 7,
}
DAYS = 30


def mistakes(staff: dict[str, Actor], day: date) -> None:
    """One waits; one was a mistake, one was none."""
    who = {"by": VISITOR}
    shenzhen = "/rules/dibao?place=440300"
    wrong, _ = actions.report(page="/about", text="“依据等级”的表格在手机上看不全", **who, on=day - timedelta(days=12))
    actions.answer(mistake=wrong, mended=True, text="谢谢您，表格已经改好，手机上可以看全了。", by=staff["city"], on=day - timedelta(days=8))
    right, _ = actions.report(page=shenzhen, text="低保标准不是 1483 元吗？", **who, on=day - timedelta(days=6))
    actions.answer(
        mistake=right,
        mended=False,
        text="1,483 元是 2024 年的标准；从 2025 年 1 月起是 1,535 元，页面上写的是对的。",
        by=staff["city"],
        on=day - timedelta(days=5),
    )
    actions.report(page=shenzhen, text="“怎么申请”里没有写周六能不能办", reach="10000000066", **who, on=day - timedelta(days=1))


def views(day: date) -> None:
    """So many a day, with fewer at weekends."""
    days = [day - timedelta(days=n) for n in range(DAYS)]
    rows = [PageViews(page=page, day=d, count=max(1, times // (3 if d.weekday() > 4 else 1))) for page, times in READ.items() for d in days]
    PageViews.objects.bulk_create(rows)
