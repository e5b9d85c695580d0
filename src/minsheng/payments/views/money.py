"""Budgets by year, level and source; which documents changed them; cut-off days."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import may, needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.payments import actions, queries_money
from minsheng.payments.forms import BudgetForm, CutOffForm, TakeOverForm
from minsheng.payments.lines import label
from minsheng.payments.views.overview import budget_rows
from minsheng.places.models import Place


@needs("payments.see")
def budgets(request):
    """Everything given and taken, the newest year first."""
    context = {
        "budgets": budget_rows(request.by),
        "changes": [{"c": c, "label": label(c.budget.line)} for c in queries_money.changes(request.by)[:50]],
        "cut_offs": [{"c": c, "label": label(c.line)} for c in queries_money.cut_offs(request.by)],
        "may_budget": may(request.by, "payments.budget"),
    }
    return render(request, "payments/budgets.html", context)


@needs("payments.budget")
def budget(request):
    return _entered(request, BudgetForm, actions.set_budget, ("登记预算", "Enter a budget"), place=get_object_or_404(Place, pk=request.by.place))


@needs("payments.budget")
def take_over(request, pk: int):
    found = get_object_or_404(queries_money.budgets(request.by), pk=pk)
    return _entered(request, TakeOverForm, actions.take_over_budget, ("转入接管的地方", "Move to the place that took over"), budget=found)


@needs("payments.budget")
def cut_off(request):
    return _entered(request, CutOffForm, actions.set_cut_off, ("登记截止日", "Enter a cut-off day"), place=get_object_or_404(Place, pk=request.by.place))


def _entered(request, kind, action, words, **about):
    """A form about the actor's own place or a budget, and the action it fills."""
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            action(**about, **form.cleaned_data, by=request.by, on=today())
            messages.success(request, here("已登记", "Entered"))
            return redirect("desk-budgets")
        except Refused as no:
            refuse(form, no)
    return render(request, "payments/entry.html", {"form": form, "words": words}, status=422 if form.errors else 200)
