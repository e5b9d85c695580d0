"""The information check: only of who has signed, differences explained, what is found becomes a fact with its source; and near relatives keep out."""

from datetime import date

import pytest

from minsheng.accounts.models import DeclaredRelative, RelativesDeclaration
from minsheng.applications import actions as apply
from minsheng.applications import catalogue, record, sources, way
from minsheng.applications.models import Check, Found
from minsheng.base.crypto import digest, seal
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry.actions import consent, withdraw
from minsheng.registry.identity import make_number
from minsheng.registry.models import Consent, Fact
from tests.applications.conftest import ACCEPTED, CHECKED, checked, taken_in, user_of, visited
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(district, office, family):
    return taken_in(district, office, family)


@pytest.fixture
def connected(monkeypatch):
    """The social-insurance register answers 2,000 yuan a month for everybody; the vehicle register does not answer."""
    monkeypatch.setattr(sources, "SOURCES", dict(sources.SOURCES))
    sources.install({"social_insurance": lambda person, on: {"monthly_income": 200000}, "vehicles": lambda person, on: None})


def test_who_has_not_signed_is_not_asked_about(case, office, family):
    withdraw(consent=Consent.objects.get(person=family[1]), by=office["street"], on=ACCEPTED)
    with pytest.raises(Refused, match="林玉兰 没有有效的授权"):
        apply.check(application=case, by=office["street"], on=CHECKED)
    assert not Check.objects.exists()


@pytest.mark.parametrize("how", ["withdrawn", "refused"])
def test_what_was_asked_is_not_taken_over_once_somebody_has_taken_the_authorisation_back(case, office, family, connected, how):
    report, signed = apply.check(application=case, by=office["street"], on=CHECKED), Consent.objects.get(person=family[1])
    if how == "withdrawn":
        withdraw(consent=signed, by=office["street"], on=CHECKED)
    else:
        consent(
            person=family[1], signed_by=family[1], kind="check", purpose="社会救助", to="街道", manner="paper", refused=True, since=CHECKED, by=office["street"], on=CHECKED
        )  # fmt: skip
    for again in (
        lambda: apply.check(application=case, by=office["street"], on=CHECKED),
        lambda: apply.report_check(report=report, conclusion="conforms", by=office["street"], on=CHECKED),
    ):
        with pytest.raises(Refused, match="林玉兰 没有有效的授权"):
            again()
    assert not Check.objects.get().reported_on


def test_a_difference_is_explained_before_it_conforms_and_the_finding_becomes_a_fact(case, office, family, connected):
    report = apply.check(application=case, by=office["street"], on=CHECKED)
    lines = {(f.source, f.key, f.person_id): f for f in report.found.all()}
    man = lines["social_insurance", "monthly_income", family[0].pk]
    assert (man.declared, man.value, man.differs) == (153500, 200000, True)
    assert not lines["vehicles", "motor_vehicle", None].answered
    with pytest.raises(Refused, match="还没有说明"):
        apply.report_check(report=report, conclusion="conforms", by=office["street"], on=CHECKED)
    with pytest.raises(Refused, match="请选择核对结论"):
        apply.report_check(report=report, conclusion="", by=office["street"], on=CHECKED)
    for line in report.found.filter(differs=True):
        apply.explain(found=line, words="十月起涨工资", by=office["street"], on=CHECKED)
    apply.report_check(report=report, conclusion="conforms", by=office["street"], on=CHECKED)
    kept = Fact.objects.get(person=family[0], key="monthly_income", superseded_at=None, until=None)
    assert (kept.value, kept.source, kept.evidence) == (200000, "check", report.number)
    with pytest.raises(Refused, match="已经出具"):
        apply.explain(found=man, words="再说", by=office["street"], on=CHECKED)
    with pytest.raises(AlreadyDone):
        apply.report_check(report=report, conclusion="conforms", by=office["street"], on=CHECKED)


def test_asking_again_replaces_a_report_that_is_not_closed(case, office):
    first = apply.check(application=case, by=office["street"], on=CHECKED)
    second = apply.check(application=case, by=office["street"], on=CHECKED)
    assert list(Check.objects.all()) == [second] and first.number != second.number, "a number is not given twice"


