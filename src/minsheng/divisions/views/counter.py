"""Entering where residents can ask."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import needs, within
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.divisions import actions
from minsheng.divisions.forms import CounterForm
from minsheng.divisions.queries import counter_of
from minsheng.places.models import Place


@needs("places.counter")
def edit(request, pk: int):
    place = get_object_or_404(within(Place.objects.filter(until=None), request.by, at=""), pk=pk)
    now = counter_of(place, today())
    form = CounterForm(request.POST or None, initial={name: getattr(now, name) for name in CounterForm.base_fields} if now else None)
    if form.is_bound and form.is_valid():
        try:
            actions.set_counter(place=place, **form.cleaned_data, by=request.by, on=today())
            messages.success(request, here("已更新，居民马上看得到", "Kept; residents see it at once"))
            return redirect("desk-place", pk=pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "divisions/counter.html", {"form": form, "place": place}, status=422 if form.errors else 200)
