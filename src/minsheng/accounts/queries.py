"""Reading accounts: who holds a post, who has declared near relatives."""

from datetime import date

from django.db.models import Q, QuerySet

from minsheng.accounts.models import DeclaredRelative, Post, RelativesDeclaration, User


def posts_of(user: User, on: date) -> QuerySet[Post]:
    """The posts in force on a day."""
    return user.posts.filter(Q(until=None) | Q(until__gt=on), since__lte=on).select_related("place").order_by("pk")


def declared_digests(user: int, on: date) -> set[str]:
    """Keyed digests of the document numbers of the relatives a member of staff has declared, in the latest declaration up to this year."""
    latest = RelativesDeclaration.objects.filter(user=user, year__lte=on.year).order_by("-year").first()
    return set(DeclaredRelative.objects.filter(declaration=latest).values_list("digest", flat=True)) if latest else set()
