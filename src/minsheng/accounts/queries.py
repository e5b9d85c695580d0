"""Reading accounts: who holds a post, who has declared near relatives, whom an administrator looks after."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from minsheng.accounts.access import places_of, within
from minsheng.accounts.models import DeclaredRelative, KeptFilter, Post, RelativesDeclaration, User
from minsheng.base.actor import Actor
from minsheng.base.ui.kept import Kept
from minsheng.places.models import Place
from minsheng.places.queries import in_force


def posts_in_force(on: date) -> QuerySet[Post]:
    """Posts held on a day: confirmed, begun, not ended, in a place that still is."""
    return Post.objects.filter(in_force(on), pending=False).exclude(place__until__lte=on).select_related("place")


def posts_of(user: User, on: date) -> QuerySet[Post]:
    """The posts of one user in force on a day."""
    return posts_in_force(on).filter(user=user).order_by("pk")


def declaration_of(user: int, on: date) -> RelativesDeclaration | None:
    """The declaration that counts on a day: this year's, or the last one before until this year's is made."""
    return RelativesDeclaration.objects.filter(user=user, year__lte=on.year).order_by("-year").first()


def declaration_due(user: int, on: date) -> bool:
    """Whether this year's declaration is still to be made."""
    return not RelativesDeclaration.objects.filter(user=user, year=on.year).exists()


def declared_digests(user: int, on: date) -> set[str]:
    """Keyed digests of the document numbers of the relatives a member of staff has declared, in the declaration that counts."""
    latest = declaration_of(user, on)
    return set(DeclaredRelative.objects.filter(declaration=latest).values_list("digest", flat=True)) if latest else set()


def declared_in(place: Place, on: date) -> set[str]:
    """The same for everybody who holds a post in this place on a day."""
    counts = RelativesDeclaration.objects.filter(user=OuterRef("declaration__user"), year__lte=on.year).order_by("-year").values("pk")[:1]
    staff = posts_in_force(on).filter(place=place).values("user")
    return set(DeclaredRelative.objects.filter(declaration__user__in=staff, declaration=Subquery(counts)).values_list("digest", flat=True))


def looked_after(by: Actor, on: date) -> QuerySet[User]:
    """The staff an administrator looks after: every post of theirs that is held or still to be held lies in the administrator's place or below. Who holds
    none yet is anybody's."""
    open_posts = Post.objects.filter(Q(until=None) | Q(until__gt=on), user=OuterRef("pk"))
    elsewhere = open_posts.exclude(place__in=places_of(by))
    return User.objects.filter(Q(is_staff=True) | Exists(Post.objects.filter(user=OuterRef("pk")))).exclude(Exists(elsewhere))


def to_confirm(by: Actor) -> QuerySet[Post]:
    """Posts in the administrator's reach that wait for another one."""
    return within(Post.objects.filter(pending=True), by).exclude(appointed_by=by.user).exclude(user=by.user)


def kept_filters(by: Actor, table: str) -> list[Kept]:
    """What one has kept of a list, in the order of its slots."""
    rows = KeptFilter.objects.filter(user=by.user, table=table).order_by("slot") if by.user else []
    return [Kept(row.pk, row.name, row.query) for row in rows]
