"""Money asked back by an officer: what was said is checked, month by month shown, then proposed; somebody else hears the person and decides."""

from django.contrib import messages
from django.shortcuts import redirect, render

from minsheng.accounts.access import needs
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.rehearsal import rehearsed
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Confirm, confirm_page, confirmed, refuse
from minsheng.benefits import actions
from minsheng.benefits.forms_recovering import WHY, AskBackForm
from minsheng.benefits.models import Award
from minsheng.benefits.views.awards import find
from minsheng.benefits.words import label_of
from minsheng.payments.lines import component_label
from minsheng.payments.models import Recovery


@needs("payments.recover")
def recover(request, pk: int):
    found = find(request, pk, "payments.recover")
    form = AskBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = {**form.cleaned_data, "by": request.by, "on": today()}
        try:
            if not confirmed(request):
                return _shown(request, found, form, rehearsed(actions.ask_back, award=Award.objects.get(pk=pk), **said))
            made = actions.ask_back(award=found, **said)
            messages.success(request, here(f"已提出追缴 {made.number}，告知书已出具", f"Proposed: {made.number}; the letter is written"))
            return redirect("desk-award", pk=pk)
        except Refused as no:
            refuse(form, no)
    looked(by=request.by, on=today(), subject=found.person, purpose="benefits.recover", place=found.place)
    return render(request, "benefits/recover.html", {"award": found, "label": label_of(found.benefit), "form": form}, status=422 if form.errors else 200)


def _shown(request, found: Award, form: AskBackForm, made: Recovery):
    """What would be proposed, as the action has just worked it out."""
    why = WHY[made.reason]
    return confirm_page(request, Confirm(
        ("提出追缴", "Ask money back"), button=("提出，并出具告知书", "Propose, and write the letter"), cancel=f"/desk/benefits/{found.pk}/recover/", danger=True,
        what=[
            (f"{found.person.name}：{why[0]}。只追真正到账的。", f"{found.person.name}: {why[1]}. Only what has really arrived is asked back."),
            ("先书面告知对方；由另一位同事听取意见后决定追不追、分几次退。", "They are told in writing first; a colleague hears them and decides whether, and in how many parts."),
        ],
        affected=[Affected(month, small=component_label(made.line, component), fen=fen) for month, component, _, fen in made.parts],
        hidden={name: form.data[name] for name in form.fields},
    ))  # fmt: skip
