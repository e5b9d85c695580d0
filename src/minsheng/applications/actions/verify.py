"""The information check: ask, explain, close."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import papers, way
from minsheng.applications.models import Application, Check, Found
from minsheng.applications.numbers import numbered
from minsheng.applications.recusal import keep_out
from minsheng.applications.sources import Source, asked_for
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.registry.actions import learn
from minsheng.registry.events import tell
from minsheng.registry.models import Person


@action
def check(*, application: Application, by: Actor, on: date) -> Check:
    """Ask every connected source about everybody who has signed. Asking again replaces the report that is not closed yet."""
    allowed(by, "applications.check", application.place)
    keep_out(by, application, on)
    way.current(application, "check")
    _authorised(application, on)
    application.checks.filter(reported_on=None).delete()
    report = Check.objects.create(application=application, number=numbered("HD", way.street_of(application.place), on), asked_on=on)
    family = papers.people(application, on)
    for source in asked_for(way.matter_of(application)):
        for person in family[:1] if source.of_household else family:
            _ask(report, source, person, application, on)
    record(by=by, on=on, act="applications.check", subject=application, place=application.place, report=report.pk, people=[p.pk for p in family])
    return report


def _authorised(application: Application, on: date) -> None:
    """Nothing is asked about somebody, nor taken over, without an authorisation of theirs in force."""
    if lacking := papers.unsigned(application, on):
        raise Refused(f"{lacking[0].name} 没有有效的授权，不能查询。", f"There is no authorisation of {lacking[0].name} in force, so nothing may be asked.")


def _ask(report: Check, source: Source, person: Person, application: Application, on: date) -> None:
    wanted = [f for f in source.facts if f in {*(f for page in way.matter_of(application).pages for f in page.facts), "hukou"}]
    answer = source.ask(person, on) if source.ask else None
    told = (application.household.facts if application.household else {}) if source.of_household else person.facts
    for key in wanted:
        value = (answer or {}).get(key)
        declared = told.get(key)
        Found.objects.create(
            check_report=report, person=None if source.of_household else person, source=source.key, key=key, declared=declared, value=value,
            answered=answer is not None, differs=value is not None and declared is not None and value != declared,
        )  # fmt: skip


@action
def explain(*, found: Found, words: str, value=None, by: Actor, on: date) -> Found:
    """The family has explained a difference, or the officer enters what a source answered on paper (`value`)."""
    application = found.check_report.application
    allowed(by, "applications.check", application.place)
    keep_out(by, application, on)
    if found.check_report.reported_on:
        raise Refused("核对报告已经出具，不能再改；可以重新核对。", "The report has been closed; ask for a new check instead.")
    found.explained = words
    if value is not None:
        found.value, found.answered, found.differs = value, True, found.declared is not None and value != found.declared
    found.save()
    record(by=by, on=on, act="applications.explain", subject=application, place=application.place, found=found.pk)
    return found


@action
def report_check(*, report: Check, conclusion: str, by: Actor, on: date) -> Check:
    """Close the report: what the sources say becomes facts of the file, with their source; the step is done."""
    application = report.application
    allowed(by, "applications.check", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "check")
    _authorised(application, on)
    if conclusion not in Check.CONCLUSIONS:
        raise Refused("请选择核对结论。", "Choose the conclusion.", field="conclusion")
    if conclusion == "conforms" and report.found.filter(differs=True, explained="").exists():
        raise Refused(
            "有不一致的项目还没有说明，不能写“符合”。", "A difference has not been explained, so the conclusion cannot be “conforms”.", field="conclusion"
        )
    _learn_from(report, by, on)
    report.reported_on, report.conclusion = on, conclusion
    report.save()
    for person in papers.people(application, on):
        tell(person, "checked", on, by, about=f"applications.application:{application.pk}", number=report.number)
    way.close(task, by=by, on=on, report=report.number, conclusion=conclusion, sources=len(set(report.found.values_list("source", flat=True))))
    record(by=by, on=on, act="applications.report_check", subject=application, place=application.place, report=report.pk, conclusion=conclusion)
    return report


def _learn_from(report: Check, by: Actor, on: date) -> None:
    facts: dict = {}
    for line in report.found.filter(answered=True).exclude(value=None):
        facts.setdefault(line.person, {})[line.key] = line.value
    for person, found in facts.items():
        learn(subject=person or report.application.household, facts=found, source="check", since=on.replace(day=1), evidence=report.number, by=by, on=on)
