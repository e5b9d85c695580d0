"""The trail as far as somebody's place reaches."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from minsheng.accounts.models import Post, User
from minsheng.base.actor import Actor
from minsheng.base.models import AuditEntry
from minsheng.places.models import Place


def trail(by: Actor) -> QuerySet[AuditEntry]:
    """Entries about the actor's place and what lies below; those that name no place by who acted there, and the machine's. `user_name` is added."""
    places = Place.objects.filter(path__startswith=by.path).values("pk")
    posts = Post.objects.filter(place__path__startswith=by.path).values("pk")
    reach = Q(place_id__in=places) | Q(place_id=None) & (Q(post_id__in=posts) | Q(user_id=None))
    name = Subquery(User.objects.filter(pk=OuterRef("user_id")).values("name")[:1])
    return AuditEntry.objects.filter(reach).select_related("block").annotate(user_name=name)


def by_name(rows: QuerySet[AuditEntry], text: str) -> QuerySet[AuditEntry]:
    """Those of the people whose name has the text."""
    return rows.filter(user_id__in=User.objects.filter(name__contains=text.strip()).values("pk"))
