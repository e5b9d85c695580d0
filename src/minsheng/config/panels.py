"""What a person's page shows of the areas above the registry."""

from minsheng.applications.models import Application
from minsheng.base.ui import tag
from minsheng.benefits.models import Award
from minsheng.matters import catalogue
from minsheng.payments.models import Payment

KINDS = {"granted": "act", "open": "blue", "submitted": "amber", "refused": "danger", "active": "act", "held": "amber", "paid": "act", "returned": "danger"}


def applications(request, person) -> dict | None:
    """The person's cases."""
    if not request.may("applications.see"):
        return None
    rows = Application.objects.filter(applicant=person).exclude(state="draft").order_by("-pk")[:10]
    return {
        "title": ("办件", "Cases"),
        "rows": [
            (catalogue.get(a.matter).label, a.number, f"/desk/applications/{a.pk}/", tag(KINDS.get(a.state, "plain"), Application.STATES[a.state]))
            for a in rows
        ],
    }


def awards(request, person) -> dict | None:
    """What the person receives."""
    if not request.may("benefits.see"):
        return None
    rows = Award.objects.filter(person=person).order_by("-pk")
    return {
        "title": ("待遇", "Awards"),
        "rows": [
            (catalogue.get(a.matter).label, f"{a.from_month:%Y-%m}", f"/desk/benefits/{a.pk}/", tag(KINDS.get(a.state, "plain"), Award.STATES[a.state]))
            for a in rows
        ],
    }


def payments(request, person) -> dict | None:
    """The last payments."""
    if not (request.may("payments.see") or request.may("benefits.see")):
        return None
    rows = Payment.objects.filter(payee=person).exclude(state="dropped").select_related("batch").order_by("-pk")[:6]
    link = request.may("payments.see")
    return {
        "title": ("发放", "Payments"),
        "rows": [
            (
                f"{p.batch.month:%Y-%m}",
                f"{p.fen / 100:,.2f}",
                f"/desk/payments/payment/{p.pk}/" if link else "",
                tag(KINDS.get(p.state, "plain"), Payment.STATES[p.state]),
            )
            for p in rows
        ],
    }


PANELS = [applications, awards, payments]
