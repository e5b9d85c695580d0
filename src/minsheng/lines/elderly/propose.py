"""What the rule book says of somebody's old-age allowance, and from which month."""

from datetime import date

from minsheng.applications.models import Application
from minsheng.base.months import later, month_of
from minsheng.matters.declare import Line, Proposal
from minsheng.registry.queries import case_of, members_of
from minsheng.rules import book
from minsheng.standards.queries import headline, law_at

RANK = {"yes": 3, "amount_not_confirmed": 2, "amount_depends": 2, "depends": 1}  # the best that any of the months offers
AHEAD = 4  # months looked ahead: the message goes out two months before the birthday


def propose(application: Application, on: date, month: date | None = None) -> Proposal:
    """The first month, from this one on, in which it is certain: no source was found for the birthday's own month, so that month stays open."""
    month = first = month or month_of(on)
    tried = []
    for _ in range(AHEAD):
        tried.append((month, *ask(application.applicant, month, on)))
        if str(tried[-1][1].status) == "yes" and tried[-1][1].payable:
            break
        month = later(month)
    month, main, found = max(tried, key=lambda one: (RANK.get(str(one[1].status), 0), -one[0].toordinal()))
    yes = str(main.status) == "yes" and main.amount is not None
    return Proposal(
        status=str(main.status),
        payable=main.payable,
        lines=(Line("allowance", ("高龄津贴", "Old-age allowance"), main.amount.hi, application.applicant_id),) if yes else (),
        receipts=[found.receipt],
        missing=tuple((application.applicant_id, name) for _, name in main.missing),
        headline=headline(main),
        from_month=month if yes else first,
    )


def ask(person, month: date, known: date):
    """(the person's answer, the whole finding) for a benefit month as known on a day."""
    case = case_of(person, known)
    found = law_at(person.place, month, known=known).assess(book.load().read_case(case), benefits=["old_age_allowance"])
    where = [p.pk for p in members_of(person, known)].index(person.pk)
    return next(a for a in found.answers if a.member == where), found
