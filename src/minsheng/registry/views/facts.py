"""What can be known of a person, and the history of one fact: what was known when, and from whom."""

from datetime import date, datetime, time

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from minsheng.accounts.access import may, needs
from minsheng.accounts.models import User
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.registry import actions, queries
from minsheng.registry.fact_fields import read
from minsheng.registry.forms import FactForm, ThenForm
from minsheng.registry.models import Fact, Household, Person
from minsheng.registry.views.finding import find
from minsheng.registry.views.showing import source
from minsheng.registry.words import said, shown
from minsheng.rules import book

OWN = ("relation", "birth_date")  # they stand in the household and on the first page


@needs("registry.see")
def facts(request, pk: int):
    """Everything the rule book can ask of the person and the household: known with its source, or not known yet."""
    person, day = find(request, pk), today()
    looked(by=request.by, on=day, subject=person, purpose="registry.facts", place=person.place)
    home = queries.home_of(person)
    groups = [_group(person, day, "person", here("本人", "The person"))] + ([_group(home, day, "household", here("全家", "The household"))] if home else [])
    return render(request, "registry/facts.html", {"person": person, "groups": groups, "may_edit": may(request.by, "registry.edit", person.place)})


def _group(subject: Person | Household, day: date, entity: str, title: str) -> dict:
    rows = queries.facts_on(subject, day)
    keys = [k for k, f in book.load().facts.items() if f.entity.key == entity and k not in OWN]
    known = [{"key": k, "label": said(k), "value": shown(k, rows[k].value), "source": source(rows[k])} for k in keys if k in rows]
    return {"title": title, "known": known, "unknown": [{"key": k, "label": said(k)} for k in keys if k not in rows]}


@needs("registry.see")
def fact(request, pk: int, key: str):
    """One fact: every row that was ever recorded, superseded ones included; below, what was known on a past day; beside, a new value."""
    person, day = find(request, pk), today()
    subject = _subject(person, key)
    may_edit = may(request.by, "registry.edit", person.place)
    form = FactForm(request.POST if request.method == "POST" else None, key=key, by=request.by) if may_edit else None
    if request.method == "POST" and form and form.is_valid():
        try:
            _learn(request, subject, key, form.cleaned_data)
            messages.success(request, here("已记录，原来的还在历史里", "Recorded; what stood before is in the history"))
            return redirect("desk-fact", pk=person.pk, key=key)
        except Refused as no:
            refuse(form, no)
    looked(by=request.by, on=day, subject=person, purpose=f"registry.fact.{key}", place=person.place)
    then = ThenForm(request.GET if "on" in request.GET else None, auto_id="then_%s")
    context = {"person": person, "label": said(key), "rows": _rows(subject, key), "form": form, "then": then, "answer": _answer(subject, key, then)}
    return render(request, "registry/fact.html", context, status=422 if form and form.errors else 200)


def _subject(person: Person, key: str) -> Person | Household:
    declared = book.load().facts.get(key)
    subject = person if declared and declared.entity.key == "person" else queries.home_of(person)
    if declared is None or key in OWN or declared.entity.key not in ("person", "household") or subject is None:
        raise Http404
    return subject


def _answer(subject: Person | Household, key: str, then: ThenForm) -> dict | None:
    """What the fold of that day gave, by what was recorded until the end of another."""
    if not then.is_bound or not then.is_valid():
        return None
    known = timezone.make_aware(datetime.combine(then.cleaned_data["known"], time.max))
    row = queries.facts_on(subject, then.cleaned_data["on"], known).get(key)
    return {"value": shown(key, row.value), "source": source(row)} if row else {"value": here("那时还不知道。", "Not known then."), "source": ""}


def _learn(request, subject: Person | Household, key: str, data: dict) -> None:
    actions.learn(
        subject=subject, facts={key: read(key, data["value"])}, source=data["source"], since=data["since"], until=data["until"],
        officer=data.get("officer", ""), evidence=data["evidence"], by=request.by, on=today(),
    )  # fmt: skip


def _rows(subject: Person | Household, key: str) -> list[dict]:
    """Newest first. A merged file's own history stands below the kept one's."""
    whose = {"person__in": [subject.pk, *subject.merged.values_list("pk", flat=True)]} if isinstance(subject, Person) else {"household": subject}
    rows = list(Fact.objects.filter(key=key, **whose).order_by("-recorded_at", "-pk"))
    names = {u.pk: str(u) for u in User.objects.filter(pk__in={r.recorded_by for r in rows if r.recorded_by})}
    return [{"row": r, "value": shown(key, r.value), "source": source(r, since=False), "by": names.get(r.recorded_by, "")} for r in rows]
