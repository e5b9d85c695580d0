"""A resident's own appointments: to book, to move, to give back, and the slip."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import own_file
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.texts import here
from minsheng.base.ui import Confirm, confirmed, paged, refuse
from minsheng.booking import actions, queries, topics
from minsheng.booking.models import Appointment
from minsheng.booking.views import moving
from minsheng.booking.views.choosing import Booker, step
from minsheng.booking.views.showing import brief, told, when_words
from minsheng.registry.models import Person
from minsheng.registry.queries import opened


def _me(request) -> Person:
    return get_object_or_404(Person.objects.select_related("place"), pk=request.by.person)


def _mine(request, pk: int) -> Appointment:
    return get_object_or_404(queries.visible(request.by), pk=pk)


@own_file
def index(request):
    """What is to come, and what has been."""
    person, day = _me(request), today()
    past = queries.visible(request.by).exclude(state="moved").exclude(state="booked", day__gte=day).order_by("-day", "-slot")
    page = paged(request, past, per_page=20)
    context = {"coming": [brief(a) for a in queries.to_come(person, day)], "page": page, "past": [brief(a) for a in page.rows]}
    return render(request, "booking/mine.html", context)


@own_file
def new(request):
    person = _me(request)
    booker = Booker(
        "/my/appointments/new/", "base/page.html", person.place, lambda topic: queries.windows(person, topic, today()), person, start="/my/appointments/"
    )
    asked = step(booker, request, opened(person).get("address", "") if "day" in request.GET else "")
    form = asked.form
    if form and form.is_bound and form.is_valid():
        try:
            made = actions.book(
                place=asked.place, home=asked.home, day=asked.day, topic=asked.topic, person=person, channel="portal", **form.cleaned_data, by=request.by, on=today()
            )  # fmt: skip
            messages.success(request, here("约好了", "It is booked"))
            return redirect("my-appointment", pk=made.pk)
        except AlreadyDone as done:
            messages.info(request, str(done))
            return redirect("my-appointments")
        except Refused as no:
            refuse(form, no)
    return render(request, asked.template, asked.context, status=422 if form and form.errors else 200)


@own_file
def show(request, pk: int):
    found = _mine(request, pk)
    changeable = found.state == "booked" and found.day > today()
    return render(request, "booking/my_one.html", told(found, today()) | {"changeable": changeable, "moved_to": getattr(found, "moved_to", None)})


@own_file
def slip(request, pk: int):
    found = _mine(request, pk)
    return render(request, "booking/slip.html", told(found, today()) | {"back": f"/my/appointments/{pk}/", "on": today()})


@own_file
def move(request, pk: int):
    """Another day and time at the same place."""
    return moving.move(request, _mine(request, pk), home="/my/appointments/", frame="base/page.html")


@own_file
def cancel(request, pk: int):
    found, back = _mine(request, pk), f"/my/appointments/{pk}/"
    if confirmed(request):
        try:
            actions.cancel(appointment=found, by=request.by, on=today())
            messages.success(request, here("已取消", "Cancelled"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("my-appointments")
    label = topics.label(found.topic)
    what = [
        (f"{when_words(found)}，{label[0]}", f"{when_words(found)}, {label[1]}"),
        ("取消以后这个时间给别人约；要再来，重新约一个就行。", "Somebody else may then have this time. To come after all, book another one."),
    ]
    return render(
        request, "booking/my_cancel.html", {"confirm": Confirm(("取消预约？", "Cancel this appointment?"), ("取消预约", "Cancel it"), back, what, danger=True)}
    )
