"""What the rule book says of a household, or of one member of it: whether it qualifies, and what each part comes to a month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from minsheng.applications.models import Application
from minsheng.base.months import later, month_of
from minsheng.lines.assistance.beside import notes
from minsheng.matters.declare import Line, Pair, Proposal
from minsheng.registry.models import Person
from minsheng.registry.queries import case_of, members, members_of
from minsheng.rules import book
from minsheng.standards.queries import headline, law_at


@dataclass(frozen=True)
class Part:
    """What a benefit of the book becomes on an award."""

    benefit: str
    component: str
    label: Pair


def proposing(main: str, *parts: Part, member: bool = False) -> Callable[..., Proposal]:
    """`propose` of a matter: whether the benefit `main` is due to the household, or (`member`) to the applicant alone; `parts`: what is paid then, in their order.

    By the standard in force this month; a grant is paid from the month after the decision (57号: 从确认同意之日的次月起发放). For a given `month` (a standard raised
    backwards): by the household, facts and standard of that month, as known today. What pays nothing begins with the month itself.
    """

    def propose(application: Application, on: date, month: date | None = None) -> Proposal:
        asked = month or month_of(on)
        day = on if month is None else asked
        people = members_of(application.applicant, day) if member else members(application.household, day)
        subject = application.applicant if member else application.household
        found = law_at(application.place, asked, known=on).assess(book.load().read_case(case_of(subject, day)), benefits=[main, *(p.benefit for p in parts)])
        whose = [p.pk for p in people].index(application.applicant_id) if member else None
        answer = next(a for a in found.answers if a.benefit.key == main and (not member or a.member == whose))
        yes = str(answer.status) == "yes"
        more = [a for a in found.answers if a.benefit.key != main and (not member or a.member == whose)] if str(answer.status) != "no" else []
        paid = [a for p in parts for a in ([answer] if p.benefit == main else more) if a.benefit.key == p.benefit and str(a.status) == "yes"]
        return Proposal(
            status=str(answer.status),
            payable=yes and all(a.payable for a in paid),
            lines=tuple(_line(a, people, parts) for a in paid) if yes else (),
            receipts=[found.receipt],
            missing=tuple((people[i].pk if i is not None else None, name) for i, name in dict.fromkeys(pair for a in (answer, *more) for pair in a.missing)),
            headline=headline(answer),
            from_month=month or (later(asked) if parts else asked),
            persons=1 if member else supported(found),
            notes=(*(n for a in more if yes and (n := _open(a, people[a.member].name))), *(notes(application, on) if month is None and yes else ())),
        )

    return propose


def _line(answer, people: list[Person], parts: tuple[Part, ...]) -> Line:
    """A part of the household is the household's; one of a member has the name."""
    part = next(p for p in parts if p.benefit == answer.benefit.key)
    who = None if answer.member is None else people[answer.member]
    return Line(part.component, (f"{who.name}的{part.label[0]}", f"{part.label[1]}, {who.name}") if who else part.label, answer.amount.hi, who and who.pk)


def _open(answer, name: str) -> Pair | None:
    """What is still open about a part on top: a fact to ask for, or an amount that no document of the place gives."""
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
    day = application.decided_on or application.created_on
    home = members(application.household, day) if application.household else [application.applicant]
    able = any(p.facts.get("work_ability") in ("full", "partial") and p.facts.get("employment") not in ("student", "retired") for p in home)
    return REVIEW_IRREGULAR if able else REVIEW_REGULAR


REVIEW_REGULAR, REVIEW_IRREGULAR = 12, 6
