"""低保证明 and the like: on paper, for whoever receives something and has to show it. Whom it is for, its number and its term are written in by the office."""

from django.shortcuts import render

from minsheng.accounts.access import needs
from minsheng.applications.way import street_of
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.months import later, month_of
from minsheng.benefits import queries
from minsheng.benefits.views.awards import find
from minsheng.benefits.words import pays
from minsheng.matters import catalogue
from minsheng.places.queries import office_name
from minsheng.registry.models import Person
from minsheng.registry.queries import members, opened


@needs("benefits.certify")
def proof(request, pk: int):
    """Says what the register says today: in payment, held, or over since when. It shows documents in full, so every member is recorded as looked at."""
    award, day = find(request, pk, "benefits.certify"), today()
    people = members(award.household, day) if award.household else [award.person]
    for person in people:
        looked(by=request.by, on=day, subject=person, purpose="benefits.proof", fields=["documents"], place=award.place)
    context = {
        "award": award, "pays": pays(award), "label": catalogue.get(award.matter).label, "people": [(p, _number(p)) for p in people], "office": office_name(street_of(award.place)), "day": day,
        "fen": queries.awards(request.by, month_of(day)).get(pk=pk).now, "month": month_of(day), "last": later(award.stopped_from, -1) if award.stopped_from else None,
    }  # fmt: skip
    response = render(request, "benefits/proof.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _number(person: Person) -> str:
    documents = opened(person).get("documents", [])
    return documents[-1]["number"] if documents else ""
