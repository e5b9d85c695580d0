"""The secrets of second factors lie sealed inside the library's own JSON."""

from typing import Any

from allauth.mfa.models import Authenticator

from minsheng.accounts.adapters import ABOUT, SEALED
from minsheng.base.crypto import resealed


class Factors:
    """A place for base.resealing."""

    def some(self, after: Any) -> tuple[Any, int]:
        rows = Authenticator.objects.order_by("pk")
        last, n = None, 0
        for row in (rows.filter(pk__gt=after) if after is not None else rows).select_for_update()[:200]:
            last, new = row.pk, {key: _anew(value) for key, value in row.data.items()}
            if new != row.data:
                Authenticator.objects.filter(pk=row.pk).update(data=new)
                n += 1
        return last, n


def _anew(value: Any) -> Any:
    if isinstance(value, list):
        return [_anew(one) for one in value]
    if not (isinstance(value, str) and value.startswith(SEALED)):
        return value
    new = resealed(bytes.fromhex(value.removeprefix(SEALED)), ABOUT)
    return SEALED + new.hex() if new else value
