"""What the desk's bar and first pages show of several areas: the badges, and cards of what waits elsewhere."""

from minsheng.applications import queries as applications
from minsheng.base.clock import today


def urgent(request) -> int:
    """Steps that are late or due within three working days."""
    return applications.urgent(request.by, today())


BADGES = {"/desk/": urgent}
