"""What a source answered on paper: entered by the officer, where the source is not connected or did not answer."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, needs
from minsheng.applications import actions, showing
from minsheng.applications.asking import field_for
from minsheng.applications.models import Found
from minsheng.applications.sources import SOURCES
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse, words
from minsheng.rules import book
from minsheng.rules.engine import Bool


class PaperAnswer(forms.Form):
    """The value as the source gives it, and the letter that says so."""

    def __init__(self, *args, key: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.key = key
        self.fields["value"] = field_for(key)
        self.fields["value"].required = True
        self.fields["words"] = forms.CharField(label=words("复函的文号和日期", "Number and day of the reply"), max_length=300)

    def clean_value(self):
        given = self.cleaned_data["value"]
        return given == "yes" if isinstance(book.load().facts[self.key].type, Bool) else given


@needs("applications.check")
def answer(request, pk: int):
    line = get_object_or_404(Found.objects.select_related("check_report__application__place", "person"), pk=pk)
    case = line.check_report.application
    allowed(request.by, "applications.check", case.place)
    form = PaperAnswer(request.POST or None, key=line.key)
    if form.is_bound and form.is_valid():
        try:
            actions.explain(found=line, words=form.cleaned_data["words"], value=form.cleaned_data["value"], by=request.by, on=today())
            messages.success(request, here("已记下", "Kept"))
            return redirect("desk-case", pk=case.pk)
        except Refused as no:
            refuse(form, no)
    looked(by=request.by, on=today(), subject=line.person or case.applicant, purpose="applications.found", place=case.place)
    context = {
        "form": form,
        "case": case,
        "label": showing.label(line.key),
        "source": SOURCES[line.source].label,
        "who": line.person.name if line.person else "",
    }
    return render(request, "applications/found_answer.html", context, status=422 if form.errors else 200)
