"""A public notice: three fields, minors masked, gone by itself, posted and taken down with proof; objections, secret to the family."""

import re
import uuid
from datetime import date

import pytest
from django.test import Client

from minsheng.applications import actions as apply
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.notices import actions as notices
from minsheng.notices.models import Letter, Notice
from minsheng.notices.queries import displayed
from minsheng.registry.models import Account
from tests.applications.conftest import user_of, visited
from tests.pages import signed_in
from tests.scenario import notice_of, to_notice
from tests.spine import make_person

pytestmark = pytest.mark.django_db
SECRET = "他家另有商铺出租"
ANONYMOUS = "楼上的老赵"


@pytest.fixture
def case(district, office, family):
    return to_notice(district, office, family)


def objected(case, office):
    return apply.object_to(notice=notice_of(case), manner="phone", who=ANONYMOUS, text=SECRET, by=office["street"], on=date(2025, 10, 20))


# --- the notice ---------------------------------------------------------------------------------------------------------------------


def test_the_public_reads_name_members_and_amount_and_nothing_else(case, settings):
    settings.STANDING_STILL_ON = date(2025, 10, 20)
    page = Client(SERVER_NAME="localhost").get("/notices").content.decode()
    shown = re.sub("<[^>]+>", " ", page)
    assert all(words in shown for words in ("张启明", "1,996.00", "2"))
    assert not any(words in shown for words in ("林玉兰", "19730501", "10000000002", "重病", "残疾", "1,535.00", case.number))


def test_it_goes_offline_by_itself_after_its_last_day(case):
    notice = notice_of(case)
    assert [displayed(d).filter(pk=notice.pk).exists() for d in (date(2025, 10, 16), date(2025, 10, 17), date(2025, 10, 24), date(2025, 10, 25))] == [
        False,
        True,
        True,
        False,
    ]


def test_search_engines_keep_nothing_of_it(case, settings):
    settings.STANDING_STILL_ON = date(2025, 10, 20)
    assert "noindex" in Client(SERVER_NAME="localhost").get("/notices")["X-Robots-Tag"]


@pytest.mark.parametrize("born", [date(2025, 6, 1), date(2010, 6, 1)])
def test_a_childs_name_is_not_published_not_even_a_babys(district, office, born):
    child = make_person("陈小宝", district.community, born, serial=9)
    notice = notices.publish(kind="opinion", about="x:1", place=district.community, matter="dibao", person=child, members=1, fen=1, days=7, places_shown="公示栏", phone="1", by=office["street"], on=date(2025, 9, 25))  # fmt: skip
    assert notice.shown_name == "陈某（未成年人）"


def test_seven_days_that_end_on_a_day_off_run_to_the_next_working_day(district, office, family):
    man = family[0]
    notice = notices.publish(kind="opinion", about="x:1", place=district.community, matter="dibao", person=man, members=2, fen=1, days=7, places_shown="公示栏", phone="1", by=office["street"], on=date(2025, 9, 25))  # fmt: skip
    assert notice.until == date(2025, 10, 9), "National Day holidays, 1 to 8 October 2025"


@pytest.mark.parametrize(("born", "shown"), [(date(2012, 1, 1), "陈某（未成年人）"), (date(2000, 1, 1), "陈晓")])
def test_a_minor_is_shown_by_the_surname_only(district, office, born, shown):
    child = make_person("陈晓", district.community, born, serial=3)
    notice = notices.publish(kind="opinion", about="x:1", place=district.community, matter="dibao", person=child, members=1, fen=1, days=7, places_shown="公示栏", phone="1", by=office["street"], on=date(2025, 10, 17))  # fmt: skip
    assert notice.shown_name == shown


def test_posted_somewhere_and_taken_down_after_its_time_with_proof(case, office):
    with pytest.raises(Refused, match="已经贴出"):
        apply.publish(application=case, places_shown="公示栏", phone="x", by=office["street"], on=date(2025, 10, 20))
    with pytest.raises(Refused, match="2025-10-24"):
        apply.take_down(application=case, by=office["street"], on=date(2025, 10, 24))
    proof = uuid.uuid4()
    apply.take_down(application=case, proof=proof, by=office["street"], on=date(2025, 10, 27))
    assert (notice_of(case).removed_on, notice_of(case).removed_proof) == (date(2025, 10, 27), proof)
    with pytest.raises(AlreadyDone):
        notices.take_down(notice=notice_of(case), by=office["street"], on=date(2025, 10, 28))


