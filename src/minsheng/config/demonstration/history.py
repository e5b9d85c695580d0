"""Months of history for the invented district: awards taken over, three months paid, cases at every step. Made with the same actions an office uses."""

from datetime import date

from minsheng.base.actor import MACHINE, Actor
from minsheng.base.crypto import digest, seal
from minsheng.base.months import later
from minsheng.benefits import actions as benefits
from minsheng.benefits import monthly
from minsheng.benefits.actions.telling import tell_some
from minsheng.benefits.models import Award, Certification, OpeningImport, Span
from minsheng.config.demonstration.people import account
from minsheng.payments import actions as pay
from minsheng.payments.bankfile import lines
from minsheng.payments.results import Line
from minsheng.places.models import Place
from minsheng.registry import actions as registry
from minsheng.registry.models import BankAccount, Household, Person
from minsheng.registry.queries import age_on, case_of, members
from minsheng.rules import book
from minsheng.standards.queries import law_at

OPENING = date(2025, 6, 1)  # the last month that was paid before the system
MONTHS = (date(2025, 7, 1), date(2025, 8, 1), date(2025, 9, 1))


def accounts(people: list[Person], staff: dict[str, Actor]) -> None:
    """An approved account each."""
    rows = []
    for person in people:
        number = account(person.pk)
        rows.append(BankAccount(person=person, digest=digest("account", number), sealed=seal({"number": number, "bank": "演示银行福田支行", "holder": person.name}, f"registry.account:{person.pk}"),
                                entered_by_id=staff["street"].user, entered_on=OPENING, approved_by_id=staff["approver"].user, since=OPENING))  # fmt: skip
    BankAccount.objects.bulk_create(rows, batch_size=1_000)


def take_over_old_age(district: Place, staff: dict[str, Actor]) -> list[Award]:
    """Everybody who received the allowance before: their amounts by the bands in force, reconciled with the last payroll."""
    law = law_at(district, OPENING, known=OPENING)
    bands = law.values["old_age_by_band"].cell("", 0)
    rows = Person.objects.filter(place__path__startswith=district.path, birth_date__lte=date(1955, 5, 1)).select_related("place").order_by("pk")
    people = [p for p in rows if p.facts.get("hukou") == "here" and p.facts.get("old_age_opt_in")]
    amounts = [next(v for low, v in reversed(bands) if age_on(p, OPENING) >= low) for p in people]
    opening = _opening(district, "old_age_allowance", len(people), sum(amounts), staff)
    awards = _awards(opening, "old_age_allowance", [(p, None, [("allowance", p.pk, fen)]) for p, fen in zip(people, amounts, strict=True)])
    accounts(people, staff)
    return awards


def record_death(awards: list[Award], died_on: date, staff: dict[str, Actor], day: date) -> None:
    """One of the street's old people died, and it is recorded late: held at once, and on the list for an officer."""
    if award := next((a for a in reversed(awards) if staff["street"].covers(a.person.place.path)), None):
        registry.die(person=award.person, died_on=died_on, by=staff["street"], on=day)


def take_over_dibao(
    homes: list[tuple[Household, list[Person]]], district: Place, street: Place, staff: dict[str, Actor], most: int, spare: int
) -> tuple[list[Award], list[tuple[Household, list[Person]]]]:
    """Households that the rule book says yes to: some have received dibao for long; of the street's own, some have not asked yet (returned, for the cases)."""
    law, rows, rest = law_at(district, OPENING, known=OPENING), [], []
    for home, _ in sorted(homes, key=lambda pair: not pair[0].place.path.startswith(street.path)):
        if len(rows) >= most:
            break
        people = members(home, OPENING)
        found = law.assess(book.load().read_case(case_of(home, OPENING)), benefits=["dibao", "supplement"])
        if str(found.answers[0].status) != "yes":
            continue
        if len(rest) < spare and home.pk % 3 and home.place.path.startswith(street.path):
            rest.append((home, people))
            continue
        parts = [("gap", None, found.answers[0].amount.hi)]
        parts += [("supplement", people[a.member].pk, a.amount.hi) for a in found.answers if a.benefit.key == "supplement" and str(a.status) == "yes"]
        rows.append((home.head, home, parts))
    opening = _opening(district, "dibao", len(rows), sum(fen for _, _, parts in rows for _, _, fen in parts), staff)
    awards = _awards(opening, "dibao", rows)
    accounts([p for p, _, _ in rows if not p.accounts.exists()], staff)
    return awards, rest


