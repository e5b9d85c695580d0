"""One appointment at the desk: who comes when for what, and what is done about it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from minsheng.accounts.access import allowed, may, needs, within
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here
from minsheng.base.ui import PURPOSES, Affected, Confirm, FactLine, chosen, confirm_page, confirmed, refuse
from minsheng.booking import actions, queries, topics
from minsheng.booking.forms import FindForm
from minsheng.booking.models import Appointment
from minsheng.booking.views import moving, showing


def _find(request, pk: int, permission: str = "booking.see") -> Appointment:
    found = get_object_or_404(Appointment.objects.select_related("place", "person__place", "application", "handled_by", "made_by"), pk=pk)
    allowed(request.by, permission, found.place)
    return found


@needs("booking.see")
def show(request, pk: int):
    found = _find(request, pk)
    _looked(request, found)
    return render(request, "booking/one.html", _context(request, found))


def _looked(request, found: Appointment) -> None:
    """A name stands there in full: who has seen it is on record."""
    looked(by=request.by, on=today(), subject=found.person or found, purpose="booking.appointment", place=found.place)


def _context(request, found: Appointment, shown: bool = False, form: FindForm | None = None) -> dict:
    day, taking = today(), may(request.by, "booking.take", found.place)
    here_now = found.state in ("booked", "arrived") and found.day <= day
    file_here = found.person is not None and request.by.covers(found.person.place.path)
    return showing.told(found, day) | {
        "who": showing.who(found), "where": showing.where(found), "lines": _lines(request, found, shown), "channel": Appointment.CHANNELS[found.channel],
        "shut": found.state == "booked" and queries.listed(request.by).filter(pk=found.pk, shut=True).exists(), "taking": taking, "file_here": file_here,
        "may_meet": taking and here_now, "may_change": taking and found.state == "booked", "find": form or FindForm(),
        "may_identify": taking and found.person is None and found.state in ("booked", "arrived", "done"),
        "may_begin": taking and here_now and file_here and topics.is_matter(found.topic) and found.application is None,
        "may_put_back": taking and found.state in Appointment.MET and found.day == day and found.application is None,
        "moved_to": getattr(found, "moved_to", None),
    }  # fmt: skip


def _lines(request, found: Appointment, shown: bool) -> list[FactLine]:
    """What is sealed: masked, unless somebody has said what for."""
    reveal = "" if shown or not may(request.by, "booking.take", found.place) else f"/desk/appointments/{found.pk}/reveal/"
    rows = [
        (("来电人电话", "Telephone"), showing.phone_of(found, masked=not shown)),
        (("上门地址", "Address to come to"), showing.address_of(found, masked=not shown)),
    ]
    return [FactLine(label, chinese(value), reveal="" if n else reveal) for n, (label, value) in enumerate(r for r in rows if r[1])]


@require_POST
@needs("booking.take")
def reveal(request, pk: int):
    """Telephone and address in full, for a stated purpose that is recorded."""
    found = _find(request, pk, "booking.take")
    purpose = request.POST.get("purpose", "")
    if purpose not in PURPOSES:
        raise Refused("请选择查看的用途。", "Choose what you need it for.", field="purpose")
    looked(by=request.by, on=today(), subject=found.person or found, purpose=f"reveal.{purpose}", fields=["phones", "address"], place=found.place)
    response = render(request, "booking/one.html", _context(request, found, shown=True))
    response["Cache-Control"] = "no-store"
    return response


DOES = {"arrive": actions.arrive, "miss": actions.miss, "finish": actions.finish, "back": actions.put_back}


@require_POST
@needs("booking.take")
def do(request, pk: int, what: str):
    """Here, not here, done, or taken back."""
    found = _find(request, pk, "booking.take")
    try:
        if what in DOES:
            DOES[what](appointment=found, by=request.by, on=today())
            messages.success(request, here("已登记", "Recorded"))
    except Refused as no:
        messages.error(request, str(no))
    return redirect("desk-appointment", pk=pk)


@require_POST
@needs("booking.take")
def begin(request, pk: int):
    """They are here and apply: on to the page where the application is taken in."""
    found = _find(request, pk, "booking.take")
    try:
        return redirect("desk-intake", pk=actions.begin(appointment=found, by=request.by, on=today()).pk)
    except Refused as no:
        messages.error(request, str(no))
    return redirect("desk-appointment", pk=pk)


@require_POST
@needs("booking.take")
def identify(request, pk: int):
    """The caller has come and shown a document: the file with this number, or the way to open one."""
    found, form = _find(request, pk, "booking.take"), FindForm(request.POST)
    if form.is_valid():
        try:
            if person := queries.with_document(request.by, form.cleaned_data["number"]):
                actions.identify(appointment=found, person=person, by=request.by, on=today())
                messages.success(request, here("已关联到档案", "It stands in the file now"))
                return redirect("desk-appointment", pk=pk)
            form.add_error(
                "number",
                here("您的辖区里没有这个证件号码的档案，请先建档，再回来关联。", "No file of your place has this number: open one first, then come back."),
            )
        except Refused as no:
            refuse(form, no)
    return render(request, "booking/one.html", _context(request, found, form=form), status=422)


@needs("booking.take")
def cancel(request, pk: int):
    found = _find(request, pk, "booking.take")
    if confirmed(request):
        try:
            actions.cancel(appointment=found, by=request.by, on=today())
            messages.success(request, here("已取消", "Cancelled"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-appointment", pk=pk)
    what = [showing.line(found), ("取消以后这个时间给别人约。请先电话告诉本人。", "Somebody else may then have this time. Call the person first.")]
    return confirm_page(request, Confirm(("取消预约", "Cancel an appointment"), ("取消预约", "Cancel it"), f"/desk/appointments/{pk}/", what, danger=True))


@needs("booking.take")
def move(request, pk: int):
    return moving.move(request, _find(request, pk, "booking.take"), home="/desk/appointments/", frame="base/desk.html", staff=True)


@needs("booking.see")
def slip(request, pk: int):
    found = _find(request, pk)
    _looked(request, found)
    return render(request, "booking/slip.html", showing.told(found, today()) | {"back": f"/desk/appointments/{pk}/", "on": today()})


MANY = {"arrive": (actions.arrive, ("登记已到", "Record as here")), "miss": (actions.miss, ("登记没有来", "Record as not come"))}


@needs("booking.take")
def many(request, what: str):
    """Several at once, shown first: who has come, or who has not by the end of the day."""
    if request.method != "POST" or what not in MANY:
        return redirect("desk-appointments")
    act, label = MANY[what]
    rows = list(within(Appointment.objects.filter(pk__in=chosen(request)).select_related("place", "person"), request.by).order_by("day", "slot"))
    if not rows:
        messages.error(request, here("请先选择预约。", "Choose appointments first."))
        return redirect("desk-appointments")
    ready = [a for a in rows if a.state == "booked" and a.day <= today()]
    if confirmed(request):
        for one in ready:
            act(appointment=one, by=request.by, on=today())
        messages.success(request, here(f"已登记 {len(ready)} 个", f"{len(ready)} recorded"))
        return redirect("desk-appointments")
    affected = [
        Affected(
            showing.masked_who(a), small=showing.line(a), problem="" if a in ready else ("不是今天的，或者已经登记过", "Not of today, or recorded already")
        )
        for a in rows
    ]
    return confirm_page(request, Confirm(label, label, "/desk/appointments/", affected=affected, hidden={"row": [a.pk for a in rows]}))
