"""Many notices posted at once: first exactly what will hang there and what cannot, then each on its own, and what became of each."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render

from minsheng.accounts.access import needs, within
from minsheng.applications import actions
from minsheng.applications.forms import PublishForm
from minsheng.applications.models import Application, Task
from minsheng.base import files
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.rehearsal import rehearsed
from minsheng.base.templatetags.amounts import yuan
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Confirm, chosen, confirm_page, confirmed
from minsheng.notices.models import Notice

WHAT = [
    ("公示只写姓名、人数和金额，别的都不写；未成年人只写姓。", "A notice says the name, the number of people and the amount, nothing else; of a minor the surname only."),
    ("张贴在下面写的地点，同时登在网站的“公示”里，到期网站自动撤下。", "It hangs where you say below, and stands on this site until its last day."),
]  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What becomes of one case: its notice, or why there is none."""

    case: Application
    notice: Notice | None = None
    problem: str = ""

    @property
    def name(self) -> str:
        return self.notice.shown_name if self.notice else mask_name(self.case.applicant.name)

    @property
    def words(self) -> str:
        n = self.notice
        fen = yuan(n.fen) if n.fen is not None else "—"
        people = f"{n.members} person" if n.members == 1 else f"{n.members} people"
        return here(f"{n.members} 人 · 每月 {fen} 元 · {n.since} 至 {n.until}", f"{people}, {fen} yuan a month, {n.since} to {n.until}")


@needs("applications.publish")
def publish(request):
    cases = _cases(request) if request.method == "POST" else []
    if not cases:
        if request.method == "POST":
            messages.error(request, here("请先勾选要公示的办件。", "Tick the cases to be posted first."))
        return redirect("desk")
    form = PublishForm(*((request.POST, request.FILES) if confirmed(request) else ()), initial=_as_last(request.by))
    if form.is_valid():
        done = [_outcome(_post, case, form.cleaned_data, request) for case in cases]
        return render(request, "applications/posted.html", {"done": done, "posted": sum(o.notice is not None for o in done)})
    return _ask(request, cases, form)


def _cases(request) -> list[Application]:
    """The cases of the chosen steps, in the actor's place, each once."""
    rows = within(Task.objects.filter(pk__in=chosen(request)), request.by, "application__place").exclude(application__state="draft")
    rows = rows.select_related("application__applicant", "application__household", "application__place").order_by("due_on", "pk")
    return list({task.application_id: task.application for task in rows}.values())


def _as_last(by) -> dict:
    """Board and telephone as this office wrote them last."""
    last = within(Notice.objects.all(), by).order_by("-pk").first()
    return {"places_shown": last.places_shown, "phone": last.phone} if last else {}


def _ask(request, cases: list[Application], form: PublishForm):
    told = [_outcome(_rehearse, case, {"places_shown": "—", "phone": "—"}, request) for case in cases]
    for one in told:
        looked(by=request.by, on=today(), subject=one.case, purpose="applications.publish", place=one.case.place)
    lines = [Affected(chinese(o.name), small=o.words if o.notice else o.case.number, problem=o.problem) for o in told]
    n = sum(o.notice is not None for o in told)
    title = (f"张贴这 {n} 份公示", "Post this notice" if n == 1 else f"Post these {n} notices") if n else ("现在没有可以公示的", "Nothing can be posted now")
    hidden = {"row": chosen(request)}
    return confirm_page(request, Confirm(title, ("张贴公示", "Post"), "/desk/", WHAT if n else [], lines, hidden=hidden, form=form if n else None))


def _outcome(how, case: Application, data: dict, request) -> Outcome:
    try:
        return Outcome(case, how(case, data, by=request.by, on=today()))
    except Refused as no:
        return Outcome(case, problem=str(no))


def _rehearse(case: Application, data: dict, **who) -> Notice:
    return rehearsed(actions.publish, application=case, **data, **who)


def _post(case: Application, data: dict, **who) -> Notice:
    """One photograph of the board serves all; each case keeps its own copy, for who may see that case."""
    with transaction.atomic():
        proof = None
        if upload := data["proof"]:
            upload.seek(0)
            proof = files.store(upload=upload, place=case.place, **who).pk
        return actions.publish(application=case, places_shown=data["places_shown"], phone=data["phone"], proof=proof, **who)