def _opening(district: Place, benefit: str, n: int, fen: int, staff: dict[str, Actor]) -> OpeningImport:
    return OpeningImport.objects.create(name="演示：上一个系统的最后一次发放", place=district, month=OPENING, benefit=benefit, rows=n, fen=fen, payroll_rows=n, payroll_fen=fen, state="done", cursor=n, loaded=n, approved_on=OPENING,
                                        entered_by_id=staff["district"].user, approved_by_id=staff["district-head"].user, created_on=OPENING)  # fmt: skip


def _awards(opening: OpeningImport, benefit: str, rows: list) -> list[Award]:
    made = Award.objects.bulk_create([
        Award(number=f"DY-YS-{benefit[:3]}-{person.pk}", benefit=benefit, matter=benefit, person=person, household=home, payee=person, place=person.place, opening=opening, from_month=date(2024, 1, 1), settled_to=OPENING,
              review_on=date(2025, 10 + i % 3, 1) if benefit == "dibao" else None)
        for i, (person, home, _) in enumerate(rows)
    ], batch_size=1_000)  # fmt: skip
    Span.objects.bulk_create([
        Span(award=award, component=component, person_id=who, fen=fen, from_month=date(2024, 1, 1), why="opening", recorded_on=OPENING)
        for award, (_, _, parts) in zip(made, rows, strict=True) for component, who, fen in parts
    ], batch_size=1_000)  # fmt: skip
    return made


def budgets(district: Place, staff: dict[str, Actor]) -> None:
    """One for the allowance, two for dibao, so that a split can be seen."""
    day = date(2025, 1, 10)
    for line, level, source, share, yuan in (
        ("old_age_allowance", "district", "区财政高龄津贴（演示）", 100, 9_000_000), ("dibao", "city", "市级困难群众补助（演示）", 30, 1_500_000), ("dibao", "district", "区级低保资金（演示）", 70, 3_500_000),
    ):  # fmt: skip
        pay.set_budget(
            place=district,
            year=2025,
            line=line,
            level=level,
            source=source,
            share=share,
            fen=yuan * 100,
            document="演示预算〔2025〕1号",
            by=staff["finance"],
            on=day,
        )


def pay_months(district: Place, staff: dict[str, Actor]) -> None:
    """July to September through the bank and back, a few accounts refused; October computed and waiting for approval."""
    for line in ("old_age_allowance", "dibao"):
        for month in MONTHS:
            day = month.replace(day=10)
            monthly.run(place=district, benefit=line, month=month, by=staff["district"], on=day)
            batch = pay.compute(place=district, line=line, month=month, by=staff["finance"], on=day)
            pay.approve(batch=batch, by=staff["finance-2"], on=day)
            pay.send(batch=batch, by=staff["finance"], on=day)
            batch.refresh_from_db()
            settled = month.replace(day=12)
            told = [
                Line(
                    n,
                    fen,
                    "returned" if month == MONTHS[-1] and n % 400 == 7 else "paid",
                    "账户状态异常" if month == MONTHS[-1] and n % 400 == 7 else "",
                    settled,
                )
                for n, _, fen in lines(batch)
            ]
            pay.take_result(batch=batch, lines=told, by=staff["finance"], on=settled)
        october = later(MONTHS[-1])
        monthly.run(place=district, benefit=line, month=october, by=staff["district"], on=october.replace(day=9))
        batch = pay.compute(place=district, line=line, month=october, by=staff["finance"], on=october.replace(day=9))
        if line == "dibao":
            pay.approve(batch=batch, by=staff["finance-2"], on=october.replace(day=9))
            pay.send(batch=batch, by=staff["finance"], on=october.replace(day=10))


def miss_certification(awards: list[Award], district: Place, staff: dict[str, Actor]) -> None:
    """The round of May: most certified, some did not and are held from June; one died."""
    may = date(2025, 5, 1)
    benefits.open_round(place=district, benefit="old_age_allowance", month=may, by=MACHINE, on=date(2025, 5, 6))
    missed = [a.pk for a in awards[5:400:60]]
    Certification.objects.filter(round=may).exclude(award__in=missed).update(way="match", done_on=date(2025, 5, 20), told_on=date(2025, 5, 6))
    while tell_some(place=district, benefit="old_age_allowance", month=may, by=MACHINE, on=date(2025, 5, 6)):
        pass
    benefits.close_round(place=district, benefit="old_age_allowance", month=may, by=MACHINE, on=date(2025, 6, 1))