def test_a_notice_says_where_it_is_posted(district, office, family):
    with pytest.raises(Refused) as no:
        notices.publish(kind="opinion", about="x:1", place=district.community, matter="dibao", person=family[0], members=1, fen=1, days=7, places_shown=" ", phone="1", by=office["street"], on=date(2025, 10, 17))  # fmt: skip
    assert no.value.field == "places_shown"


# --- objections ---------------------------------------------------------------------------------------------------------------------


def test_the_family_never_learns_of_an_objection_or_who_it_was(case, office, family, django_user_model):
    objection = objected(case, office)
    apply.answer_objection(objection=objection, upheld=True, finding=f"{SECRET}，查无此事", by=office["district"], on=date(2025, 10, 21))
    user = django_user_model.objects.create(username="resident")
    Account.objects.create(user=user, person=family[0], since=date(2025, 1, 1))
    client = signed_in(user)
    seen = [client.get(a).content.decode() for a in ("/my/", f"/my/applications/{case.pk}/", *(f"/my/letters/{x.pk}/" for x in family[0].letters.all()))]
    prints = signed_in(user_of(office["street"]))
    seen += [prints.get(f"/desk/applications/{case.pk}/{page}/").content.decode() for page in ("form", "approval", "catalogue", "survey")]
    seen += ["".join(open_sealed(bytes(x.sealed), f"notices.letter:{x.number}")["zh"]) for x in Letter.objects.all()]
    assert len(seen) > 7 and all(page for page in seen)
    assert not [page for page in seen if SECRET in page or ANONYMOUS in page]
    staff = prints.get(f"/desk/applications/{case.pk}/").content.decode()
    assert SECRET in staff and ANONYMOUS not in staff, "who it was is not on the case's page either"


def test_others_look_into_it_and_go_again_and_a_new_notice_is_posted(case, office, district, actor):
    objection = objected(case, office)
    with pytest.raises(Refused, match="异议还没有答复"):
        apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    for visitor in ("street", "street_2"):
        with pytest.raises(NotAllowed, match="没有参加原调查"):
            apply.answer_objection(objection=objection, upheld=True, finding="x", by=office[visitor], on=date(2025, 10, 21))
    with pytest.raises(Refused, match="写明核查结果"):
        apply.answer_objection(objection=objection, upheld=True, finding=" ", by=office["district"], on=date(2025, 10, 21))
    apply.answer_objection(objection=objection, upheld=True, finding="再去一次", by=office["district"], on=date(2025, 10, 21))
    with pytest.raises(AlreadyDone):
        apply.answer_objection(objection=objection, upheld=False, finding="改", by=office["district"], on=date(2025, 10, 21))

    office |= {"new": actor("street", district.street), "new_2": actor("community", district.community)}
    for first, second in (("new", "street_2"), ("street", "new")):
        with pytest.raises(Refused, match="要换人"):
            visited(case, office, on=date(2025, 10, 22), first=first, second=second)
    again = visited(case, office, on=date(2025, 10, 22), first="new", second="new_2")
    assert (again.kind, again.task.round) == ("objection", 2)
    apply.opine(application=case, agree=True, words="", by=office["new"], on=date(2025, 10, 23))
    second = apply.publish(application=case, places_shown="公示栏", phone="x", by=office["new"], on=date(2025, 10, 23))
    first = Notice.objects.exclude(pk=second.pk).get()
    assert first.number != second.number and first.removed_on == date(2025, 10, 21)
    assert second.until == date(2025, 10, 30), "the days run anew"


def test_not_upheld_and_the_notice_runs_on(case, office):
    apply.answer_objection(objection=objected(case, office), upheld=False, finding="属实", by=office["district"], on=date(2025, 10, 21))
    assert notice_of(case).removed_on is None and set(case.tasks.filter(state="open").values_list("step", flat=True)) == {"notice"}


def test_objecting_is_for_the_time_of_the_notice_and_says_what(case, office):
    with pytest.raises(Refused, match="已经结束"):
        apply.object_to(notice=notice_of(case), manner="phone", who="", text="x", by=office["street"], on=date(2025, 10, 25))
    with pytest.raises(Refused, match="写明"):
        apply.object_to(notice=notice_of(case), manner="phone", who="", text=" ", by=office["street"], on=date(2025, 10, 20))


# --- letters --------------------------------------------------------------------------------------------------------------------------


def test_every_letter_has_words_in_both_languages(case):
    for letter in Letter.objects.all():
        body = open_sealed(bytes(letter.sealed), f"notices.letter:{letter.number}")
        assert len(body["zh"]) == len(body["en"]) > 2 and not re.search("[\u4e00-\u9fff]", body["en"][1].replace("王知行", ""))
