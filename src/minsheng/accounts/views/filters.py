"""Filters of lists that somebody keeps under a name; the forms stand on the lists themselves (base/ui/kept.py)."""

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpResponseRedirect
from django.views.decorators.http import require_POST

from minsheng.accounts import actions
from minsheng.accounts.access import needs
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.texts import here
from minsheng.base.ui.kept import signed_list


@require_POST
@needs("desk.see")
def filters(request):
    """Keep the filter that a list shows, or keep one no longer; back to that list."""
    try:
        at = signed_list(request.POST.get("list", ""))
    except BadSignature as wrong:
        raise Refused("这一页已经旧了，请刷新以后再试。", "This page is old: load it again.") from wrong
    try:
        if "drop" in request.POST:
            actions.drop_filter(table=at["table"], number=request.POST["drop"], by=request.by, on=today())
            messages.success(request, here("已去掉", "Removed"))
        else:
            actions.keep_filter(table=at["table"], name=request.POST.get("name", ""), query=at["query"], by=request.by, on=today())
            messages.success(request, here("已保存为常用", "Kept"))
    except AlreadyDone as done:
        messages.info(request, str(done))
    except Refused as no:
        messages.error(request, str(no))
    return HttpResponseRedirect(f"{at['path']}?{at['query']}" if at["query"] else at["path"])
