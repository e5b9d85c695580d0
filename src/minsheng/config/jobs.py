"""Every kind of background work, in one list."""

from minsheng.applications.jobs import KINDS as APPLICATIONS
from minsheng.base.resealing import KINDS as RESEALING
from minsheng.benefits.jobs import KINDS as BENEFITS
from minsheng.benefits.opening.jobs import KINDS as OPENING
from minsheng.booking.jobs import KINDS as BOOKING
from minsheng.lines.assistance.jobs import KINDS as ASSISTANCE
from minsheng.lines.elderly.jobs import KINDS as ELDERLY
from minsheng.notices.jobs import KINDS as NOTICES
from minsheng.payments.jobs import KINDS as PAYMENTS
from minsheng.registry.jobs import KINDS as REGISTRY

KINDS = {**APPLICATIONS, **ELDERLY, **ASSISTANCE, **PAYMENTS, **NOTICES, **REGISTRY, **OPENING, **BENEFITS, **BOOKING, **RESEALING}
