"""Certification in Shenzhen: May and November; who misses it is held from the next month and paid back when it is made good (《办法》第二十一条)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits import actions, terms
from minsheng.benefits.actions.telling import remind_some, tell_some
from minsheng.benefits.models import Award, Certification
from minsheng.matters import catalogue
from minsheng.notices import words
from minsheng.notices.models import Letter, Message
from minsheng.payments.models import Payable
from minsheng.rules import book
from minsheng.standards.actions import approve_standard, enter_standard
from tests.benefits.conftest import OLD_AGE, give, handed_in
from tests.spine import make_person, place

pytestmark = pytest.mark.django_db
MAY, LAST, END = date(2025, 5, 1), date(2025, 5, 31), date(2025, 6, 1)


def told(district, on=MAY) -> None:
    actions.open_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=on)
    while tell_some(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=on):
        pass


@pytest.fixture
def opened(district, award):
    told(district)
    return award


def close(district, on=END) -> int:
    return actions.close_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=on)


def test_the_months_come_from_dated_data_with_their_clause(district):
    found = terms.rounds(OLD_AGE, district.community, MAY, known=MAY)
    assert found.months == (5, 11) and found.pays_back and "第二十一条" in found.clause
    assert terms.rounds(OLD_AGE, district.community, date(2021, 2, 1), known=MAY) is None, "before the rule"
    assert terms.rounds("dibao", district.community, MAY, known=MAY) is None
    with pytest.raises(Refused, match="5、11"):
        actions.open_round(place=district.district, benefit=OLD_AGE, month=date(2025, 6, 1), by=MACHINE, on=MAY)


def test_opened_again_it_adds_only_who_is_new(district, opened):
    give(make_person("演二", district.community, date(1940, 1, 1), serial=2))
    assert actions.open_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=date(2025, 5, 9)) == 1
    assert Certification.objects.count() == 2


def test_missed_held_made_good_and_paid_back(district, opened, settle, actor):
    settle(MAY)
    assert close(district) == 1 and close(district) == 0
    assert settle(date(2025, 7, 1)).payables == 0
    done = actions.certify(award=opened, way="visit", by=actor("community", district.community), on=date(2025, 8, 20))
    assert done.done_on == date(2025, 8, 20)
    settle(date(2025, 8, 1), date(2025, 8, 21))
    assert handed_in(opened) == {date(2025, n, 1): 30000 for n in range(1, 9)}
    with pytest.raises(AlreadyDone):
        actions.certify(award=opened, way="visit", by=MACHINE, on=date(2025, 8, 22))


def test_one_certification_makes_good_every_round_that_waits_and_the_rate_stays_true(district, opened):
    close(district)
    actions.open_round(place=district.district, benefit=OLD_AGE, month=date(2025, 11, 1), by=MACHINE, on=date(2025, 11, 1))
    actions.certify(award=opened, way="face", by=MACHINE, on=date(2025, 11, 3))
    assert list(Certification.objects.order_by("round").values_list("round", "done_on")) == [(MAY, date(2025, 11, 3)), (date(2025, 11, 1), date(2025, 11, 3))]


def test_what_was_handed_in_ahead_does_not_go_to_the_bank_until_they_have_certified(district, opened, settle):
    settle(END, date(2025, 5, 20))
    close(district)
    assert dict(Payable.objects.values_list("month", "on_hold")) == {date(2025, n, 1): n == 6 for n in range(1, 7)}
    actions.certify(award=opened, way="visit", by=MACHINE, on=date(2025, 6, 4))
    assert not Payable.objects.filter(on_hold=True).exists()


def test_who_has_certified_is_not_held(district, opened):
    actions.certify(award=opened, way="face", by=MACHINE, on=date(2025, 5, 9))
    assert close(district) == 0 and Award.objects.get().state == "active"


@pytest.mark.parametrize("on", [date(2025, 5, 30), LAST])
def test_nobody_is_held_before_the_month_has_ended(district, opened, on):
    with pytest.raises(Refused, match="最后一天"):
        close(district, on)
    assert Award.objects.get().state == "active"


@pytest.mark.parametrize("on", [END, date(2025, 6, 30), date(2025, 9, 2)])
def test_closed_late_they_are_held_from_the_same_month(district, opened, on):
    assert close(district, on) == 1
    assert opened.holds.get().from_month == END and Certification.objects.get().closed_on == on


def test_who_certifies_after_the_end_and_before_it_is_closed_is_not_held(district, opened):
    actions.certify(award=opened, way="counter", by=MACHINE, on=date(2025, 6, 10))
    assert close(district, date(2025, 6, 30)) == 0


def test_a_round_is_opened_in_its_month_only(district, award):
    for on in (date(2025, 4, 30), END):
        with pytest.raises(Refused, match="它的月份"):
            actions.open_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=on)


def test_an_earlier_month_that_waits_to_be_settled_is_not_forgotten(district, opened):
    Award.objects.update(reopen_from=date(2025, 2, 1))
    close(district)
    assert Award.objects.get().reopen_from == date(2025, 2, 1)


def test_closing_needs_as_many_queries_for_many(district, opened):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            close(district)
        return len(caught)

    one = queries()
    for n in range(2, 20):
        give(make_person(f"演{n}", district.community, date(1940, 1, 1), serial=n))
    told(district)
    assert queries() <= one + 1


# --- told, reminded, by itself -------------------------------------------------------------------------------------------------------


def test_everybody_is_told_once_by_letter_and_message(district, opened):
    told(district, date(2025, 5, 9))
    letter, message = Letter.objects.get(), Message.objects.get()
    assert (letter.kind, letter.issued_on, message.kind, message.state) == ("certify", MAY, "certify", "waiting")
    assert Certification.objects.get().told_on == MAY


@pytest.mark.parametrize("pays_back", [True, False, None])
def test_the_letter_says_until_when_how_and_what_happens_otherwise_and_promises_nothing_that_is_not_there(opened, pays_back):
    values = {"matter": ("高龄津贴", "Old-age allowance"), "until": LAST, "held_from": END, "pays_back": pays_back, "clause": "《办法》第二十一条"}
    said = words.letter("certify", opened.person, values)
    zh, en = "".join(said["zh"]), " ".join(said["en"])
    assert "2025 年 5 月 31 日" in zh and "2025 年 6 月 起暂停" in zh and "上门" in zh and "第二十一条" in zh and "31 May 2025" in en and "June 2025" in en
    assert "刷脸" not in zh and "face" not in en and ("补给您" in zh) is bool(pays_back) and ("按规定不补" in zh) is (pays_back is False)
    for kind in ("certify", "certify_again"):
        for language in ("zh-hans", "zh-hant", "en"):
            text = words.message(kind, opened.person, {"until": "2025-05-31", "phone": "12345", "matter": ["高龄津贴", "Old-age allowance"]}, language)
            assert "2025-05-31" in text and "刷" not in text and "face" not in text


def test_nobody_is_held_untold(district, award):
    actions.open_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=MAY)
    assert close(district) == 0 and Award.objects.get().state == "active" and Certification.objects.get().closed_on == END
    assert tell_some(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=END) == 0, "too late to tell"


def test_who_is_left_is_reminded_once_in_the_last_week(district, opened):
    def remind(on):
        return remind_some(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=on)

    other = give(make_person("演二", district.community, date(1940, 1, 1), serial=2, phone="10000000032"))
    told(district)
    actions.certify(award=other, way="match", by=MACHINE, on=date(2025, 5, 9))
    assert [remind(date(2025, 5, n)) for n in (23, 24, 25)] == [0, 1, 0] and remind(END) == 0
    assert Message.objects.get(kind="certify_again").person == opened.person


def test_what_is_done_is_not_asked_for_any_more(district, opened):
    actions.certify(award=opened, way="counter", by=MACHINE, on=date(2025, 5, 2))
    assert list(Message.objects.values_list("state", "why")) == [("dropped", "done")]


def night(settings, on) -> None:
    settings.STANDING_STILL_ON = on
    assert jobs.run(jobs.start(kind="benefits.rounds", by=MACHINE, on=on)).state == "done"


def test_the_nights_open_tell_remind_and_close_by_themselves(district, award, settings):
    elsewhere = give(make_person("演三", district.foreign_community, date(1940, 1, 1), serial=3))
    night(settings, date(2025, 4, 30))
    assert not Certification.objects.exists()
    for on in (date(2025, 5, 6), date(2025, 5, 7)):
        night(settings, on)
        assert list(Certification.objects.values_list("round", "told_on")) == [(MAY, date(2025, 5, 6))] * 2 and Letter.objects.count() == 2
    actions.certify(award=elsewhere, way="visit", by=MACHINE, on=date(2025, 5, 20))
    for on, state in ((date(2025, 5, 30), "active"), (LAST, "active"), (END, "held"), (date(2025, 6, 30), "held")):
        night(settings, on)
        assert Award.objects.get(pk=award.pk).state == state, on
    assert Certification.objects.get(award=award).reminded_on == date(2025, 5, 30)
    assert Award.objects.get(pk=elsewhere.pk).state == "active" and award.holds.get().held_on == END


def test_a_night_missed_closes_the_next_time_and_opens_nothing_late(district, opened, settings):
    night(settings, date(2025, 7, 14))
    assert opened.holds.get().from_month == END
    night(settings, date(2025, 7, 15))
    assert opened.holds.count() == 1 and Certification.objects.count() == 1


@pytest.fixture
def huizhou(district):
    return place("惠州市", "city", district.province, "441300")


@pytest.fixture
def elsewhere(huizhou):
    """An award where the book has no rule of certification."""
    return give(make_person("演四", place("桥东社区居委会", "community", place("惠城区", "district", huizhou, "441302")), date(1940, 1, 1), serial=4))


def enter(city, actor, on, since, **figures) -> None:
    """What an office has found in its own documents, approved by another on a day."""
    one, other = actor("city", city), actor("city", city)
    for name, value in figures.items():
        made = enter_standard(
            figure=f"{OLD_AGE}_{name}", place=city, in_force=since, known=since, confirmed_through=date(2026, 12, 1), value=value, document="演示〔2025〕7号",
            by=one, on=on,
        )  # fmt: skip
        approve_standard(standard=made, by=other, on=on)


def test_where_no_rule_asks_for_certification_nothing_is_opened(elsewhere, settings):
    night(settings, date(2025, 5, 6))
    assert not Certification.objects.exists()


def test_a_city_enters_its_own_months_and_rounds_open_there_from_that_day(huizhou, elsewhere, actor, settings):
    enter(huizhou, actor, date(2025, 5, 8), date(2025, 5, 1), certification_months=[5, 9], certification_pays_back=False)
    night(settings, date(2025, 5, 7))
    assert not Certification.objects.exists(), "not known yet"
    night(settings, date(2025, 5, 8))
    night(settings, END)
    assert Certification.objects.get().round == MAY and elsewhere.holds.get().from_month == END
    found = terms.rounds(OLD_AGE, elsewhere.place, MAY, known=date(2025, 5, 8))
    assert (found.months, found.pays_back, found.clause) == ((5, 9), False, "演示〔2025〕7号")
    assert terms.rounds(OLD_AGE, elsewhere.place, date(2025, 4, 1), known=date(2025, 5, 8)) is None, "before it is in force"


def test_who_missed_a_round_is_made_good_by_the_rule_of_that_round(huizhou, elsewhere, actor, settings):
    enter(huizhou, actor, date(2025, 5, 8), date(2025, 1, 1), certification_months=[5], certification_pays_back=True)
    night(settings, date(2025, 5, 8))
    night(settings, END)
    enter(huizhou, actor, date(2025, 7, 1), date(2025, 7, 1), certification_pays_back=False)
    actions.certify(award=elsewhere, way="visit", by=MACHINE, on=date(2025, 8, 20))
    assert elsewhere.holds.get().paid_back is True


def test_where_no_document_says_whether_the_months_are_paid_they_are(huizhou, elsewhere, actor, settings):
    enter(huizhou, actor, date(2025, 5, 8), date(2025, 1, 1), certification_months=[5])
    assert terms.rounds(OLD_AGE, elsewhere.place, MAY, known=date(2025, 5, 8)).pays_back is None
    night(settings, date(2025, 5, 8))
    night(settings, END)
    actions.certify(award=elsewhere, way="visit", by=MACHINE, on=date(2025, 8, 20))
    assert elsewhere.holds.get().paid_back is True


def test_an_office_says_that_from_a_day_on_nobody_certifies_any_more(district, opened, actor, settings):
    enter(district.city, actor, date(2025, 10, 20), date(2025, 10, 1), certification_months=[])
    night(settings, date(2025, 11, 3))
    assert not Certification.objects.exclude(round=MAY).exists()
    assert terms.rounds(OLD_AGE, district.community, MAY, known=date(2025, 11, 3)).months == (5, 11), "what was asked before stays"


def test_everything_paid_here_month_by_month_has_its_terms_in_the_book():
    names = [f"{m.benefit}_{term}" for m in catalogue.all_matters() for term in ("certification_months", "certification_pays_back", "month_of_death")]
    monthly = {b.key for b in book.load().benefits.values() if b.period == "month"}
    assert [n for n in names if n.rsplit("_certification", 1)[0].removesuffix("_month_of_death") in monthly and n not in book.load().figures] == []
