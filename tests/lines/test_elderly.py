"""The old-age allowance changes by a decision: the person is heard first, so that less can be decided at all."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.base.errors import Refused
from tests.benefits.conftest import OLD_AGE, give
from tests.spine import make_person

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 2)
DUE = 30000  # figures.md 6: Shenzhen, 80 to 89


@pytest.fixture
def change(district, office):
    """A change opened about an award of so much a month, of a woman of 82."""

    def run(fen: int):
        woman = make_person("演婆", district.community, date(1943, 5, 1), facts={"hukou": "here", "old_age_opt_in": True})
        award = give(woman, fen=fen, settled_to=date(2025, 11, 1))
        about = {"award": f"benefits.award:{award.pk}", "matter": OLD_AGE, "kind": "change", "applicant": woman, "household": None}
        return award, apply.open_about(**about, reason="standard", by=office["street"], on=DAY)

    return run


def in_force(award) -> list[tuple]:
    return list(award.spans.filter(replaced_on=None).order_by("from_month").values_list("fen", "from_month", "until_month"))


def test_less_is_heard_first(change, office):
    award, case = change(50000)
    assert list(case.tasks.values_list("step", "state")) == [("hearing", "open")]
    with pytest.raises(Refused, match="还没有轮到"):
        apply.decide(application=case, outcome="changed", reason="按标准", by=office["approver"], on=DAY)
    apply.tell_of_change(application=case, intended="reduce", days=5, by=office["street"], on=DAY)
    apply.hear(application=case, heard_on=DAY, manner="phone", said="知道了", considered="已考虑", by=office["street"], on=DAY)
    _decided(award, case, 50000, office)


def test_more_needs_no_hearing(change, office):
    award, case = change(20000)
    assert list(case.tasks.order_by("pk").values_list("step", "state")) == [("hearing", "done"), ("decide", "open")]
    assert case.tasks.get(step="hearing").result == {"skipped": "nothing_less"}
    _decided(award, case, 20000, office)


def _decided(award, case, before, office):
    decision = apply.decide(application=case, outcome="changed", reason="按标准", by=office["approver"], on=DAY)
    apply.deliver(application=case, manner="electronic", delivered_on=DAY, by=office["street"], on=DAY)
    assert decision.fen == DUE
    assert in_force(award) == [(before, date(2025, 1, 1), decision.from_month), (DUE, decision.from_month, None)]
    assert not case.tasks.filter(state="open").exists()
