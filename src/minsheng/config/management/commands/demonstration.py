"""Build the invented district: the command behind `make run`."""

import time
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from minsheng.accounts.models import User
from minsheng.applications import sources
from minsheng.benefits.sweep import sweep
from minsheng.config.catalogue import MATTERS
from minsheng.config.demonstration import appointments, cases, history, kinds, naming, office, people, readers, registers
from minsheng.places.load import load
from minsheng.places.models import Place
from minsheng.registry.models import Person

DAY = date(2025, 10, 28)


class Command(BaseCommand):
    help = "Fill an empty database with an invented district of some 20,000 residents and months of history."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=20_000)

    def handle(self, people: int, **options):
        if settings.STANDING_STILL_ON != DAY or not settings.DEMONSTRATION:
            raise CommandError(f"the demonstration stands still on {DAY}: set MINSHENG_TODAY={DAY} and MINSHENG_DEMO=1")
        if User.objects.filter(username="demo-zhang").exists():
            self.stdout.write("演示数据已经建好 / the demonstration is there already")
            return
        if Person.objects.exists():
            raise CommandError("there are people in this database: the demonstration is only built into an empty one")
        self.build(people)

    def build(self, size: int) -> None:
        started = time.perf_counter()
        sources.install(registers.connectors())

        def told(zh: str, en: str) -> None:
            self.stdout.write(f"{time.perf_counter() - started:6.1f} s  {zh} / {en}")
            self.stdout.flush()

        load()
        district = Place.objects.get(name="福田区", level="district")
        street = Place.objects.get(name="香蜜湖街道", parent=district)
        community = street.children.order_by("pk").first()
        staff = office.staff(district, street, community)
        office.delegate(district, street)
        office.counters(district, street, staff)
        office.deadlines(district, staff)
        naming.departments(district, staff)
        naming.names(community, staff)
        appointments.hours(street, community, staff)
        told("区划和岗位", "places and posts")
        poor = people.build(district, size, DAY)
        told(f"居民 {Person.objects.count():,} 人", "residents")
        awards = history.take_over_old_age(district, staff)
        history.miss_certification(awards, district, staff)
        _, rest = history.take_over_dibao(poor, district, street, staff, most=80, spare=30)
        told(f"高龄津贴 {len(awards)} 份，低保在发", "awards taken over")
        history.budgets(district, staff)
        history.pay_months(district, staff)
        told("七至十月发放", "July to October paid")
        cases.tour(community, staff)
        kinds.kinds(community, staff)
        made = cases.queue(rest, staff, street)
        cases.messages(street, staff)
        cases.reviews(street, staff)
        appointments.booked(street, community, staff, DAY)
        readers.mistakes(staff, DAY)
        readers.views(DAY)
        history.record_death(awards, date(2025, 8, 14), staff, DAY)
        told(f"办件 {made} 件", "cases")
        for matter in MATTERS:
            sweep(place=district, matter=matter.key, month=DAY.replace(day=1), by=staff["district"], on=DAY)
        told("主动发现", "findings")
