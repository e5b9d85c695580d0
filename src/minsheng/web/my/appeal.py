"""Not agreeing with a decision: asking for a review while there is time, and what is left afterwards."""

from django.contrib import messages
from django.shortcuts import redirect, render

from minsheng.accounts.access import own_file
from minsheng.applications import actions, remedies
from minsheng.applications.models import Decision
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here, pick
from minsheng.base.ui import refuse
from minsheng.divisions.queries import counters_for
from minsheng.web.my.apply import mine
from minsheng.web.my.forms import ReviewForm


@own_file
def appeal(request, pk: int):
    """Ask for a review of the latest decision; too late, it says so and what can still be done."""
    found, day = mine(request, pk), today()
    remedy = remedies.against(found, day)
    if remedy is None or remedy.state == "asked":
        return redirect("my-case", pk=pk)
    form = ReviewForm(request.POST if request.method == "POST" and remedy.state == "open" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.appeal(decision=remedy.decision, **form.cleaned_data, by=request.by, on=day)
            messages.success(
                request, here("您的复议申请已经记下，经办人能看到。", "Your request for a review is recorded; whoever handles your case can see it.")
            )
            return redirect("my-case", pk=pk)
        except Refused as no:
            refuse(form, no)
    context = {
        "case": found, "form": form, "remedy": remedy, "outcome": pick(Decision.OUTCOMES[remedy.decision.outcome]), "place": found.place,
        "counters": counters_for(found.place, day), "answer": remedies.ANSWER_DAYS, "longer": remedies.ANSWER_LONGER,
        "months": remedies.SUIT_MONTHS, "suit_clause": remedies.SUIT_CLAUSE, "limit_clause": remedies.APPEAL_DAYS.clause,
    }  # fmt: skip
    return render(request, "web/my/appeal.html", context, status=422 if form.errors else 200)
