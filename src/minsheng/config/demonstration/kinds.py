"""Two cases that are something else than they seem: a family a little above the dibao line, and an old man whom nobody supports. Everybody is invented."""

from datetime import date

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications.models import Application
from minsheng.applications.prepare import assess
from minsheng.base.actor import MACHINE, Actor
from minsheng.config.demonstration.cases import person
from minsheng.places.models import Place
from minsheng.registry import actions as registry
from minsheng.registry.models import Household, Person

MEANS = {"financial_assets": 860000, "dwellings": 1, "other_real_estate": False, "motor_vehicle": "none", "business_registration": "none"}
WELL = {"hukou": "here", "hukou_kind": "urban", "serious_illness": False, "schooling": "none", "disability_grade": 0}
EARNS = WELL | {"marital_status": "widowed", "work_ability": "full", "employment": "employed", "monthly_income": 420000}
DISABLED = WELL | {
    "marital_status": "single",
    "work_ability": "none",
    "employment": "unable",
    "monthly_income": 0,
    "disability_grade": 1,
    "disability_category": "physical",
}
ALONE = WELL | {
    "marital_status": "single", "work_ability": "none", "employment": "retired", "monthly_income": 18000, "resident_pension": 18000, "supporter": "none", "in_institution": False,
    "old_age_opt_in": True,
}  # fmt: skip


def kinds(community: Place, staff: dict[str, Actor]) -> None:
    """Both have been visited: the family does not qualify for dibao and waits to be handled as margin, the old man waits for what two officers find."""
    mother = person("何秀兰", community, date(1968, 3, 2), 51, "10000990003", EARNS, staff)
    son = person("何小川", community, date(1996, 7, 9), 61, "", DISABLED, staff)
    visited("dibao", _home(mother, [(son, "child")], community, staff), staff, date(2025, 10, 16))
    old = person("黄守田", community, date(1951, 2, 11), 71, "10000990004", ALONE, staff)
    visited("tekun", _home(old, [], community, staff), staff, date(2025, 10, 20))


def _home(head: Person, others: list[tuple[Person, str]], community: Place, staff: dict[str, Actor]) -> Household:
    home = registry.form_household(head=head, members=others, place=community, since=date(2018, 3, 1), by=staff["street"], on=date(2025, 10, 9))
    registry.learn(subject=home, facts=MEANS, source="register", since=date(2025, 1, 1), by=MACHINE, on=date(2025, 10, 9))
    return home


def visited(matter: str, home: Household, staff: dict[str, Actor], day: date) -> Application:
    """From the counter to the end of the visit, all on a day."""
    by, second = staff["street"], User.objects.get(pk=staff["street-2"].user)
    case = apply.draft(matter=matter, applicant=home.head, household=home, place=home.place, channel="counter", by=by, on=day)
    for row in home.memberships.select_related("person"):
        registry.consent(person=row.person, signed_by=row.person, kind="check", purpose="社会救助", to="街道办事处", manner="paper", since=day, by=by, on=day)
    apply.fill_sheet(application=case, given={"household": {"near": "no"}}, by=by, on=day)
    apply.submit(application=case, by=by, on=day)
    apply.accept(application=case, by=by, on=day)
    report = apply.check(application=case, by=by, on=day)
    for line in report.found.filter(differs=True):
        apply.explain(found=line, words="已向本人核实", by=by, on=day)
    apply.report_check(report=report, conclusion="conforms", by=by, on=day)
    apply.visit(
        application=case, second=second, visited_on=day, met="home", members_found=home.memberships.count(), form={"area": 42, "bills": "约 180 元"}, result="true",
        signed="signed", notes={"notes": "演示：和申报一致。", "neighbours": "演示：两户邻居，说法一致。"}, by=by, on=day,
    )  # fmt: skip
    assess(case, date(2025, 10, 28))
    return case