def test_steps_wait_for_their_turn(case, office):
    for act, words in (
        (lambda: apply.opine(application=case, agree=True, words="", by=office["street"], on=CHECKED), "还没有轮到"),
        (lambda: apply.publish(application=case, places_shown="x", phone="x", by=office["street"], on=CHECKED), "还没有轮到"),
        (lambda: apply.decide(application=case, outcome="granted", by=office["head"], on=CHECKED), "还没有轮到"),
        (lambda: apply.deliver(application=case, manner="hand", delivered_on=CHECKED, by=office["street"], on=CHECKED), "还没有轮到"),
    ):
        with pytest.raises(Refused, match=words):
            act()


def test_an_opinion_waits_for_what_is_unknown_and_a_different_one_says_why(case, office, family):
    checked(case, office)
    visited(case, office)
    with pytest.raises(Refused, match="写明理由"):
        apply.opine(application=case, agree=False, words="", by=office["street"], on=date(2025, 10, 17))
    apply.opine(application=case, agree=False, words="邻居反映有生意", by=office["street"], on=date(2025, 10, 17))
    assert case.tasks.get(step="opinion").result["agree"] is False


# --- near relatives -----------------------------------------------------------------------------------------------------------------


def declare(actor, born=date(1932, 5, 1)) -> None:
    """The officer has declared the grandmother of the household."""
    made = RelativesDeclaration.objects.create(user_id=actor.user, year=2025, none=False, declared_on=date(2025, 1, 5))
    DeclaredRelative.objects.create(declaration=made, relation="parent", digest=digest("document", make_number("440399", born, 1)), sealed=seal({}, "x"))


def test_a_near_relative_does_nothing_visits_nobody_and_the_district_decides(case, office, district, actor):
    declare(office["street_2"])
    with pytest.raises(NotAllowed, match="回避"):
        apply.check(application=case, by=office["street_2"], on=CHECKED)
    with pytest.raises(Refused, match="近亲属") as no:
        visited(case, office)
    assert no.value.field == "second"
    office["street_3"] = actor("street", district.street)
    assert visited(case, office, second="street_3").second_id == office["street_3"].user
    assert way.authority_of(case, CHECKED)[0] == district.district
    assert "relative" in {s.key for s in catalogue.sheets(case)}, "filed with the case"


# --- on the page of the case --------------------------------------------------------------------------------------------------------


def test_what_differs_stands_open_and_what_agrees_is_folded(case, office, family, monkeypatch):
    monkeypatch.setattr(sources, "SOURCES", dict(sources.SOURCES))
    agree = {
        key: (lambda person, on, facts=s.facts: {k: v for k, v in (person.facts | case.household.facts).items() if k in facts})
        for key, s in sources.SOURCES.items()
    }
    sources.install(agree | {"vehicles": lambda person, on: None, "social_insurance": lambda person, on: {"monthly_income": 200000}})
    case.household.refresh_from_db()
    apply.check(application=case, by=office["street"], on=CHECKED)
    (report,) = record.checks(case)
    assert [line.name for line in report.rows if line.differs] == ["张启明", "林玉兰"], "the income of both"
    assert [line.answered for line in report.rows if not line.differs] == [False, True], "not answered before declared and not found: the man's employment"
    client = signed_in(user_of(office["street"]))
    opened, folded = client.get(f"/desk/applications/{case.pk}/").content.decode().split(f"其余 {len(report.agree)} 项一致")
    assert opened.count("不一致") == 2 and "没有答复" in opened and "残疾等级" not in opened.split("信息核对")[-1]
    assert "残疾等级" in folded.split("</details>")[0] and "不一致" not in folded.split("</details>")[0]


@pytest.mark.parametrize(
    ("declared", "value", "answered", "agrees"),
    [(1, 1, True, True), (0, None, True, True), (None, None, True, True), ("none", None, True, True), (2, None, True, False), (None, 2, True, False), (1, 1, False, False)],
)  # fmt: skip
def test_what_counts_as_agreeing(case, office, declared, value, answered, agrees):
    report = apply.check(application=case, by=office["street"], on=CHECKED)
    report.found.all().delete()
    Found.objects.create(check_report=report, source="real_estate", key="dwellings", declared=declared, value=value, answered=answered)
    (shown,) = record.checks(case)
    assert (len(shown.rows), len(shown.agree)) == ((0, 1) if agrees else (1, 0))
