"""Applying from a phone: one thing a page, answers shown before anything is sent."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import own_file
from minsheng.applications import actions, agency, papers, remedies, way
from minsheng.applications.asking import check_rows, form_for, given, sections
from minsheng.applications.deadlines import term
from minsheng.applications.models import Appeal, Application
from minsheng.applications.sheet import used_by
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.texts import here, pick
from minsheng.base.ui import Answer, Task, refuse
from minsheng.divisions.queries import counters_for
from minsheng.matters import catalogue
from minsheng.notices.models import Letter
from minsheng.registry.models import Authority, Person
from minsheng.registry.signing import may_sign_for
from minsheng.web.my import sheet_tasks
from minsheng.web.my.forms import AgentForm
from minsheng.web.my.home import me
from minsheng.web.my.progress import story


@own_file
def start(request, matter: str):
    """What it is, what is needed, who decides; then a draft. For somebody else (`?for=`, a person) by an authority in force, with the reason."""
    try:
        declared = catalogue.get(matter)
    except KeyError as unknown:
        raise Http404 from unknown
    authority = _authority(request)
    person = authority.person if authority else me(request)
    form = AgentForm(request.POST if request.method == "POST" else None) if authority else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return redirect("my-case", pk=_begun(request, matter, person, authority, form).pk)
        except AlreadyDone as done:
            messages.info(request, str(done))
            return redirect("my")
    context = {"matter": declared, "person": person, "whole": term(declared.whole, person.place, today()), "authority": authority, "form": form}
    return render(request, "web/my/start.html", context, status=422 if form and form.errors else 200)


def _authority(request) -> Authority | None:
    asked = request.GET.get("for", "")
    if not asked:
        return None
    number = asked if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    return get_object_or_404(agency.held(request.by.person, today()).select_related("person__place", "agent"), pk=number)


def _begun(request, matter: str, person: Person, authority: Authority | None, form: AgentForm | None) -> Application:
    home = person.memberships.filter(until=None).select_related("household").first()
    given = {"channel": "agent", "authority": authority, "agent_why": form.cleaned_data["agent_why"]} if authority else {"channel": "portal"}
    return actions.draft(matter=matter, applicant=person, household=home and home.household, place=person.place, **given, by=request.by, on=today())


def mine(request, pk: int) -> Application:
    """The own application, or one made for somebody by an authority in force."""
    rows = Application.objects.filter(agency.within_reach(request.by.person, today()))
    return get_object_or_404(rows.select_related("applicant", "household", "place", "handled_by"), pk=pk)


@own_file
def case(request, pk: int):
    """A draft: the list of what is left to do. Afterwards: where it stands."""
    found, day = mine(request, pk), today()
    if found.state == "draft":
        return render(request, "web/my/tasks.html", {"case": found, "matter": way.matter_of(found), "tasks": _tasks(found, me(request), day)})
    letters = agency.letters(request.by.person, day).filter(about=f"applications.application:{pk}").order_by("-pk")
    context = {
        "case": found, "has_form": used_by(way.matter_of(found)), "unsigned": papers.unsigned(found, day) if found.state in ("submitted", "correction") else [], "story": story(found, day), "decision": found.decisions.order_by("-pk").first(), "handled_by": found.handled_by and found.handled_by.name,
        "remedy": remedies.against(found, day), "reviews": [_review(r) for r in remedies.reviews(found)], "answer": remedies.ANSWER_DAYS, "longer": remedies.ANSWER_LONGER,
        "place": found.place, "counters": counters_for(found.place, day), "letters": [{"pk": x.pk, "issued_on": x.issued_on, "title": Letter.KINDS[x.kind]} for x in letters],
    }  # fmt: skip
    return render(request, "web/my/case.html", context)


def _review(review: Appeal) -> dict:
    """What it came to counts once it counts for the office: a ruling that sets the decision aside, when a second person has confirmed it."""
    known = review.state != "ruled"
    return {
        "on": review.received_on, "body": review.body, "answered_on": review.answered_on if known else None, "state": Appeal.STATES[review.state if known else "open"]
    }  # fmt: skip


def _parts(found: Application, day) -> list[tuple[str, int | None, str]]:
    """(page key, member id or None, title) of every question page."""
    out = []
    for page in way.matter_of(found).pages:
        if page.each_member:
            out += [(page.key, p.pk, f"{p.name} · {pick(page.title)}") for p in papers.people(found, day)]
        else:
            out.append((page.key, None, pick(page.title)))
    return out


def _tasks(found: Application, person: Person, day) -> list[Task]:
    answered = found.answers.get("pages", [])
    rows = [
        Task(title, f"/my/applications/{found.pk}/{key}/{member or 0}/", "done" if f"{key}/{member or 0}" in answered else "todo")
        for key, member, title in _parts(found, day)
    ]
    rows += sheet_tasks.needed(found, day)
    unsigned = papers.unsigned(found, day)
    if way.matter_of(found).consents:
        rows.append(
            Task(
                here("授权签名", "Signatures"),
                f"/my/applications/{found.pk}/sign/",
                "done" if not unsigned else "doing" if _own_are_in(found, unsigned, person, day) else "todo",
                small=here(f"还差 {len(unsigned)} 人", f"{len(unsigned)} to go") if unsigned else "",
            )
        )
    ready = all(t.state in ("done", "doing") for t in rows)
    rows += sheet_tasks.rest(found, day)
    rows.append(Task(here("看一遍，提交", "Check and send"), f"/my/applications/{found.pk}/check/" if ready else "", "todo" if ready else "waiting"))
    return rows


def _own_are_in(found: Application, unsigned: list[Person], person: Person, day) -> bool:
    """Whether whoever fills this in has signed what they may; the others may follow."""
    return not any(may_sign_for(p, person, day) for p in unsigned)


@own_file
def page(request, pk: int, key: str, member: int):
    """One page of questions, about the household or one person."""
    found, day = mine(request, pk), today()
    if (key, member or None) not in [(k, m) for k, m, _ in _parts(found, day)]:
        raise Http404
    form = form_for(found, day, request.POST or None, only=key, member=member or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(application=found, answers=given(form), by=request.by, on=day)
            return redirect(_remember(found, key, member, day))
        except Refused as no:
            refuse(form, no)
    return render(request, "web/my/page.html", {"case": found, "form": form, "section": sections(found, form, day)[0]}, status=422 if form.errors else 200)


def _remember(found: Application, key: str, member: int, day) -> str:
    """Mark the page as answered and lead on to the next one that is not."""
    done = found.answers.setdefault("pages", [])
    if f"{key}/{member}" not in done:
        done.append(f"{key}/{member}")
        found.save(update_fields=["answers"])
    left = [(k, m or 0) for k, m, _ in _parts(found, day) if f"{k}/{m or 0}" not in done]
    return f"/my/applications/{found.pk}/{left[0][0]}/{left[0][1]}/" if left else f"/my/applications/{found.pk}/"


@own_file
def check(request, pk: int):
    """Everything once more, then send."""
    found, day = mine(request, pk), today()
    if request.method == "POST":
        try:
            actions.submit(application=found, by=request.by, on=day)
            return redirect("my-sent", pk=pk)
        except AlreadyDone:
            return redirect("my-sent", pk=pk)
        except Refused as no:
            messages.error(request, str(no))
    rows = [Answer(label, value, f"/my/applications/{pk}/") for label, value, _ in check_rows(found, day)] + sheet_tasks.answers(found, day)
    return render(
        request, "web/my/check.html", {"case": found, "rows": rows, "unsigned": papers.unsigned(found, day), "has_form": used_by(way.matter_of(found))}
    )


@own_file
def sent(request, pk: int):
    found = mine(request, pk)
    return render(request, "web/my/sent.html", {"case": found, "unsigned": papers.unsigned(found, today())})


@own_file
def take_back(request, pk: int):
    """Withdraw an application before it is decided."""
    found = mine(request, pk)
    if request.method == "POST":
        try:
            actions.withdraw(application=found, by=request.by, on=today())
            messages.success(request, here("申请已经撤回", "The application has been taken back"))
            return redirect("my")
        except Refused as no:
            messages.error(request, str(no))
    return render(request, "web/my/take_back_case.html", {"case": found})
