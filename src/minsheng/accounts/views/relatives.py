"""The yearly declaration of near relatives: one's own, and who has made it."""

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.shortcuts import redirect, render

from minsheng.accounts import actions
from minsheng.accounts.access import may, needs, within
from minsheng.accounts.actions import RELATIONS
from minsheng.accounts.forms import RelativeForm
from minsheng.accounts.models import RelativesDeclaration
from minsheng.accounts.queries import declaration_of, posts_in_force
from minsheng.accounts.roles import ROLES
from minsheng.base.clock import today
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.masks import mask_number
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Search, Table, refuse, tag


@needs("accounts.declare")
def relatives(request):
    """This year's declaration: none, the same as before, or one relative after another."""
    counts = declaration_of(request.by.user, today())
    mine = counts if counts and counts.year == today().year else None
    form = RelativeForm(request.POST if "add" in request.POST else None)
    try:
        if (wanted := _wanted(request, form, _kept(mine), _kept(counts))) is not None:
            actions.declare_relatives(relatives=wanted, by=request.by, on=today())
            messages.success(request, here("已申报", "Declared"))
            return redirect("desk-relatives")
    except NotAllowed:
        raise
    except Refused as no:
        refuse(form, no) if form.is_bound else messages.error(request, str(no))
    rows = [(i, RELATIONS.get(r["relation"], (r["relation"],) * 2), r["name"], mask_number(r["number"])) for i, r in enumerate(_kept(counts))]
    context = {
        "mine": mine,
        "counts": counts,
        "rows": rows,
        "form": form,
        "year": today().year,
        "may_see_all": may(request.by, "accounts.relatives"),
        "may_see_cases": may(request.by, "applications.relatives"),
    }
    return render(request, "accounts/relatives.html", context, status=422 if form.errors else 200)


def _wanted(request, form, mine: list[dict], counts: list[dict]) -> list[dict] | None:
    """The list that this post asks to declare; None when it asks for nothing."""
    if "none" in request.POST:
        return []
    if "same" in request.POST:
        return counts
    if "remove" in request.POST:
        return [r for i, r in enumerate(mine) if str(i) != request.POST["remove"]]
    return [*mine, form.cleaned_data] if "add" in request.POST and form.is_valid() else None


def _kept(declaration) -> list[dict]:
    if declaration is None:
        return []
    return [{"relation": r.relation, **open_sealed(r.sealed, f"accounts.relative:{declaration.pk}")} for r in declaration.relatives.order_by("pk")]


DECLARATIONS = Table(
    "declarations",
    [
        Column("name", ("姓名", "Name"), lambda p: Cell(p.user.name or p.user.username, small=ROLES[p.role]), sort="user__name"),
        Column("place", ("地方", "Place"), lambda p: p.place.name, sort="place__path"),
        Column("state", ("今年申报", "This year"), lambda p: tag("act", "已报", "Declared") if p.declared_on else tag("amber", "未报", "Not yet")),
        Column("declared_on", ("申报日期", "Declared on"), lambda p: p.declared_on, sort="declared_on"),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(user__name__contains=text)),
        Choice("role", ("岗位", "Post"), [(key, words) for key, words in ROLES.items() if key not in ("resident", "admin")], field="role"),
        Choice(
            "state",
            ("今年申报", "This year"),
            [("done", ("已报", "Declared")), ("due", ("未报", "Not yet"))],
            apply=lambda rows, state: rows.filter(declared_on__isnull=state == "due"),
        ),
    ],
    sort="place",
    empty=(("这里没有人在岗", "Nobody holds a post here"), ("任命岗位以后会在这里。", "Posts appear here when they are given.")),
)


@needs("accounts.relatives")
def declarations(request):
    """Who has declared this year and who has not; what was declared is not shown."""
    year = today().year
    declared = RelativesDeclaration.objects.filter(user=OuterRef("user"), year=year).values("declared_on")[:1]
    rows = within(posts_in_force(today()), request.by).exclude(role="admin").select_related("user").annotate(declared_on=Subquery(declared))
    return DECLARATIONS.respond(request, rows, "accounts/declarations.html", {"year": year})
