"""A grant that was set aside on review is paid until it is decided again: it becomes less, or ends, only after a hearing."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.base.errors import Refused
from minsheng.registry.actions import learn
from tests.applications.conftest import heard, told, visited
from tests.applications.test_appeals import ruled

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(granted, office, district, actor):
    """A grant of 1,996 yuan that was set aside, checked and visited again by others: `again(income)`, in fen a month."""

    def done(income):
        case, day = granted.case, date(2025, 12, 11)
        ruled(case.decisions.get(), office)
        learn(subject=granted.man, facts={"monthly_income": income}, source="applicant", since=day, by=office["street"], on=day)
        office.update(new=actor("street", district.street), new_2=actor("street", district.street))
        case.refresh_from_db()
        report = apply.check(application=case, by=office["new"], on=day)
        apply.report_check(report=report, conclusion="conforms", by=office["new"], on=day)
        visited(case, office, on=day, first="new", second="new_2")
        return case

    return done


def test_a_grant_set_aside_becomes_less_only_after_a_hearing(again, granted, office):
    case, day = again(200000), date(2025, 12, 11)
    assert {t.step for t in case.tasks.filter(state="open")} == {"opinion", "hearing"}
    apply.opine(application=case, agree=True, words="", by=office["new"], on=day)
    apply.publish(application=case, places_shown="公示栏", phone="x", by=office["new"], on=day)
    apply.take_down(application=case, by=office["new"], on=date(2025, 12, 19))
    assert not case.tasks.filter(state="open", step="decide").exists(), "the decision waits for the hearing"
    with pytest.raises(Refused, match="还没有轮到"):
        apply.decide(application=case, outcome="granted", reason="收入增加", by=office["head"], on=date(2025, 12, 22))
    told(case, office, date(2025, 12, 19))
    apply.hear(
        application=case, heard_on=date(2025, 12, 22), manner="phone", said="没有意见", considered="按现在的收入算", by=office["new"], on=date(2025, 12, 22)
    )
    made = apply.decide(application=case, outcome="granted", reason="收入增加", by=office["head"], on=date(2025, 12, 22))
    assert 0 < made.fen < made.before == 199600
    assert sum(s.fen for s in granted.award.spans.filter(replaced_on=None, from_month=made.from_month)) == made.fen


def test_where_nothing_becomes_less_the_hearing_closes_by_itself(again):
    case = again(153500)
    task = case.tasks.get(step="hearing")
    assert (task.state, task.result) == ("done", {"skipped": "nothing_less"}) and case.tasks.filter(step="opinion", state="open").exists()


def test_refused_after_a_grant_was_set_aside_is_heard_and_ends_the_award(again, granted, office):
    case, day = again(900000), date(2025, 12, 19)
    apply.opine(application=case, agree=True, words="", by=office["new"], on=day)
    heard(case, office, day)
    made = apply.decide(application=case, outcome="refused", reason="收入超过标准", by=office["head"], on=day)
    granted.award.refresh_from_db()
    assert (granted.award.state, granted.award.stopped_from) == ("stopped", made.from_month)
