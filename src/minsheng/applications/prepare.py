"""What the machine prepares for the officer: the matter's proposal, kept whole."""

from datetime import date

from minsheng.applications.models import Application, Assessment
from minsheng.matters import catalogue
from minsheng.matters.declare import Proposal


def assess(application: Application, on: date) -> Assessment:
    """Ask the rule book through the matter and keep the answer. The same answer on the same day is kept once."""
    return assess_open(application, on)[0]


def assess_open(application: Application, on: date) -> tuple[Assessment, Proposal]:
    """The same, with the proposal: what is still open about it is shown and not kept."""
    found = catalogue.get(application.matter).propose(application, on)
    values = {
        "status": found.status,
        "payable": found.payable,
        "fen": found.fen if found.status == "yes" else None,
        "lines": [{"component": line.component, "person": line.person, "fen": line.fen, "zh": line.label[0], "en": line.label[1]} for line in found.lines],
        "receipts": found.receipts,
        "headline": list(found.headline),
        "persons": found.persons,
    }
    last = application.assessments.filter(made_on=on).order_by("-pk").first()
    if last and all(getattr(last, key) == value for key, value in values.items()):
        return last, found
    return Assessment.objects.create(application=application, on=found.from_month or on.replace(day=1), made_on=on, **values), found


def latest(application: Application) -> Assessment | None:
    return application.assessments.order_by("-pk").first()
