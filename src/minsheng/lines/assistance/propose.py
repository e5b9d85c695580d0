"""What the rule book says of a household's dibao: the gap, and for each member who has a ground the living supplement."""

from datetime import date

from minsheng.applications.models import Application
from minsheng.base.months import later, month_of
from minsheng.matters.declare import Line, Proposal
from minsheng.registry.queries import case_of, members
from minsheng.rules import book
from minsheng.standards.queries import law_at

BENEFITS = ["dibao", "supplement"]


def propose(application: Application, on: date, month: date | None = None) -> Proposal:
    """By the standard in force this month; a grant is paid from the month after the decision (57号: 从确认同意之日的次月起发放).

    For a given `month` (a standard raised backwards): by the household, facts and standard of that month, as known today.
    """
    household, asked = application.household, month or month_of(on)
    found = law_at(application.place, asked, known=on).assess(book.load().read_case(case_of(household, on if month is None else asked)), benefits=BENEFITS)
    people = members(household, on if month is None else asked)
    main = next(a for a in found.answers if a.benefit.key == "dibao")
    lines = []
    if str(main.status) == "yes":
        lines.append(Line("gap", ("低保金（补差）", "Gap payment"), main.amount.hi))
        for answer in found.answers:
            if answer.benefit.key == "supplement" and str(answer.status) == "yes":
                who = people[answer.member]
                lines.append(Line("supplement", (f"{who.name}的生活扶助金", f"Living supplement, {who.name}"), answer.amount.hi, who.pk))
    return Proposal(
        status=str(main.status),
        payable=all(a.payable for a in found.answers if str(a.status) == "yes"),
        lines=tuple(lines),
        receipts=[found.receipt],
        missing=tuple((people[i].pk if i is not None else None, name) for i, name in main.missing),
        headline=headline(main),
        from_month=month or later(asked),
    )


def headline(answer) -> tuple[str, str]:
    """The condition that decided, with both numbers."""
    reason = answer.decided_by
    if reason is None:
        return "", ""
    numbers = f"：{reason.left} {reason.op} {reason.right}" if reason.op else ""
    return f"{reason.zh}{numbers}", f"{reason.en}{numbers.replace('：', ': ')}"


def review_months(application: Application) -> int:
    """Twelve months; six where somebody could work or has irregular income (rules by local offices, grade B)."""
    able = any(
        p.facts.get("work_ability") in ("full", "partial") and p.facts.get("employment") not in ("student", "retired")
        for p in members(application.household, application.decided_on or application.created_on)
    )
    return REVIEW_IRREGULAR if able else REVIEW_REGULAR


REVIEW_REGULAR, REVIEW_IRREGULAR = 12, 6
