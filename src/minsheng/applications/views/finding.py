"""The case that a page of the desk is about."""

from django.shortcuts import get_object_or_404

from minsheng.accounts.access import allowed
from minsheng.applications.actions.intake import ONLINE
from minsheng.applications.models import Application


def find(request, pk: int, permission: str = "applications.see") -> Application:
    """The case, if it lies in the actor's place. What somebody is still writing online is theirs alone."""
    found = Application.objects.exclude(ONLINE, state="draft").select_related("applicant", "household", "place")
    case = get_object_or_404(found, pk=pk)
    allowed(request.by, permission, case.place)
    return case
