"""What the rule book says of somebody's old-age allowance, and from which month."""

from dataclasses import dataclass
from datetime import date, timedelta

from minsheng.applications.models import Application
from minsheng.base.months import each, later, month_of
from minsheng.matters.declare import Line, Pair, Proposal
from minsheng.registry.queries import case_of, members_of
from minsheng.rules import book
from minsheng.standards.queries import headline, law_at

RANK = {"yes": 3, "amount_not_confirmed": 2, "amount_depends": 2, "depends": 1}  # the best that any of the months offers
AHEAD = 4  # months looked ahead: the message goes out two months before the birthday
START = "old_age_start_rule"
SAYS = {"old_age_opt_in": True}  # 用任何一种方式申请，都等于回复“同意”


@dataclass(frozen=True)
class Asked:
    """A month, the person's answer in it, the whole finding. `fen`: what is certain of it; None where nothing is."""

    month: date
    main: object
    found: object
    fen: int | None

    @property
    def status(self) -> str:
        return "yes" if self.fen is not None else str(self.main.status)


def propose(application: Application, on: date, month: date | None = None) -> Proposal:
    """From the first month, beginning with the one asked for, in which it is certain; a new application begins with the month of applying, however long the office takes.

    No source was found for the birthday's own month. At the first grant it pays what it comes to by either reading, and says so; where that is nothing it stays open.
    """
    granting = month is None and application.kind == "new"
    asking = granting and application.pk is None  # nobody has applied: what somebody would say by applying
    first = month or month_of(min(application.applied_on or on, on) if granting else on)
    tried = []
    for one in each(first, later(max(first, month or month_of(on)), AHEAD - 1)):
        tried.append(_asked(application.applicant, one, on, granting, SAYS if asking else {}))
        if tried[-1].fen is not None:
            break
    best = max(tried, key=lambda one: (RANK.get(one.status, 0), -one.month.toordinal()))
    yes = best.fen is not None
    return Proposal(
        status=best.status,
        payable=yes or best.main.payable,
        lines=(Line("allowance", ("高龄津贴", "Old-age allowance"), best.fen, application.applicant_id),) if yes else (),
        receipts=[best.found.receipt],
        missing=tuple((application.applicant_id, name) for _, name in best.main.missing),
        headline=headline(best.main),
        from_month=best.month if yes else first,
        notes=_open(best) if granting else (),
    )


def _asked(person, month: date, on: date, granting: bool, says: dict) -> Asked:
    """A month that is over is asked with what held then."""
    main, found = ask(person, month, min(on, later(month) - timedelta(days=1)) if granting else on, known=on, says=says)
    fen = main.amount.hi if str(main.status) == "yes" and main.payable and main.amount else None
    return Asked(month, main, found, _either_way(main) if fen is None and granting else fen)


def _either_way(main) -> int | None:
    """What the month comes to whether the new band counts from the birthday's month or from the next, where nothing else is open; None for nothing."""
    sure = str(main.status) == "amount_not_confirmed" and main.missing_figures == [START] and not main.missing
    return main.amount.lo or None if sure else None


def _open(best: Asked) -> tuple[Pair, ...]:
    if best.fen is None or str(best.main.status) == "yes":
        return ()
    return (
        (
            f"{best.month:%Y-%m} 是到龄的月份，从当月还是次月起按新档发，没有文件确认：这个月先按低档发，次月起系统自动换档。确认以后再补。",
            f"{best.month:%Y-%m} is the month of the birthday. No document says whether the new band counts from this month or the next: this month pays the lower band, "
            "and the award rises by itself from the next. The rest follows once it is confirmed.",
        ),
    )


def ask(person, month: date, day: date, known: date | None = None, says: dict | None = None):
    """(the person's answer, the whole finding) for a benefit month, with the facts of a day, by the law as known on `known` (that day, when it is not given).

    `says`: what is taken to be so where the file is silent.
    """
    case, where = case_of(person, day), [p.pk for p in members_of(person, day)].index(person.pk)
    case["members"][where] = (says or {}) | case["members"][where]
    found = law_at(person.place, month, known=known or day).assess(book.load().read_case(case), benefits=["old_age_allowance"])
    return next(a for a in found.answers if a.member == where), found
