"""What a case's page shows of the areas around it: where one request stands on the whole way, from the appointment to the money, each step the way to its page."""

from minsheng.applications.models import Application
from minsheng.applications.opinions import steps_of
from minsheng.base.ui import tag
from minsheng.benefits.models import Award
from minsheng.booking import queries as booked
from minsheng.notices.models import Letter
from minsheng.payments.models import Payment

DONE, NOW, LATER = (tag("act", "已办", "Done"), tag("blue", "在办", "Under way"), tag("plain", "还没到", "To come"))
REVIEWED = ("check", "survey", "opinion", "notice", "hearing")
OVER = ("withdrawn", "refused", "stopped")


def way(request, case: Application) -> dict:
    """预约、申请、受理、审核、审批、资金发放: {"title", "rows": [(step, small, address, tag)]}."""
    return {"title": ("全程", "The whole way"), "rows": [step(request, case) for step in (_booked, _applied, _accepted, _reviewed, _decided, _paid)]}


def _booked(request, case: Application) -> tuple:
    found = booked.led_to(case)
    if found is None:
        return ("预约", "Appointment"), "", "", tag("plain", "没有预约，直接办的", "None, it came directly")
    return ("预约", "Appointment"), f"{found.day}", f"/desk/appointments/{found.pk}/" if request.may("booking.see") else "", DONE


def _applied(request, case: Application) -> tuple:
    return (
        ("申请", "Application"),
        f"{case.applied_on or ''}",
        f"/desk/applications/{case.pk}/form/" if case.applied_on else "",
        DONE if case.applied_on else NOW,
    )


def _accepted(request, case: Application) -> tuple:
    letter = Letter.objects.filter(about=f"applications.application:{case.pk}", kind="accepted").order_by("pk").last()
    return ("受理", "Acceptance"), f"{case.accepted_on or ''}", f"/desk/letters/{letter.pk}/" if letter else "", _state(case, case.accepted_on, case.applied_on)


def _reviewed(request, case: Application) -> tuple:
    """Check, visit, opinion and notice together: done when none of them is open any more."""
    keys = [key for kind in REVIEWED for key in steps_of(case, kind)]
    tasks = [t for t in case.tasks.all() if t.step in keys]
    done = max((t.done_on for t in tasks if t.state == "done" and t.done_on), default=None)
    whole = done and not any(t.state == "open" for t in tasks) and len({t.step for t in tasks if t.state == "done"}) == len(set(keys))
    return ("审核", "Review"), f"{done or ''}", "", _state(case, whole, case.accepted_on)


def _decided(request, case: Application) -> tuple:
    about = f"applications.application:{case.pk}"
    letter = Letter.objects.filter(about=about, kind__in=["granted", "refused", "changed", "grace", "stopped", "kept"]).order_by("pk").last()
    open_now = any(t.state == "open" and t.step in steps_of(case, "decide") for t in case.tasks.all())
    return ("审批", "Decision"), f"{case.decided_on or ''}", f"/desk/letters/{letter.pk}/" if letter else "", _state(case, case.decided_on, open_now)


def _paid(request, case: Application) -> tuple:
    """The newest payment of the award that the case has made, or is about."""
    award = Award.objects.filter(spans__decision__application=case).order_by("pk").last()
    about = f"benefits.award:{award.pk}" if award else case.about
    paid = Payment.objects.filter(payables__about=about, state__in=["sent", "paid"]).select_related("batch").order_by("-pk").first() if about else None
    if paid is None:
        return ("资金发放", "Payment"), "", "", _state(case, None, award)
    small = f"{paid.batch.month:%Y-%m}"
    return ("资金发放", "Payment"), small, f"/desk/payments/payment/{paid.pk}/" if request.may("payments.see") else "", DONE if paid.state == "paid" else NOW


def _state(case: Application, done, reached):
    if done:
        return DONE
    if case.state in OVER:
        return tag("plain", "不办了", "Not needed")
    return NOW if reached else LATER


CASE_PANELS = [way]
