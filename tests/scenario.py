"""Stories that tests share: the office, a grandmother, a family from the counter to the notice, a month through the bank. Everybody is invented."""

from datetime import date
from types import SimpleNamespace

import pytest

from minsheng.applications import actions as apply
from minsheng.benefits import monthly
from minsheng.benefits.models import Award, Certification, Finding
from minsheng.benefits.opening import actions as take_over
from minsheng.lines.elderly import offers
from minsheng.notices.models import Message, Notice
from minsheng.payments import actions as pay
from minsheng.payments.bankfile import lines
from minsheng.payments.results import Line
from minsheng.places.models import Delegation, PlaceCode
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.imports.actions import check as check_roster
from minsheng.standards.actions import enter_standard
from tests.benefits import openings
from tests.registry import rosters
from tests.spine import make_person


@pytest.fixture
def office(district, actor):
    """Everybody the two ways need."""
    return {
        "street": actor("street", district.street, "王知行"), "street_2": actor("street", district.street, "陈以宁"), "approver": actor("approver", district.street, "李守正"),
        "community": actor("community", district.community), "district": actor("district", district.district), "head": actor("district_head", district.district, "郑怀民"),
        "finance": actor("finance", district.district), "finance_2": actor("finance", district.district), "auditor": actor("auditor", district.district),
    }  # fmt: skip


def paid(district, office, line, month, on):
    """One month of a line, from the run to the bank's answer. The batch."""
    monthly.run(place=district.district, benefit=line, month=month, by=office["district"], on=on)
    batch = pay.compute(place=district.district, line=line, month=month, by=office["finance"], on=on)
    pay.approve(batch=batch, by=office["finance_2"], on=on)
    pay.send(batch=batch, by=office["finance"], on=on)
    batch.refresh_from_db()
    results = [Line(number, fen, "paid", "", on) for number, _, fen in lines(batch)]
    pay.take_result(batch=batch, lines=results, by=office["finance"], on=on)
    batch.refresh_from_db()
    return batch


@pytest.fixture
def family(district, office):
    """Two people: a man of 52 who earns 1,535 a month and his mother of 93, as on the sketch."""
    man = make_person("张启明", district.community, date(1973, 5, 1), phone="10000000002", facts={"hukou": "here"}, account=2, approver=office["approver"])
    mother = make_person("林玉兰", district.community, date(1932, 5, 1), facts={"hukou": "here"})
    home = registry.form_household(
        head=man, members=[(mother, "parent")], place=district.community, since=date(2020, 1, 1), by=office["street"], on=date(2025, 10, 9)
    )
    return man, mother, home


def answers(man, mother):
    adult = {"work_ability": "full", "employment": "employed", "monthly_income": 153500, "disability_grade": 0, "serious_illness": False, "schooling": "none"}
    old = {"monthly_income": 0, "disability_grade": 0, "serious_illness": False, "schooling": "none"}
    means = {"financial_assets": 1242000, "dwellings": 1, "other_real_estate": False, "motor_vehicle": "none", "business_registration": "none"}
    return {"household": means, "members": {str(man.pk): adult, str(mother.pk): old}}


NOT_RELATED = {"household": {"near": "no"}}
"""The one question of the application form that has to be answered: nobody is a near relative of the staff."""


def to_notice(district, office, family):
    """An application up to the notice that is on display."""
    man, mother, home = family
    case = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel="counter", by=office["street"], on=date(2025, 10, 9))
    apply.answer(application=case, answers=answers(man, mother), by=office["street"], on=date(2025, 10, 9))
    apply.fill_sheet(application=case, given=NOT_RELATED, by=office["street"], on=date(2025, 10, 9))
    for person in (man, mother):
        registry.consent(
            person=person,
            signed_by=person,
            kind="check",
            purpose="低保",
            to="香蜜湖街道",
            manner="paper",
            since=date(2025, 10, 9),
            by=office["street"],
            on=date(2025, 10, 9),
        )
    apply.submit(application=case, by=office["street"], on=date(2025, 10, 9))
    apply.accept(application=case, by=office["street"], on=date(2025, 10, 10))
    report = apply.check(application=case, by=office["street"], on=date(2025, 10, 13))
    apply.report_check(report=report, conclusion="conforms", by=office["street"], on=date(2025, 10, 13))
    second = type(case.opened_by).objects.get(pk=office["street_2"].user)
    apply.visit(
        application=case,
        second=second,
        visited_on=date(2025, 10, 16),
        met="home",
        members_found=2,
        form={},
        result="true",
        signed="signed",
        notes={},
        by=office["street"],
        on=date(2025, 10, 16),
    )
    apply.opine(application=case, agree=True, words="", by=office["street"], on=date(2025, 10, 17))
    apply.publish(application=case, places_shown="香岭社区公示栏", phone="0755-00000000", by=office["street"], on=date(2025, 10, 17))
    return case


