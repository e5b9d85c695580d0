"""What anybody may send without signing in is limited by the day and the address it comes from. Kept in memory for that day, never with what was sent."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

DAY = 24 * 3600


def too_many(request, what: str, most: int) -> bool:
    """Whether this is more than `most` of them in a day from one address; a village may share one."""
    key = f"{what}:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=DAY)
    return cache.incr(key) > most
