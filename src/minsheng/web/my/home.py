"""The first page: everything that concerns me, in the order I would ask."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import own_file
from minsheng.applications import agency, to_sign
from minsheng.applications.kinds import leads
from minsheng.applications.models import Application
from minsheng.applications.views.prints import letter_context
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.months import later
from minsheng.base.ui import paged
from minsheng.benefits.models import Award
from minsheng.benefits.words import state_of
from minsheng.booking.queries import to_come
from minsheng.booking.views.showing import brief
from minsheng.divisions.queries import counters_for
from minsheng.matters import catalogue
from minsheng.notices.models import Letter
from minsheng.payments import lines
from minsheng.payments.models import Payment
from minsheng.payments.queries import gone_to
from minsheng.registry.actions import withdraw as withdraw_consent
from minsheng.registry.models import Authority, Consent, Person
from minsheng.web.my.entitled import may_claim
from minsheng.web.my.progress import story, with_story

LATEST = 6  # payments on the first page; the rest stand on a page of their own


def me(request) -> Person:
    return get_object_or_404(Person.objects.select_related("place"), pk=request.by.person)


@own_file
def home(request):
    person, day = me(request), today()
    applications = with_story(Application.objects.filter(agency.within_reach(person.pk, day)).exclude(state="withdrawn").select_related("applicant")).order_by(
        "-pk"
    )[:20]
    awards = Award.objects.filter(person=person).prefetch_related("spans", "certifications").order_by("state", "-pk")[:20]
    payments = own_payments(person)[: LATEST + 1]
    context = {
        "person": person, "applications": [story(a, day) for a in applications], "awards": [_award(a, day) for a in awards], "payments": [_payment(p) for p in payments[:LATEST]], "more_payments": len(payments) > LATEST,
        "claims": may_claim(person, day), "letters": [{"pk": x.pk, "issued_on": x.issued_on, "title": Letter.KINDS[x.kind]} for x in Letter.objects.filter(person=person).order_by("-pk")[:10]],
        "consents": [{"pk": c.pk, "since": c.since, "label": Consent.KINDS[c.kind]} for c in Consent.objects.filter(person=person, withdrawn_on=None, refused=False).exclude(until__lte=day)],
        "signatures": [{"pk": a.pk, "applicant": a.applicant, "label": catalogue.get(a.matter).label} for a in to_sign.asked(person, day)],
        "acting": [{"pk": a.pk, "person": a.person, "kind": Authority.KINDS[a.kind]} for a in agency.held(person.pk, day).select_related("person")], "matters": leads(),
        "place": person.place, "counters": counters_for(person.place, day), "appointments": [brief(a) for a in to_come(person, day)],
    }  # fmt: skip
    return render(request, "web/my/home.html", context)


def _award(award: Award, day) -> dict:
    month = day.replace(day=1)
    fen = sum(s.fen for s in award.spans.all() if s.replaced_on is None and s.from_month <= month and (s.until_month is None or s.until_month > month))
    rounds = [c.round for c in award.certifications.all() if c.done_on is None] if award.state != "stopped" else []
    until = later(max(rounds)) - timedelta(days=1) if rounds else None
    kind = {"active": "act", "held": "amber"}.get(award.state, "plain")
    return {
        "award": award,
        "label": catalogue.get(award.matter).label,
        "fen": fen,
        "state": state_of(award),
        "kind": kind,
        "certify": until,
        "late": until and until < day,
    }


def own_payments(person: Person):
    """What has gone to the bank for somebody, newest first."""
    return gone_to(person.pk)


def _payment(payment: Payment) -> dict:
    kind = {"paid": "act", "returned": "danger"}.get(payment.state, "amber")
    return {"payment": payment, "label": lines.label(payment.batch.line), "state": Payment.STATES[payment.state], "kind": kind}


@own_file
def payments(request):
    """All my payments, page by page."""
    page = paged(request, own_payments(me(request)), per_page=24)
    return render(request, "web/my/payments.html", {"page": page, "payments": [_payment(p) for p in page.rows]})


@own_file
def letter(request, pk: int):
    found = get_object_or_404(agency.letters(request.by.person, today()), pk=pk)
    purpose = "own.file" if found.person_id == request.by.person else "agent.file"
    looked(by=request.by, on=today(), subject=found.person, purpose=purpose, fields=["letter"])
    return render(request, "applications/letter.html", letter_context(found))


@own_file
def take_back(request, pk: int):
    """Withdraw an authorisation: later checks stop; what that means is said before."""
    consent = get_object_or_404(Consent, pk=pk, person=request.by.person)
    if request.method == "POST":
        try:
            withdraw_consent(consent=consent, by=request.by, on=today())
        except Refused:
            return redirect("my")
        return redirect("my")
    return render(request, "web/my/take_back.html", {"consent": consent, "kind": Consent.KINDS[consent.kind]})