def make_world(district, actor) -> SimpleNamespace:
    """One of everything that a page can show: used by the tests that walk all pages."""
    office = {role: actor(role, where) for role, where in (
        ("community", district.community), ("street", district.street), ("approver", district.street), ("district", district.district), ("district_head", district.district), ("city", district.city),
        ("finance", district.district), ("auditor", district.district), ("admin", district.city),
    )} | {"street_2": actor("street", district.street), "finance_2": actor("finance", district.district)}  # fmt: skip
    office["head"] = office["district_head"]
    man = make_person("张启明", district.community, date(1973, 5, 1), phone="10000000002", facts={"hukou": "here"}, account=2, approver=office["approver"])
    mother = make_person(
        "林玉兰", district.community, date(1932, 5, 1), facts={"hukou": "here", "old_age_opt_in": True}, account=3, approver=office["approver"]
    )
    home = registry.form_household(
        head=man, members=[(mother, "parent")], place=district.community, since=date(2020, 1, 1), by=office["street"], on=date(2025, 10, 9)
    )
    case = to_notice(district, office, (man, mother, home))
    objection = apply.object_to(notice=notice_of(case), manner="phone", who="", text="演示", by=office["street"], on=date(2025, 10, 20))
    apply.answer_objection(objection=objection, upheld=False, finding="属实", by=office["district"], on=date(2025, 10, 21))
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    apply.decide(application=case, outcome="granted", by=office["head"], on=date(2025, 10, 28))
    day = date(2025, 10, 28)
    for line, fen in (("dibao", 1_000_000_00), ("old_age_allowance", 1_000_000_00)):
        pay.set_budget(
            place=district.district, year=2025, line=line, level="district", source="区级", share=100, fen=fen, document="演示", by=office["finance"], on=day
        )
    batch = paid(district, office, "dibao", date(2025, 11, 1), date(2025, 11, 10))
    late = [Line(1, batch.payments.get(number=1).fen, "returned", "销户", day)]
    pay.take_result(batch=batch, lines=late, by=office["finance"], on=day)  # waits for a second person
    grandmother = make_person("林月娥", district.community, date(1955, 12, 6), phone="10000000001", facts={"hukou": "here"})
    offers.offer(place=district.street, by=office["street"], on=date(2025, 10, 8))
    award = Award.objects.get()
    Certification.objects.create(award=award, round=date(2025, 11, 1))
    recovery = pay.propose_recovery(
        key=f"benefits.award:{award.pk}/0",
        about=f"benefits.award:{award.pk}",
        payee_id=man.pk,
        place_id=man.place_id,
        line="dibao",
        reason="change",
        months="2025-11",
        parts=[["2025-11", "gap", 0, 100]],
        by=office["street"],
        on=day,
    )
    finding = Finding.objects.create(
        person=grandmother, benefit="old_age_allowance", kind="entitled", month=date(2025, 10, 1), reason=["到了年龄", "old enough"]
    )
    standard = enter_standard(
        figure="dibao_standard",
        place=district.city,
        in_force=date(2026, 1, 1),
        known=day,
        confirmed_through=date(2026, 12, 1),
        value=1600,
        document="演示文件",
        by=office["city"],
        on=day,
    )
    rows = [{"key": "1", "indicator": "家电", "options": [{"key": "1", "label": "齐全", "score": 100}, {"key": "2", "label": "很少", "score": -100}]}]
    index_table = apply.enter_index(
        place=district.district, name="演示", document="演示", in_force=day, until=None, unit="yuan", rows=rows, by=office["district"], on=day
    )
    roster = check_roster(
        upload=rosters.as_csv([rosters.person(1, "1", name=man.name), rosters.person(2, "1", "", name=mother.name)]),
        place=district.street,
        by=office["street"],
        on=day,
    )
    pending = apply.open_about(
        award=f"benefits.award:{award.pk}", matter="dibao", kind="review", applicant=man, household=home, reason="due", by=office["street"], on=day
    )
    code = PlaceCode.objects.create(place=district.community, system="civil", code="440399001001", as_of=day)
    delegation = Delegation.objects.create(
        matter="dibao",
        district=district.district,
        street=district.other_street,
        since=day,
        authority="审核确认",
        document="演示文件",
        provincial_document="演示文件",
    )
    opening = take_over.check(
        upload=openings.as_csv([openings.line(0, document=make_number("440399", grandmother.birth_date, 1), name=grandmother.name, bank="")]), benefit="old_age_allowance",
        month=date(2025, 9, 1), place=district.district, payroll=openings.payroll([(openings.number(1), "300")]), by=office["district"], on=day,
    )  # fmt: skip
    return SimpleNamespace(code=code, delegation=delegation, office=office, man=man, mother=mother, home=home, case=case, batch=batch, payment=batch.payments.first(), grandmother=grandmother, award=award, recovery=recovery, opening=opening,
                           finding=finding, standard=standard, pending=pending, index_table=index_table, message=Message.objects.first(), notice=notice_of(case), roster=roster, district=district)  # fmt: skip


def notice_of(case):
    return Notice.objects.get(about=f"applications.application:{case.pk}")
