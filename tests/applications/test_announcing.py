"""What was decided is published in three fields and goes by itself; how long is the office's figure; the long-term list says what is so now."""

from datetime import date, timedelta

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.catalogue import missing
from minsheng.applications.standing import restate
from minsheng.base.errors import Refused
from minsheng.benefits.actions.awards import end
from minsheng.notices.models import Notice
from tests.applications.conftest import DECIDED, announced, heard
from tests.applications.test_deciding import ABOVE, HIGHER, KEPT, LOWER
from tests.scenario import to_notice

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 2)
PUBLISHED, STANDING = "dibao_published_days", "dibao_standing_days"


def up(kind) -> list[tuple]:
    return list(Notice.objects.filter(kind=kind, removed_on=None).values_list("shown_name", "members", "fen"))


def test_how_long_is_not_guessed(granted, office):
    with pytest.raises(Refused, match="没有确认"):
        announced(granted.case, office)
    assert granted.case.tasks.get(step="announce").state == "open" and not up("decision")


def test_a_grant_is_published_and_listed_in_three_fields(granted, office, length):
    length(PUBLISHED, 7)
    length(STANDING, 365)
    announced(granted.case, office)
    assert up("decision") == up("standing") == [("张启明", 2, 199600)]
    decision, listed = Notice.objects.get(kind="decision"), Notice.objects.get(kind="standing")
    assert (decision.until, listed.until) == (date(2025, 11, 4), date(2026, 10, 28))
    assert granted.case.tasks.get(step="announce").state == "done"


def test_without_a_length_there_is_no_long_term_list(granted, office, length):
    length(PUBLISHED, 7)
    announced(granted.case, office)
    assert up("decision") and not up("standing")


def test_a_refusal_is_published_to_nobody(district, office, family):
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    apply.decide(application=case, outcome="refused", reason="名下有商铺", by=office["head"], on=DECIDED)
    assert case.tasks.get(step="announce").result == {"skipped": "no_grant"} and not up("decision")


@pytest.mark.parametrize(("income", "outcome", "shown"), [(LOWER, "changed", 153100), (HIGHER, "changed", None), (ABOVE, "stopped", None)])
def test_the_list_says_what_is_so_now(review, granted, office, length, income, outcome, shown):
    length(PUBLISHED, 7)
    length(STANDING, 365)
    announced(granted.case, office)
    case = review(income)
    if income != HIGHER:
        heard(case, office, DAY)
    made = apply.decide(application=case, outcome=outcome, reason="按查到的情况", by=office["head"], on=DAY)
    assert not up("standing"), "what it said is no longer so"
    announced(case, office, DAY)
    if outcome == "stopped":
        assert up("stop") == [("张启明", 2, None)] and not up("standing")
    else:
        assert up("standing") == [("张启明", 2, shown or made.fen)] and Notice.objects.filter(kind="decision").count() == 2


def test_an_award_that_ends_by_itself_leaves_the_list(granted, office, length):
    length(PUBLISHED, 7)
    length(STANDING, 365)
    announced(granted.case, office)
    end(granted.award, date(2025, 12, 1), "death", DAY)
    assert not up("standing") and up("decision"), "the decision was what it was"


def test_a_new_standard_is_another_amount_in_the_list(granted, office, length):
    length(PUBLISHED, 7)
    length(STANDING, 365)
    announced(granted.case, office)
    restate(matter="dibao", person=granted.man, household=granted.home, fen=212600, by=office["street"], on=DAY)
    assert up("standing") == [("张启明", 2, 212600)]
    assert Notice.objects.get(kind="standing", removed_on=None).until == date(2026, 10, 28)


def test_left_as_it_is_only_the_list_is_renewed(review, granted, office, length):
    case = review(KEPT)
    apply.decide(application=case, outcome="kept", by=office["head"], on=DAY)
    assert case.tasks.get(step="announce").result == {"skipped": "unchanged"}
    length(STANDING, 365)
    again = review(KEPT, on=DAY)
    apply.decide(application=again, outcome="kept", by=office["head"], on=DAY)
    announced(again, office, DAY)
    assert up("standing") == [("张启明", 2, 199600)] and not up("decision")


def test_the_public_page_shows_each_kind_and_prints_a_community_s(granted, office, length, client, settings):
    length(PUBLISHED, 7)
    length(STANDING, 365)
    announced(granted.case, office)
    for day, kind, there in (
        (DECIDED, "opinion", False), (DECIDED, "decision", True), (date(2025, 11, 5), "decision", False), (date(2025, 11, 5), "standing", True),
        (date(2026, 10, 29), "standing", False), (DECIDED, "nonsense", False),
    ):  # fmt: skip
        settings.STANDING_STILL_ON = day
        answer = client.get("/notices", {"kind": kind})
        assert ("张启明" in answer.content.decode()) == there and answer["X-Robots-Tag"].startswith("noindex")
    settings.STANDING_STILL_ON = DECIDED
    place = granted.case.place_id
    text = client.get(f"/notices/{place}/list/standing/").content.decode()
    assert "张启明" in text and "1,996.00" in text and "长期公示" in text and "监督电话" in text
    assert "张启明" not in client.get(f"/notices/{place}/list/stop/").content.decode()
    assert client.get(f"/notices/{place}/list/nonsense/").status_code == client.get("/notices/999999/list/standing/").status_code == 404


def test_nobody_objects_to_a_decision_as_if_it_were_still_open(granted, office, length, client, settings):
    settings.STANDING_STILL_ON = DECIDED
    length(PUBLISHED, 7)
    (decision,) = announced(granted.case, office)
    assert client.get(f"/notices/{decision.pk}/object").status_code == 404
    with pytest.raises(Refused):
        apply.object_to(notice=decision, manner="phone", who="", text="x", by=office["street"], on=DECIDED + timedelta(days=1))


def test_a_published_file_can_be_closed(granted, office, length):
    length(PUBLISHED, 7)
    announced(granted.case, office)
    apply.deliver(application=granted.case, manner="hand", delivered_on=DECIDED, by=office["street"], on=DECIDED)
    assert missing(granted.case) == []
    assert apply.close_file(application=granted.case, by=office["street"], on=DECIDED).filed_on == DECIDED
