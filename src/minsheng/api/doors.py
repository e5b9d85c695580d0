"""Who comes in: everybody, a resident to the own file, staff in a post. A token counts before a session; what a sign-in may not yet do on the pages it may not here."""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from ninja.utils import check_csrf

from minsheng.accounts import tokens
from minsheng.accounts.access import allowed
from minsheng.api.problems import Trouble
from minsheng.base.clock import today
from minsheng.base.errors import NotAllowed

MINUTE = 60
SAFE = ("GET", "HEAD", "OPTIONS")
HALF = {
    "password": ("请先在网页上改掉第一次的密码", "Change the first password on the pages first"),
    "factor": ("请先在网页上设置第二验证", "Set up a second factor on the pages first"),
}


class Everybody:
    """No sign-in. `weight`: how many of a minute's requests one of these counts as, since some take longer to answer."""

    permission = None

    def __init__(self, weight: int = 1):
        self.weight = weight

    def __call__(self, request) -> bool:
        spend(f"address:{_address(request)}", settings.API_PER_MINUTE["address"], self.weight)
        request.may_be_kept = request.method in SAFE and settings.SESSION_COOKIE_NAME not in request.COOKIES
        return True


class Door:
    """Only with a permission of the table in accounts.roles, or "own" for a resident's own file. `request.by` is the actor."""

    def __init__(self, permission: str):
        self.permission = permission

    def __call__(self, request) -> bool:
        if secret := tokens.carried(request):
            self._with_token(request, secret)
        else:
            self._with_session(request)
        spend(f"user:{request.by.user}", settings.API_PER_MINUTE["user"])
        if self.permission != "own":
            allowed(request.by, self.permission)
        elif request.by.person is None:
            raise NotAllowed("这里是给居民本人看的，您登录的账号没有关联居民档案。", "This is for residents; your sign-in has no resident file.")
        return True

    def _with_token(self, request, secret: str) -> None:
        spend(f"tries:{_address(request)}", settings.API_PER_MINUTE["address"])
        found = tokens.opened(secret, today())
        if found is None:
            raise Trouble("not-signed-in", ("令牌不对、已到期或已停用", "The token is wrong, has run out or was revoked"))
        request.by, request.scopes = tokens.actor_of(found), found.scopes
        if self.permission not in found.scopes:
            raise Trouble("not-allowed", ("这个令牌没有这项范围", "The token does not reach this"))

    def _with_session(self, request) -> None:
        if not request.by.user:
            raise Trouble("not-signed-in")
        if request.half:
            raise Trouble("not-allowed", HALF[request.half])
        if request.method not in SAFE and check_csrf(request):
            raise Trouble("not-allowed", ("网页登录发送内容要带 X-CSRFToken", "Sending with a page's sign-in needs X-CSRFToken"))


def _address(request) -> str:
    """Where it comes from, as the sign-in counts it; behind a socket that tells none, all share one."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return "unknown"


def spend(who: str, most: int, weight: int = 1) -> None:
    """Count towards what one may ask in a minute. Kept in this process's memory only. Raises Trouble."""
    now = int(time.time())
    key = f"api:{who}:{now // MINUTE}"
    cache.add(key, 0, timeout=MINUTE)
    try:
        spent = cache.incr(key, weight)
    except ValueError:  # thrown out of the memory in between
        return
    if spent > most:
        raise Trouble("too-many", headers={"Retry-After": str(MINUTE - now % MINUTE)})
