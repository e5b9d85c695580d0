"""What the letters about money to be paid back say. Called by actions, in their transaction."""

from datetime import date

from minsheng.base.actor import Actor
from minsheng.notices.actions import write_letter
from minsheng.notices.models import Letter
from minsheng.payments.lines import component_label, label
from minsheng.payments.models import Recovery
from minsheng.payments.queries import plan


def about(recovery: Recovery) -> str:
    return f"payments.recovery:{recovery.pk}"


def letter(kind: str, recovery: Recovery, by: Actor, on: date, facts: str = "") -> Letter:
    """`kind` ask_back (before the decision, with the facts in plain words) or recover (the decision, with its instalments)."""
    values = {
        "number": recovery.number, "line": label(recovery.line), "months": recovery.months, "fen": recovery.fen, "reason": Recovery.REASONS[recovery.reason], "facts": facts.strip(),
        "parts": [(month, component_label(recovery.line, component), fen) for month, component, _, fen in recovery.parts], "decided_on": recovery.decided_on,
        "instalments": recovery.instalments, "plan": [(row["month"], row["fen"]) for row in plan(recovery)],
    }  # fmt: skip
    place = recovery.place.parent if recovery.place.level == "community" else recovery.place  # a residents' committee asks nothing back
    return write_letter(kind=kind, person=recovery.payee, place=place, about=about(recovery), by=by, on=on, values=values)


def letters(recovery: Recovery):
    """The latest first."""
    return Letter.objects.filter(about=about(recovery)).order_by("-pk")
