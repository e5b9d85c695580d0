"""Reading accounts: who holds a post, who has declared near relatives, whom an administrator looks after."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from minsheng.accounts.access import places_of, within
from minsheng.accounts.models import DeclaredRelative, KeptFilter, Post, RelativesDeclaration, User
from minsheng.base.actor import Actor
from minsheng.base.audit import name_of
from minsheng.base.models import AuditEntry
from minsheng.base.ui.kept import Kept
from minsheng.places.models import Place
from minsheng.places.queries import in_force


def posts_in_force(on: date) -> QuerySet[Post]:
    """Posts held on a day: confirmed, begun, not ended, in a place that still is."""
    return Post.objects.filter(in_force(on), pending=False).exclude(place__until__lte=on).select_related("place")


def posts_of(user: User, on: date) -> QuerySet[Post]:
    """The posts of one user in force on a day."""
    return posts_in_force(on).filter(user=user).order_by("pk")


def colleagues(by: Actor, on: date) -> QuerySet[User]:
    """Who can go along or judge beside somebody: community and street officers of the same place, those below it and beside it."""
    around = by.path[: by.path.rstrip(".").rfind(".") + 1] or by.path
    posts = posts_in_force(on).filter(place__path__startswith=around, role__in=["community", "street"])
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).exclude(pk=by.user).order_by("name")


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


TOUCHED = ("accounts.give_password", "accounts.reset_second_factor")
"""What an administrator does to somebody's sign-in."""
OF_SIGN_IN = ("accounts.sign_in", "accounts.wrong_password", *TOUCHED)


def has_factor(user: User) -> bool:
    """Whether a second factor is set up."""
    return Authenticator.objects.filter(user=user, type="totp").exists()


def sign_in_history(user: User, most: int = 10) -> list[AuditEntry]:
    """What last happened with somebody's sign-in, with `user_name` of who did it."""
    return list(_of_sign_in(user, OF_SIGN_IN).order_by("-pk")[:most])


def done_to_sign_in(user: User) -> list[AuditEntry]:
    """What administrators have done to it since its owner was last here, this time not counted."""
    own = _of_sign_in(user, ("accounts.sign_in",)).order_by("-pk").values_list("pk", flat=True)[:2]
    return list(_of_sign_in(user, TOUCHED).filter(pk__gt=own[1] if len(own) > 1 else 0).order_by("pk"))


def _of_sign_in(user: User, acts: tuple[str, ...]) -> QuerySet[AuditEntry]:
    name = Subquery(User.objects.filter(pk=OuterRef("user_id")).values("name")[:1])
    return AuditEntry.objects.filter(subject=name_of(user), act__in=acts).annotate(user_name=name)


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
