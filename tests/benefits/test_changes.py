"""What happens to an award: a standard raised backwards, an end that needs a hearing."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.base.actor import MACHINE
from minsheng.base.errors import NotAllowed, Refused
from minsheng.benefits import monthly
from minsheng.benefits.standards import apply_standard
from minsheng.benefits.weighing import weigh
from minsheng.notices.models import Letter
from minsheng.payments.models import Payable
from minsheng.standards.actions import approve_standard, enter_standard
from tests.scenario import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(district, actor):
    return make_world(district, actor)


def handed_in(award) -> dict:
    found: dict = {}
    for p in Payable.objects.filter(about=f"benefits.award:{award.pk}"):
        found[p.month] = found.get(p.month, 0) + p.fen
    return found


def run(world, month, on):
    return monthly.run(place=world.district.district, benefit="dibao", month=month, by=MACHINE, on=on)


def test_a_standard_raised_backwards_brings_arrears_by_itself_and_one_letter_a_family(world):
    """Published in November, in force since October (figures.md, one notice with two dates): the month already paid gets the difference."""
    world.recovery.delete()
    entered = enter_standard(
        figure="dibao_standard",
        place=world.district.city,
        in_force=date(2025, 10, 1),
        known=date(2025, 11, 12),
        confirmed_through=date(2025, 12, 1),
        value=1600,
        document="演示〔2025〕9号",
        by=world.office["city"],
        on=date(2025, 11, 12),
    )
    with pytest.raises(NotAllowed):
        approve_standard(standard=entered, by=world.office["city"], on=date(2025, 11, 12))
    other = world.office["district_head"]
    approver = type(other)(other.user, other.name, "city", world.district.city.path, other.post, world.district.city.pk)
    approve_standard(standard=entered, by=approver, on=date(2025, 11, 13))
    move = weigh(world.award, [entered], date(2025, 11, 13))
    assert (move.before, move.after, move.from_month) == (199600, 199600 + 2 * 6500, date(2025, 11, 1)) and move.arrears == 13000
    assert apply_standard(standard=entered, by=approver, on=date(2025, 11, 13)) == 1
    run(world, date(2025, 12, 1), date(2025, 12, 1))
    assert handed_in(world.award) == {date(2025, 11, 1): 212600, date(2025, 12, 1): 212600}
    assert Letter.objects.filter(kind="standard").count() == 1


def test_an_end_without_a_hearing_is_refused(world):
    case = world.pending
    street, second = world.office["street"], world.office["street_2"]
    report = apply.check(application=case, by=street, on=date(2025, 10, 29))
    apply.report_check(report=report, conclusion="conforms", by=street, on=date(2025, 10, 29))
    user = type(case.opened_by).objects.get(pk=second.user)
    apply.visit(
        application=case,
        second=user,
        visited_on=date(2025, 10, 30),
        met="home",
        members_found=2,
        form={},
        result="true",
        signed="signed",
        notes={},
        by=street,
        on=date(2025, 10, 30),
    )
    with pytest.raises(Refused):
        apply.decide(application=case, outcome="stopped", reason="收入超过", by=world.office["head"], on=date(2025, 10, 31))
    apply.tell_of_change(application=case, intended="end", days=3, why="本人收入增加", by=street, on=date(2025, 10, 31))
    apply.hear(application=case, heard_on=date(2025, 11, 3), manner="phone", said="知道了", considered="已说明", by=street, on=date(2025, 11, 3))
    apply.decide(application=case, outcome="stopped", reason="收入超过", by=world.office["head"], on=date(2025, 11, 4))
    world.award.refresh_from_db()
    assert world.award.state == "stopped" and world.award.stopped_from == date(2025, 12, 1)


def test_who_visited_does_not_decide(world, actor):
    with pytest.raises(NotAllowed):
        apply.decide(application=world.pending, outcome="kept", by=actor("approver", world.district.foreign_street), on=date(2025, 11, 4))
