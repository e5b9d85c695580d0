"""The monthly sweep: who qualifies and has not asked, who receives and no longer qualifies, whose amount has changed. It only proposes."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.months import month_of
from minsheng.benefits.actions.awards import change_band
from minsheng.benefits.models import Award, Finding
from minsheng.matters import catalogue
from minsheng.places.models import Place
from minsheng.registry.models import Household, Person
from minsheng.registry.queries import case_of, members
from minsheng.rules import book
from minsheng.standards.queries import law_at


@action
def sweep(*, place: Place, matter: str, month: date, by: Actor, on: date) -> int:
    """Ask the rule book about everybody whose file is full enough to say yes, and keep what a human should look at. How many findings are open."""
    allowed(by, "payments.compute", place, machine=True)
    declared = catalogue.get(matter)
    law = law_at(place, month_of(month), known=on)
    running = {a.person_id: a for a in Award.objects.filter(benefit=declared.benefit, place__path__startswith=place.path).exclude(state="stopped")}
    asked = set(
        Person.objects.filter(applications__matter=matter, applications__state__in=["submitted", "correction", "open", "refused"]).values_list("pk", flat=True)
    )
    found = []
    for subject, person in _subjects(place, declared):
        answer = _answer(law, declared, subject, person, on)
        yes, no = str(answer.status) == "yes", str(answer.status) == "no"
        award = running.get(person.pk)
        if yes and award is None and person.pk not in asked:
            found.append(_finding(person, declared.benefit, "entitled", month, answer, None))
        elif no and award is not None:
            found.append(_finding(person, declared.benefit, "ended", month, answer, award))
    made = Finding.objects.bulk_create(found, ignore_conflicts=True, batch_size=500)
    record(by=by, on=on, act="benefits.sweep", subject=f"benefits.benefit:{declared.benefit}", place=place, month=month_of(month), found=len(made))
    return len(made)


def _subjects(place: Place, declared):
    """(who is asked about, who would receive it): households whose means are known, or people with the facts a person's benefit reads."""
    if declared.unit == "household":
        for home in Household.objects.filter(place__path__startswith=place.path, until=None).exclude(facts={}).select_related("head", "place").iterator():
            yield home, home.head
    else:
        for person in Person.objects.filter(place__path__startswith=place.path, died_on=None, merged_into=None, facts__has_key="old_age_opt_in").iterator():
            yield person, person


def _answer(law, declared, subject, person: Person, on: date):
    found = law.assess(book.load().read_case(case_of(subject, on)), benefits=[declared.benefit])
    if declared.unit == "household":
        return found.answers[0]
    home = person.memberships.filter(until=None).select_related("household").first()
    place = [p.pk for p in members(home.household, on)].index(person.pk) if home else 0
    return next(a for a in found.answers if a.member == place)


def _finding(person: Person, benefit: str, kind: str, month: date, answer, award: Award | None) -> Finding:
    reason = answer.decided_by
    words = (
        [f"{reason.zh} {reason.left} {reason.op} {reason.right}".strip(), f"{reason.en} {reason.left} {reason.op} {reason.right}".strip()]
        if reason
        else ["", ""]
    )
    return Finding(person=person, benefit=benefit, kind=kind, month=month_of(month), award=award, fen=answer.amount.hi if answer.amount else None, reason=words)


def raise_bands(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> int:
    """Awards whose amount rises by itself with age: asked again for the month, raised from it. Each in its own transaction; run again it finds none."""
    count = 0
    for award in (
        Award.objects.filter(benefit=benefit, place__path__startswith=place.path, state="active")
        .exclude(application=None)
        .select_related("application__applicant", "application__place", "person")
    ):
        proposal = catalogue.get(award.matter).propose(award.application, on, month=month_of(month))
        now = sum(s.fen for s in award.spans.filter(replaced_on=None, from_month__lte=month).exclude(until_month__lte=month))
        if proposal.status == "yes" and proposal.payable and proposal.from_month == month_of(month) and proposal.fen > now:
            lines = [{"component": line.component, "person": line.person, "fen": line.fen} for line in proposal.lines]
            change_band(award=award, from_month=month_of(month), lines=lines, receipt=proposal.receipts[0], by=by, on=on)
            count += 1
    return count
