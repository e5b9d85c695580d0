"""Applications at every step, so that each role finds work: made with the actions of the counter, the street and the district."""

from datetime import date

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications.models import Application
from minsheng.applications.prepare import assess
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.calendar import add_working_days
from minsheng.base.errors import Refused
from minsheng.benefits.models import Award
from minsheng.config.demonstration.history import accounts
from minsheng.lines.elderly import offers
from minsheng.notices.messages import handing
from minsheng.notices.models import Message
from minsheng.places.models import Place
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import Account, Household, Person

STEPS = ("submitted", "accepted", "checked", "visited", "opinion", "notice", "down")
DAYS = {  # of the application, for a queue as an office has it: most in time, the accepted and the visited one late
    "submitted": date(2025, 10, 27),
    "accepted": date(2025, 10, 22),
    "checked": date(2025, 10, 24),
    "visited": date(2025, 10, 16),
    "opinion": date(2025, 10, 21),
    "notice": date(2025, 10, 15),
    "down": date(2025, 10, 9),
}


def household_case(home: Household, people: list[Person], staff: dict[str, Actor], until: str, start: date) -> Application | None:
    """One household's dibao from the counter up to a step."""
    by, day = staff["street"], start
    case = apply.draft(matter="dibao", applicant=home.head, household=home, place=home.place, channel="counter", by=by, on=day)
    if not home.head.accounts.exists():
        accounts([home.head], staff)
    adults = [p for p in people if (day.year - p.birth_date.year) >= 19]
    for person in people:
        registry.consent(
            person=person,
            signed_by=person if person in adults else home.head,
            kind="check",
            purpose="低保",
            to="街道办事处",
            manner="paper",
            since=day,
            by=by,
            on=day,
        )
    said = {"near": "no", "kinds": ["office"], "causes": ["illness"], "n_family": len(people), "n_living": len(people), "n_asked": len(people)}
    apply.fill_sheet(application=case, given={"household": said}, by=by, on=day)
    apply.submit(application=case, by=by, on=day)
    for step in STEPS[1 : STEPS.index(until) + 1]:
        day = _walk(case, step, staff, day)
    assess(case, date(2025, 10, 28))
    return case


def _next(day: date, n: int) -> date:
    return add_working_days(day, n).day


def _walk(case: Application, step: str, staff: dict[str, Actor], day: date) -> date:
    by, second = staff["street"], User.objects.get(pk=staff["street-2"].user)
    if step == "accepted":
        apply.accept(application=case, by=by, on=day)
    elif step == "checked":
        report = apply.check(application=case, by=by, on=(day := _next(day, 1)))
        for line in report.found.filter(differs=True):
            apply.explain(found=line, words="已向本人核实", by=by, on=day)
        apply.report_check(report=report, conclusion="conforms", by=by, on=day)
    elif step == "visited":
        apply.visit(application=case, second=second, visited_on=(day := _next(day, 2)), met="home", members_found=case.household.memberships.count(), form={"area": 48, "bills": "约 260 元"},
                    result="true", signed="signed", notes={"notes": "演示：家里陈设简单，与申报一致。", "neighbours": "演示：两户邻居，说法一致。"}, by=by, on=day)  # fmt: skip
    elif step == "opinion":
        apply.opine(application=case, agree=True, words="", by=by, on=(day := _next(day, 1)))
    elif step in ("notice", "down") and not case.tasks.filter(step="notice", state="open").exists():
        return day  # does not qualify: not posted, waits for its decision
    elif step == "notice":
        apply.publish(application=case, places_shown="社区公示栏、网站", phone="0755-00000000", by=by, on=day)
    elif step == "down":
        apply.take_down(application=case, by=by, on=(day := _next(day, 7)))
    return day


def queue(homes: list[tuple[Household, list[Person]]], staff: dict[str, Actor], street: Place, most: int = 26) -> int:
    """Cases of the demonstration's street at every step."""
    made = 0
    for home, people in [(h, p) for h, p in homes if h.place.path.startswith(street.path)][:most]:
        until = STEPS[made % len(STEPS)]
        try:
            household_case(home, people, staff, until, DAYS[until])
            made += 1
        except Refused:  # a drawn household that cannot go this way (nobody grown-up to sign): leave it out
            Application.objects.filter(household=home, state="draft").delete()
    return made


