"""The bank's result: kept as it came, shown line by line, then taken."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from minsheng.accounts.access import needs
from minsheng.base import files
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.payments import actions, results
from minsheng.payments.forms import ResultForm
from minsheng.payments.jobs import take_later
from minsheng.payments.models import Batch, ResultFile
from minsheng.payments.views.batch import find

SHOWN = 200  # lines of each kind on the page


@needs("payments.bank")
def reconcile(request, pk: int):
    """Upload; look at what `?file=` says; take it."""
    batch = find(request, pk, "payments.bank")
    form = ResultForm(request.POST or None, request.FILES or None)
    try:
        if request.method == "POST" and "file" in request.GET:
            return _take(request, _result(batch, request.GET["file"]))
        if request.method == "POST" and form.is_valid():
            return _loaded(request, batch, form.cleaned_data["file"])
    except Refused as no:
        refuse(form, no)
    result = _result(batch, request.GET["file"]) if "file" in request.GET else None
    context = {"batch": batch, "form": form, "result": result, "earlier": batch.results.select_related("loaded_by").order_by("-pk"), "shown": SHOWN}
    if result:
        context["preview"] = results.read(batch, files.read(result.file), result.loaded_on)
    return render(request, "payments/reconcile.html", context, status=422 if form.errors else 200)


def _result(batch: Batch, number: str) -> ResultFile:
    found = batch.results.select_related("file", "batch__place").filter(pk=number).first() if number.isdecimal() and len(number) < 10 else None
    if found is None:
        raise Http404
    return found


def _loaded(request, batch: Batch, upload):
    """Kept; shown, or taken at once when that was asked for and nothing in it is doubtful. A large one is always shown first."""
    result = actions.load_result(batch=batch, upload=upload, by=request.by, on=today())
    doubtful = "take" not in request.POST or results.large(files.read(result.file)) or results.read(batch, files.read(result.file), result.loaded_on).problems
    return redirect(f"/desk/payments/{batch.pk}/result/?file={result.pk}") if doubtful else _take(request, result)


def _take(request, result: ResultFile):
    content = files.read(result.file)
    if results.large(content):
        return redirect("job", take_later(result=result, by=request.by, on=today()).pk)
    preview = results.read(result.batch, content, result.loaded_on)
    actions.take_file(result=result, by=request.by, on=today())
    paid, back, late = len(preview.paid), len(preview.returned) - len(preview.late), len(preview.late)
    messages.success(request, here(f"到账 {paid} 笔，退回 {back} 笔", f"{paid} paid, {back} returned"))
    if late:
        messages.info(
            request, here(f"{late} 笔早先已到账、现在又退回的，等另一位同事复核", f"{late} were paid before and come back now: they wait for a colleague")
        )
    return redirect("desk-batch", pk=result.batch_id)
