"""Another day and time at the same place: the same for a resident and at the desk."""

from django.contrib import messages
from django.shortcuts import redirect, render

from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.booking import actions
from minsheng.booking.models import Appointment
from minsheng.booking.views.choosing import Booker, when
from minsheng.booking.views.showing import when_words


def move(request, found: Appointment, *, home: str, frame: str, staff: bool = False):
    """`home`: where one appointment stands, before its number; `frame`: the template around the questions."""
    back = f"{home}{found.pk}/"
    if found.state != "booked":
        return redirect(back)
    booker = Booker(f"{back}move/", frame, found.place, person=found.person, staff=staff)
    asked = when(booker, request, found.place, found.home, found.topic, {}, back=back, who={})
    form = asked.form
    if form and form.is_bound and form.is_valid():
        try:
            made = actions.move(appointment=found, day=asked.day, **form.cleaned_data, by=request.by, on=today())
            messages.success(request, here("改好了", "It is moved"))
            return redirect(f"{home}{made.pk}/")
        except Refused as no:
            refuse(form, no)
    return render(request, asked.template, asked.context | {"moving": when_words(found)}, status=422 if form and form.errors else 200)
