"""Telephone, address and hours of an office, as residents read them."""

import re
from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.divisions.actions.checks import living
from minsheng.divisions.models import Counter
from minsheng.places.models import Place

PHONE = re.compile(r"[0-9+][0-9 \-/、，,转()（）]{2,39}")


@action
def set_counter(*, place: Place, phone: str, name: str = "", address: str = "", hours: str = "", by: Actor, on: date) -> Counter:
    """From today these hold; what held before ends today. Entered twice on a day, the later counts."""
    allowed(by, "places.counter", place)
    living(place)
    phone = phone.strip()
    if not PHONE.fullmatch(phone):
        raise Refused(
            "电话写成 0755-12345678 的样子，几个号码用顿号隔开。", "Write the telephone like 0755-12345678; several are separated by commas.", field="phone"
        )
    Counter.objects.filter(place=place, until=None, since=on).delete()
    Counter.objects.filter(place=place, until=None).update(until=on)
    made = Counter.objects.create(place=place, phone=phone, name=name.strip(), address=address.strip(), hours=hours.strip(), since=on)
    record(by=by, on=on, act="places.set_counter", subject=place, place=place, counter=made.pk)
    return made
