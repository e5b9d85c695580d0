"""What the frames know of who is signed in."""

from minsheng.accounts.roles import ROLES
from minsheng.places.models import Place


def account(request) -> dict:
    by = getattr(request, "by", None)
    if by is None or by.user is None:
        return {"by": None, "signed_in": False}
    place = Place.objects.filter(pk=by.place).values_list("name", flat=True).first() if by.place else None
    return {"by": by, "signed_in": True, "place_name": place, "role_label": ROLES.get(by.role), "posts": request.posts}