def messages(street: Place, staff: dict[str, Actor]) -> None:
    """September's messages have gone out on a list, October's wait; half have answered, some cases are waiting for confirmation."""
    september = {"place": street, "by": staff["street"], "on": date(2025, 9, 5)}
    offers.offer(**september)
    if made := handing.set_aside(**september):
        handing.fetch(handover=made, kind="csv", purpose="send", by=staff["street"], on=september["on"])
    offers.offer(place=street, by=staff["street"], on=date(2025, 10, 8))
    for i, message in enumerate(Message.objects.filter(kind="old_age_offer").order_by("pk")[:8]):
        if i % 2 or Account.objects.filter(person=message.person).exists():  # the tour leaves its grandmother to apply herself
            continue
        case = offers.reply(message=message, text="同意", by=MACHINE, on=message.queued_on)
        if not message.person.accounts.exists():
            accounts([message.person], staff)
        apply.accept(application=case, by=staff["street"], on=date(2025, 10, 10))
        report = apply.check(application=case, by=staff["street"], on=date(2025, 10, 13))
        apply.report_check(report=report, conclusion="look", by=staff["street"], on=date(2025, 10, 14))
        assess(case, date(2025, 10, 28))


def reviews(street: Place, staff: dict[str, Actor]) -> None:
    """Reviews that have fallen due."""
    for award in (
        Award.objects.filter(benefit="dibao", place__path__startswith=street.path, review_on__lte=date(2025, 10, 28))
        .select_related("person", "household")
        .order_by("pk")[:4]
    ):
        case = apply.open_about(
            award=f"benefits.award:{award.pk}",
            matter="dibao",
            kind="review",
            applicant=award.person,
            household=award.household,
            reason="due",
            by=staff["street-2"],
            on=date(2025, 10, 24),
        )
        assess(case, date(2025, 10, 28))


def tour(community: Place, staff: dict[str, Actor]) -> None:
    """The people of the tour: a grandmother who may apply, and the family whose case waits for its decision, each with a sign-in."""
    day = date(2025, 10, 9)
    grandmother = person("林月娥", community, date(1955, 9, 6), 21, "10000990001", {"hukou": "here", "hukou_kind": "urban"}, staff)
    _sign_in("demo-grandmother", grandmother)
    adult = {
        "hukou": "here",
        "marital_status": "single",
        "work_ability": "full",
        "employment": "employed",
        "monthly_income": 153500,
        "disability_grade": 0,
        "serious_illness": False,
        "schooling": "none",
    }
    old = {
        "hukou": "here",
        "marital_status": "widowed",
        "monthly_income": 0,
        "disability_grade": 0,
        "serious_illness": False,
        "schooling": "none",
        "old_age_opt_in": True,
    }
    man, mother = (
        person("张启明", community, date(1973, 5, 1), 31, "10000990002", adult, staff),
        person("林玉兰", community, date(1932, 5, 1), 42, "", old, staff),
    )
    home = registry.form_household(head=man, members=[(mother, "parent")], place=community, since=date(2018, 3, 1), by=staff["street"], on=day)
    means = {"financial_assets": 1242000, "dwellings": 1, "other_real_estate": False, "motor_vehicle": "none", "business_registration": "none"}
    registry.learn(subject=home, facts=means, source="register", since=date(2025, 1, 1), by=MACHINE, on=day)
    _sign_in("demo-zhang", man)
    household_case(home, [man, mother], staff, "down", day)


def person(name: str, community: Place, born: date, serial: int, phone: str, facts: dict, staff: dict[str, Actor]) -> Person:
    person = registry.open_file(name=name, place=community, birth_date=born, documents=[("resident", make_number("440399", born, 900 + serial))], phones=[phone] if phone else [],
                                address=f"{community.name}演示路 8 号", synthetic=True, by=MACHINE, on=date(2025, 1, 5))  # fmt: skip
    registry.learn(subject=person, facts=facts, source="register", since=date(2025, 1, 1), by=MACHINE, on=date(2025, 1, 5))
    accounts([person], staff)
    return person


def _sign_in(username: str, person: Person) -> None:
    user = User.objects.create(username=username, name=person.name)
    user.set_unusable_password()
    user.save()
    Account.objects.create(user=user, person=person, since=date(2025, 1, 5))
