"""The letter of an application: the applicant sees who has signed, every other adult signs on a page of their own that shows the letter and no answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import own_file
from minsheng.applications import actions, papers, paperwork, to_sign, way
from minsheng.applications.models import Application
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.texts import here
from minsheng.registry.models import Consent, Person
from minsheng.registry.signing import may_sign_for
from minsheng.web.my.apply import mine
from minsheng.web.my.home import me


@own_file
def sign(request, pk: int):
    """The applicant's, or an agent's: the letter to sign for oneself and for whom one may, who else has signed, and how the others can."""
    found, day, person = mine(request, pk), today(), me(request)
    can = [p for p in papers.unsigned(found, day) if may_sign_for(p, person, day)]
    if request.method == "POST" and _signed(request, found, can, person):
        return redirect("my-case", pk=pk)
    rows = [_row(p, row) for p, row in papers.signatures(found, day)]
    others = [p for p in papers.unsigned(found, day) if p not in can]
    return render(request, "web/my/sign.html", _letter(found) | {"can": can, "others": others, "rows": rows, "back": f"/my/applications/{pk}/"})


@own_file
def signature(request, pk: int):
    """Somebody else's application, as far as it concerns whoever signs: who applies for what, and the letter."""
    day, person = today(), me(request)
    found = get_object_or_404(Application.objects.select_related("applicant", "household", "place"), pk=pk, household__in=to_sign.households(person, day))
    if found.applicant_id == person.pk:
        return redirect("my-sign", pk=pk)
    can = [p for p in papers.unsigned(found, day) if may_sign_for(p, person, day)]
    if not can and not any(p.pk == person.pk for p in papers.people(found, day)):
        raise Http404
    if request.method == "POST" and _signed(request, found, can, person):
        return redirect("my")
    return render(request, "web/my/sign.html", _letter(found) | {"can": can, "others": [], "rows": [], "theirs": True, "back": "/my/"})


def _letter(found: Application) -> dict:
    return {"case": found, "matter_label": way.matter_of(found).label, "to": papers.authorised(found), "asked": paperwork.ASKED}


def _row(person: Person, consent: Consent | None) -> dict:
    state = ("plain", "还没签", "Not yet") if consent is None else ("amber", "不同意", "Says no") if consent.refused else ("act", "已签", "Signed")
    return {"person": person, "kind": state[0], "words": state[1:], "on": consent and consent.since}


def _signed(request, found: Application, can: list[Person], person: Person) -> bool:
    """Whether it is done: yes needs the tick, a no does not."""
    refused = "refuse" in request.POST
    if not refused and "agree" not in request.POST:
        messages.error(request, here("请先读完授权书，再打勾签名。", "Read the letter, then tick to sign."))
        return False
    try:
        actions.sign(application=found, people=can, signed_by=person, manner="screen", refused=refused, by=request.by, on=today())
        messages.success(request, here("已记下：您不同意", "Kept: you do not agree") if refused else here("签好了", "Signed"))
    except AlreadyDone as done:
        messages.info(request, str(done))
    except NotAllowed:
        raise
    except Refused as no:
        messages.error(request, str(no))
        return False
    return True


@own_file
def letter(request, pk: int):
    """The letter on paper, with a line for each adult who has not signed: to be signed at home and brought to a counter. No answers stand on it."""
    found, day = mine(request, pk), today()
    lacking = papers.unsigned(found, day)
    return render(request, "web/my/letter.html", _letter(found) | {"lacking": lacking, "day": day, "statements": paperwork.statements(day)})
