"""The sweeps there were, and beginning one by hand."""

from django.shortcuts import get_object_or_404, redirect

from minsheng.accounts.access import allowed, may, needs, within
from minsheng.base.clock import today
from minsheng.base.months import month_of
from minsheng.base.ui import Choice, Column, Table, tag
from minsheng.benefits import jobs
from minsheng.benefits.forms import SweepForm
from minsheng.benefits.models import Sweep
from minsheng.matters import catalogue
from minsheng.places.models import Place

SWEEPS = Table(
    "sweeps",
    [
        Column("month", ("月份", "Month"), lambda s: f"{s.month:%Y-%m}", sort="month"),
        Column("matter", ("待遇", "Benefit"), lambda s: s.label, sort="matter"),
        Column("place", ("地方", "Place"), lambda s: s.place.name, sort="place__path"),
        Column("subjects", ("比对（人或户）", "Looked at"), lambda s: s.subjects, number=True, sort="subjects"),
        Column("entitled", ("可能漏领", "May be missed"), lambda s: s.entitled, number=True, sort="entitled"),
        Column("ended", ("可能不再符合", "May no longer qualify"), lambda s: s.ended, number=True, sort="ended"),
        Column("amount", ("金额有变", "Other amounts"), lambda s: s.amount, number=True, sort="amount"),
        Column("gone", ("不再发现", "No longer found"), lambda s: s.gone, number=True, sort="gone"),
        Column("unknown", ("情况不够，不能判断", "Too little is known"), lambda s: s.unknown, number=True, sort="unknown"),
        Column("state", ("状态", "State"), lambda s: tag("act", "完成", "Done") if s.finished_on else tag("blue", "进行中", "Under way"), sort="finished_on"),
        Column("digest", ("存证摘要", "Digest of the snapshot"), lambda s: s.digest, hidden=True),
    ],
    filters=[Choice("matter", ("待遇", "Benefit"), lambda request: [(m.key, m.label) for m in catalogue.all_matters()], field="matter")],
    sort="-month",
    label=("比对", "Sweeps"),
    empty=(
        ("还没有比对过", "Nobody has been looked at yet"),
        ("每月自动比对一次，也可以现在开始。", "It happens by itself once a month; it can be begun now too."),
    ),
)


@needs("benefits.see")
def sweeps(request):
    """What was looked at, and how it went on; one more for the own place, as a job."""
    may_begin = may(request.by, "payments.compute")
    form = SweepForm(request.POST or None, initial={"month": f"{month_of(today()):%Y-%m}"})
    if request.method == "POST":
        allowed(request.by, "payments.compute")
        if form.is_valid():
            place = get_object_or_404(Place, pk=request.by.place)
            job = jobs.begin(place=place, matter=form.cleaned_data["matter"], month=form.cleaned_data["month"], by=request.by, on=today())
            return redirect("job", job.pk)
    rows = within(Sweep.objects.select_related("place"), request.by)
    return SWEEPS.respond(request, rows, "benefits/sweeps.html", {"form": form, "may_begin": may_begin})
