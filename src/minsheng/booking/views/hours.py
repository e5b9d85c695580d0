"""When the windows of an office take appointments, and on which days they do not."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs, within
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Confirm, confirm_page, confirmed, paged, refuse
from minsheng.booking import actions, queries, schedule
from minsheng.booking.actions.hours import booked_between
from minsheng.booking.forms import CloseForm, EndForm, HoursForm
from minsheng.booking.models import Closure, Hours
from minsheng.booking.views.showing import line, masked_who
from minsheng.places.models import Place

OFFICES = ("community", "street", "functional", "district")


def _places(request) -> list[Place]:
    return list(within(Place.objects.filter(until=None, level__in=OFFICES), request.by, at="").order_by("path"))


def _place(request, pk: str) -> Place:
    return get_object_or_404(within(Place.objects.filter(until=None), request.by, at=""), pk=pk)


@needs("booking.see")
def index(request):
    """The hours that hold, the days that are closed."""
    day = today()
    page = paged(request, queries.hours_of(request.by, day), per_page=50)
    shut = within(Closure.objects.filter(last__gte=day).select_related("place"), request.by).order_by("first")[:50]
    context = {"rows": [_said(rows) for rows in page.rows], "page": page, "shut": shut, "may_hours": may(request.by, "booking.hours")}
    return render(request, "booking/hours.html", context)


def _said(rows: list[Hours]) -> dict:
    """Hours alike in one line."""
    one, names = rows[0], [Hours.WEEKDAYS[h.weekday] for h in rows]
    days = ("、".join(zh for zh, _ in names), ", ".join(en for _, en in names))
    return {"hours": one, "days": days, "first": schedule.clock(one.first), "end": schedule.clock(one.end)}


@needs("booking.hours")
def new(request):
    form = HoursForm(request.POST if request.method == "POST" else None, places=_places(request))
    if form.is_bound and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            actions.set_hours(place=_place(request, data.pop("place")), home=data.pop("kind") == "home", **data, by=request.by, on=today())
            messages.success(request, here("已登记，居民马上可以约", "Kept: residents can book at once"))
            return redirect("desk-hours")
        except Refused as no:
            refuse(form, no)
    return render(request, "booking/hours_new.html", {"form": form}, status=422 if form.errors else 200)


@needs("booking.hours")
def end(request, pk: int):
    found = get_object_or_404(Hours.objects.select_related("place"), pk=pk)
    allowed(request.by, "booking.hours", found.place)
    rows = queries.together(found)
    form = EndForm(request.POST if request.method == "POST" else None, rows=rows)
    if form.is_bound and form.is_valid():
        try:
            data = form.cleaned_data
            actions.end_hours(hours=[h for h in rows if h.weekday in data["weekdays"]], until=data["until"], by=request.by, on=today())
            messages.success(request, here("已停用", "Ended"))
            return redirect("desk-hours")
        except Refused as no:
            refuse(form, no)
    return render(request, "booking/hours_end.html", {"form": form} | _said(rows), status=422 if form.errors else 200)


@needs("booking.hours")
def close(request):
    """Days without appointments: who has one on them is shown first."""
    form = CloseForm(request.POST if request.method == "POST" else None, places=_places(request))
    if form.is_bound and form.is_valid():
        data = dict(form.cleaned_data) | {"place": _place(request, form.cleaned_data["place"])}
        rows = list(booked_between(data["place"], data["first"], data["last"]).select_related("person")[:50])
        if rows and not confirmed(request):
            what = [("这些人约在那几天，关门以后请逐个打电话改期：", "These are booked on those days: once it is closed, call each of them and move it:")]
            affected = [Affected(masked_who(a), small=line(a)) for a in rows]
            hidden = {k: request.POST[k] for k in ("place", "first", "last", "why")}
            return confirm_page(
                request, Confirm(("关门几天", "Close for some days"), ("关门", "Close"), "/desk/appointments/hours/", what, affected, hidden=hidden)
            )
        try:
            actions.close_days(**data, by=request.by, on=today())
            messages.success(request, here("已登记，那几天不再收预约", "Kept: no appointments on those days"))
            return redirect("desk-hours")
        except Refused as no:
            refuse(form, no)
    return render(request, "booking/close.html", {"form": form}, status=422 if form.errors else 200)


@needs("booking.hours")
def reopen(request, pk: int):
    found = get_object_or_404(Closure.objects.select_related("place"), pk=pk)
    allowed(request.by, "booking.hours", found.place)
    if confirmed(request):
        try:
            actions.open_days(closure=found, by=request.by, on=today())
            messages.success(request, here("又开放了", "Open again"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-hours")
    days = f"{found.first} – {found.last}"
    what = [(f"{found.place.name}，{days}，又可以预约。", f"Appointments are taken again, {days}.")]
    return confirm_page(request, Confirm(("恢复开放", "Open these days again"), ("恢复开放", "Open them"), "/desk/appointments/hours/", what))
