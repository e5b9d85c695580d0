"""What the rule book says of a household's dibao: the gap, and for each member who has a ground the living supplement."""

from datetime import date

from minsheng.applications.models import Application
from minsheng.base.months import later, month_of
from minsheng.matters.declare import Line, Proposal
from minsheng.registry.queries import case_of, members
from minsheng.rules import book
from minsheng.standards.queries import headline, law_at

BENEFITS = ["dibao", "supplement"]


def propose(application: Application, on: date, month: date | None = None) -> Proposal:
    """By the standard in force this month; a grant is paid from the month after the decision (57号: 从确认同意之日的次月起发放).

    For a given `month` (a standard raised backwards): by the household, facts and standard of that month, as known today.
    """
    household, asked = application.household, month or month_of(on)
    found = law_at(application.place, asked, known=on).assess(book.load().read_case(case_of(household, on if month is None else asked)), benefits=BENEFITS)
    people = members(household, on if month is None else asked)
    main = next(a for a in found.answers if a.benefit.key == "dibao")
    more = [a for a in found.answers if a.benefit.key == "supplement" and str(main.status) == "yes"]
    lines = []
    if str(main.status) == "yes":
        lines.append(Line("gap", ("低保金（补差）", "Gap payment"), main.amount.hi))
        for answer in more:
            if str(answer.status) == "yes":
                who = people[answer.member]
                lines.append(Line("supplement", (f"{who.name}的生活扶助金", f"Living supplement, {who.name}"), answer.amount.hi, who.pk))
    return Proposal(
        status=str(main.status),
        payable=all(a.payable for a in found.answers if str(a.status) == "yes"),
        lines=tuple(lines),
        receipts=[found.receipt],
        missing=tuple(
            (people[i].pk if i is not None else None, name) for i, name in dict.fromkeys([*main.missing, *(pair for a in more for pair in a.missing)])
        ),
        headline=headline(main),
        from_month=month or later(asked),
        persons=supported(found),
        notes=tuple(note for a in more if (note := _open(a, people[a.member].name))),
    )


def _open(answer, name: str) -> tuple[str, str] | None:
    """What is still open about a member's supplement: a fact to ask for, or an amount that no document of the place gives."""
    benefit = answer.benefit
    if str(answer.status) in ("depends", "amount_depends"):
        return f"{name}的{benefit.zh}还要看没有弄清的情况，见左边的问号。", f"{benefit.en}, {name}: depends on what is still unknown, see the question marks."
    if str(answer.status) in ("standard_not_confirmed", "amount_not_confirmed"):
        return (
            f"{name}可以另外得到{benefit.zh}，但本地的标准没有文件确认，请到“标准”录入后再加上。",
            f"{name} can get {benefit.en} on top, but no document confirms the local figure: enter it under “Standards”, then it is added.",
        )
    return None


def supported(found) -> int:
    """保障人口: everybody but those whom dibao cannot support (in prison, in the army, supported otherwise); who may yet turn out to be supported is counted."""
    return found.strict.of(found.law.book.rules["supported_persons"], None)[1]


def review_months(application: Application) -> int:
    """Twelve months; six where somebody could work or has irregular income (rules by local offices, grade B)."""
    able = any(
        p.facts.get("work_ability") in ("full", "partial") and p.facts.get("employment") not in ("student", "retired")
        for p in members(application.household, application.decided_on or application.created_on)
    )
    return REVIEW_IRREGULAR if able else REVIEW_REGULAR


REVIEW_REGULAR, REVIEW_IRREGULAR = 12, 6
