"""The invented windows take appointments: the hours of street and community, visits at home, and some who are booked for today and the next days."""

from datetime import date, time

from minsheng.base.actor import Actor
from minsheng.booking import actions, queries, schedule
from minsheng.places.models import Place
from minsheng.registry.models import Account, Person

TOPICS = ("dibao", "ask", "certify", "old_age_allowance")
OPENED = date(2025, 10, 9)


def hours(street: Place, community: Place, staff: dict[str, Actor]) -> None:
    """Working days, morning and afternoon; visits on Tuesday and Thursday afternoon."""
    week = {"weekdays": [1, 2, 3, 4, 5, 8], "since": OPENED, "by": staff["street"], "on": OPENED}
    for place, seats in ((street, 3), (community, 2)):
        for first, end in ((time(9), time(12)), (time(14), time(17, 30))):
            actions.set_hours(place=place, home=False, first=first, end=end, seats=seats, **week)
    actions.set_hours(place=community, home=True, first=time(14), end=time(17), seats=1, **week | {"weekdays": [2, 4]})
    actions.close_days(place=community, first=date(2025, 11, 5), last=date(2025, 11, 5), why="窗口搬迁（演示）", by=staff["street"], on=OPENED)


def booked(street: Place, community: Place, staff: dict[str, Actor], day: date) -> int:
    """Some of the street's people, one caller without a file, and one whom somebody visits. Booked the day before."""
    eve = day - schedule.DAY
    signed_in = Account.objects.filter(until=None).values("person")
    people = Person.objects.filter(place=community, died_on=None, birth_date__lt=date(1985, 1, 1)).exclude(pk__in=signed_in).select_related("place")
    given = {"channel": "phone", "by": staff["street"], "on": eve}
    for n, person in enumerate(people.order_by("pk")[:9]):
        on_day = day if n < 5 else day + schedule.DAY * (n - 4)
        for place, home in queries.windows(person, TOPICS[n % 4], eve):
            if free := [s for s in schedule.days(place, home, on_day, on_day).get(on_day, []) if s.free]:
                actions.book(place=place, home=home, day=on_day, slot=free[n % len(free)].slot, topic=TOPICS[n % 4], person=person, **given)
                break
    actions.book(place=street, home=False, day=day, slot=29, topic="dibao", caller={"name": "王小演", "phone": "10000000088"}, **given)
    visited = people.order_by("birth_date").first()
    if visited:
        actions.book(place=community, home=True, day=day, slot=30, topic="certify", person=visited, address="演示路 1 号 2 栋 301", **given)
    return 11
