"""Start-up: the one place that hands what the areas declare to the areas below them."""

from django.apps import AppConfig
from django.conf import settings


class ConfigConfig(AppConfig):
    name = "minsheng.config"
    label = "config"

    def ready(self):
        from minsheng.accounts import people
        from minsheng.accounts.queries import kept_filters
        from minsheng.applications import cards, sources
        from minsheng.applications import continuing as cases
        from minsheng.applications import merging as applications
        from minsheng.applications import panels as case_panels
        from minsheng.base import resealing
        from minsheng.base.actor import MACHINE
        from minsheng.base.clock import today
        from minsheng.base.jobs import kinds
        from minsheng.base.ui import badges, kept
        from minsheng.benefits import continuing as awards
        from minsheng.benefits import dying
        from minsheng.benefits import merging as benefits
        from minsheng.booking import merging as booking
        from minsheng.config.case_way import CASE_PANELS
        from minsheng.config.catalogue import MATTERS
        from minsheng.config.demonstration import registers
        from minsheng.config.desk import BADGES, CARDS
        from minsheng.config.jobs import KINDS
        from minsheng.config.messages import MESSAGES
        from minsheng.config.panels import PANELS
        from minsheng.config.sealed import PLACES
        from minsheng.matters import catalogue
        from minsheng.notices import merging as notices
        from minsheng.notices.messages import kinds as messages
        from minsheng.payments import lines
        from minsheng.registry import continued, died, merged, panels
        from minsheng.registry.access import person_of
        from minsheng.registry.actions import link_access

        catalogue.install(MATTERS)
        kinds.install(KINDS)
        resealing.install(PLACES)
        panels.install(PANELS)
        case_panels.install(CASE_PANELS)
        badges.install(BADGES)
        kept.install(kept.Store(lambda request, table: kept_filters(request.by, table), "/desk/filters/"))
        cards.install(CARDS)
        died.install([dying.follow], [dying.follow_alive])
        merged.install([applications.follow, benefits.follow, booking.follow, notices.follow], [applications.weighs, benefits.weighs])
        continued.install([cases.follow, awards.follow])
        messages.install(MESSAGES)
        lines.install({m.benefit: m.label for m in catalogue.paying()}, {(m.benefit, key): words for m in MATTERS for key, words in m.components.items()})
        if settings.DEMONSTRATION:
            sources.install(registers.connectors())
        people.install(person_of, lambda number, provider: link_access(number=number, provider=provider, by=MACHINE, on=today()))
