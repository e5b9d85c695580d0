"""The file that an address is about."""

from django.shortcuts import get_object_or_404

from minsheng.accounts.access import allowed
from minsheng.registry.models import Person


def find(request, pk: int, permission: str = "registry.see") -> Person:
    """The file, if it lies in the actor's place; a merged one leads to the file that was kept."""
    person = get_object_or_404(Person.objects.select_related("place__parent"), pk=pk)
    while person.merged_into_id:
        person = Person.objects.select_related("place__parent").get(pk=person.merged_into_id)
    allowed(request.by, permission, person.place)
    return person
