"""The application form: one question must be answered, the rest may be left out; what was sent is corrected beside the old version; what is promised becomes income."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications import near, sheet_facts, sheet_kept
from minsheng.applications.merging import follow
from minsheng.applications.models import Sheet
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.masks import mask_number
from minsheng.base.models import AuditEntry
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import Account, Fact
from minsheng.registry.queries import facts_on
from tests.applications.conftest import ACCEPTED, APPLIED, begun, sign, taken_in, user_of
from tests.applications.test_intake import resident
from tests.pages import signed_in
from tests.scenario import NOT_RELATED, answers
from tests.spine import make_person

pytestmark = pytest.mark.django_db
SON = {"name": "张大海", "relation": "child", "phone": "10000000012", "document": "440399199601010017", "promised": 30000, "counted": "no"}


@pytest.fixture
def day_at_home():
    """`day_at_home(person)`: a client signed in as that person."""

    def client(person):
        user = User.objects.create(username=f"resident-{person.pk}", name=person.name)
        Account.objects.create(user=user, person=person, since=date(2025, 1, 1))
        return signed_in(user)

    return client


def draft(district, office, family):
    man, mother, home = family
    case = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel="counter", by=office["street"], on=APPLIED)
    apply.answer(application=case, answers=answers(man, mother), by=office["street"], on=APPLIED)
    sign(family, office)
    return case


def fill(case, office, on=APPLIED, **given):
    return apply.fill_sheet(application=case, given=given.pop("given"), by=office["street"], on=on, **given)


def test_only_the_question_about_near_relatives_keeps_it_from_being_sent(district, office, family):
    case = draft(district, office, family)
    with pytest.raises(Refused, match="近亲属") as no:
        apply.submit(application=case, by=office["street"], on=APPLIED)
    assert no.value.field == "household:near"
    fill(case, office, given=NOT_RELATED)
    assert apply.submit(application=case, by=office["street"], on=APPLIED).state == "submitted"
    assert sheet_kept.kinds_of(case) == ["office"], "what is not said is sorted by the office"


def test_a_matter_without_the_letter_has_no_form(district, office, family):
    case = apply.draft(
        matter="old_age_allowance", applicant=family[1], household=None, place=district.community, channel="counter", by=office["street"], on=APPLIED
    )
    with pytest.raises(Refused, match="没有申请表"):
        fill(case, office, given=NOT_RELATED)


@pytest.mark.parametrize(
    "given, words",
    [
        ({"household": {"near": "yes"}}, "写明是谁"),
        ({"household": {"near": "no", "near_who": "某人"}}, "改成一样的"),
        ({"household": {"near": "no", "contact_phone": "10000000011"}}, "联系人的姓名"),
        ({"household": {}, "members": {"999999": {"asks": "yes"}}}, "不在这个家庭里"),
        ({"household": {}, "supporters": [{"name": "张大海"}]}, "姓名和关系"),
        ({"household": {}, "supporters": [{"name": "张大海", "relation": "child", "able": "no"}]}, "请写原因"),
        ({"household": {}, "supporters": [{"name": "张大海", "relation": "child", "promised": 100}]}, "写给谁"),
        ({"household": {}, "supporters": [{"name": str(n), "relation": "child"} for n in range(13)]}, "最多登记 12 位"),
    ],
)
def test_what_belongs_together_is_given_together(district, office, family, given, words):
    with pytest.raises(Refused, match=words):
        fill(draft(district, office, family), office, given=given)


def test_pages_are_kept_one_after_the_other_and_an_answer_can_be_taken_back(district, office, family):
    case = draft(district, office, family)
    fill(case, office, given={"household": {"causes": ["illness"], "n_living": 2}})
    fill(case, office, given={"household": {"n_living": None}, "supporters": [{"name": "张大海", "relation": "child"}]})
    sheet = Sheet.objects.get()
    assert sheet.version == 1 and sheet_kept.household(sheet) == {"causes": ["illness"]} and len(sheet_kept.supporters(sheet)) == 1


def test_nothing_of_it_can_be_read_in_the_database_but_the_yes(district, office, family):
    case = draft(district, office, family)
    fill(
        case,
        office,
        given={
            "household": {"near": "yes", "near_who": "李四", "near_relation": "sibling", "contact_name": "王五"},
            "supporters": [SON | {"for": str(family[0].pk)}],
        },
    )
    with connection.cursor() as cursor:
        cursor.execute("select * from applications_sheet")
        row = cursor.fetchone()
    assert not any(secret.encode() in bytes(str(value), "utf-8") for value in row for secret in ("李四", "王五", "张大海", "440399199601010017"))


def test_after_sending_only_the_office_corrects_with_a_reason_and_the_old_version_stays(district, office, family):
    case = taken_in(district, office, family)
    for by, words in ((resident(family[0]), "不能再改"), (office["street"], "为什么更正")):
        with pytest.raises(Refused, match=words):
            apply.fill_sheet(application=case, given={"household": {"n_family": 3}}, by=by, on=ACCEPTED)
    fill(case, office, on=ACCEPTED, given={"household": {"n_family": 3}}, why="漏了外地的儿子")
    old, new = Sheet.objects.order_by("version")
    assert (old.version, old.replaced_on, new.version, new.replaced_on) == (1, ACCEPTED, 2, None)
    assert sheet_kept.household(old) == {"near": "no"} and sheet_kept.household(new) == {"near": "no", "n_family": 3}
    assert AuditEntry.objects.filter(act="applications.fill_sheet", subject=f"applications.application:{case.pk}").count() == 2
    page = signed_in(user_of(office["street"])).get(f"/desk/applications/{case.pk}/").content.decode()
    assert "第 1 版" in page and "漏了外地的儿子" in page and "更正申请表" in page


def test_somebody_of_another_place_or_role_does_not_write_on_it(district, office, family, actor):
    case = draft(district, office, family)
    for by in (actor("street", district.other_street), office["approver"]):
        with pytest.raises(NotAllowed):
            apply.fill_sheet(application=case, given=NOT_RELATED, by=by, on=APPLIED)


# --- what becomes facts -------------------------------------------------------------------------------------------------------------


def test_what_is_promised_is_put_into_the_income_once_and_says_so(district, office, family):
    man = family[0]
    case = draft(district, office, family)
    fill(case, office, given=NOT_RELATED | {"supporters": [SON | {"for": str(man.pk)}]})
    apply.submit(application=case, by=office["street"], on=APPLIED)
    fact = facts_on(man, APPLIED)["monthly_income"]
    assert (fact.value, fact.source, fact.since) == (153500 + 30000, "applicant", date(2025, 10, 1)) and "承诺每月 300.00 元" in fact.evidence
    fill(case, office, on=ACCEPTED, given={"supporters": [SON | {"for": str(man.pk), "promised": 50000}]}, why="改成 500 元")
    assert facts_on(man, ACCEPTED)["monthly_income"].value == 153500 + 50000, "the difference, not the whole again"
    fill(case, office, on=ACCEPTED, given={"supporters": [SON | {"for": str(man.pk), "counted": "yes"}]}, why="本来就算在里面")
    assert facts_on(man, ACCEPTED)["monthly_income"].value == 153500


def test_what_the_income_holds_already_and_an_unknown_income_are_left_alone(district, office, family):
    man, mother, home = family
    case = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel="counter", by=office["street"], on=APPLIED)
    sign(family, office)
    fill(case, office, given=NOT_RELATED | {"supporters": [SON | {"for": str(man.pk)}, SON | {"for": str(mother.pk), "counted": "yes"}]})
    apply.submit(application=case, by=office["street"], on=APPLIED)
    assert not Fact.objects.filter(key="monthly_income").exists()


@hypothesis_given(sums=st.lists(st.tuples(st.sampled_from(["1", "2"]), st.sampled_from(["yes", "no"]), st.integers(0, 10**7)), max_size=12))
def test_the_sum_for_a_member_is_that_of_the_promises_not_counted_yet(sums):
    rows = [{"name": "x", "relation": "child", "for": who, "counted": counted, "promised": fen} for who, counted, fen in sums]
    found = sheet_facts.promised(Sheet(answers={"supporters": rows}))
    assert found == {who: total for who in ("1", "2") if (total := sum(f for w, c, f in sums if w == who and c == "no"))}


def test_marital_status_becomes_a_fact_and_what_the_register_knows_is_not_asked(district, office, family):
    man, mother, _ = family
    case = draft(district, office, family)
    fill(case, office, given=NOT_RELATED | {"members": {str(mother.pk): {"marital_status": "widowed", "special": ["returned"]}}})
    apply.submit(application=case, by=office["street"], on=APPLIED)
    mother.refresh_from_db()
    assert mother.facts["marital_status"] == "widowed" and "special" not in mother.facts
    client = signed_in(user_of(office["street"]))
    apply.withdraw(application=case, by=office["street"], on=APPLIED)
    shown = client.get(f"/desk/applications/{draft(district, office, family).pk}/intake/").content.decode()
    assert f"sheet-{man.pk}:marital_status" in shown and f"sheet-{mother.pk}:marital_status" not in shown


def test_who_has_left_the_household_since_is_in_nobodys_way(district, office, family):
    _, mother, home = family
    case = draft(district, office, family)
    fill(case, office, given=NOT_RELATED | {"members": {str(mother.pk): {"asks": "yes"}}, "supporters": [SON | {"for": str(mother.pk)}]})
    registry.leave(household=home, person=mother, until=APPLIED, by=office["street"], on=APPLIED)
    sheet = fill(case, office, given={"household": {"n_living": 1}})
    assert sheet.answers["members"] == {} and "for" not in sheet_kept.supporters(sheet)[0]


def test_two_files_that_become_one_keep_what_the_form_says(district, office, family):
    _, mother, _ = family
    double = make_person("林玉兰", district.community, date(1932, 5, 1), serial=8)
    case = draft(district, office, family)
    fill(case, office, given=NOT_RELATED | {"members": {str(mother.pk): {"special": ["returned"]}}, "supporters": [SON | {"for": str(mother.pk)}]})
    follow(keep=double, drop=mother, by=office["street"], on=APPLIED)
    sheet = sheet_kept.current(case)
    assert sheet.answers["members"] == {str(double.pk): {"special": ["returned"]}} and sheet_kept.supporters(sheet)[0]["for"] == str(double.pk)


# --- on the page, on paper ----------------------------------------------------------------------------------------------------------


def test_the_page_masks_and_says_where_the_numbers_differ_and_the_register_lists_it(district, office, family):
    case = draft(district, office, family)
    who = {"near": "yes", "near_who": "李四方", "near_relation": "sibling", "n_living": 4, "n_asked": 5}
    fill(case, office, given={"household": who, "supporters": [SON | {"for": str(family[0].pk)}]})
    apply.submit(application=case, by=office["street"], on=APPLIED)
    page = signed_in(user_of(office["street"])).get(f"/desk/applications/{case.pk}/").content.decode()
    assert "登记的家庭有 2 人" in page and "比共同生活的人还多" in page and "近亲属备案" in page
    assert "4403**********0017" in page and "440399199601010017" not in page and "10000000012" not in page and "李*方" in page
    assert list(near.of_near_relatives(office["district"])) == [case], "the family has said so, though nobody of the staff has declared it"
    listed = signed_in(user_of(office["district"])).get("/desk/relatives/cases/").content.decode()
    assert "家里自己说的" in listed and "李四方" not in listed


def test_the_paper_form_holds_everything_and_the_blank_one_nothing(district, office, family):
    case = draft(district, office, family)
    given = {
        "household": {"near": "no", "kinds": ["dibao"], "causes": ["illness"], "contact_name": "王小明", "n_family": 3},
        "supporters": [SON | {"for": str(family[0].pk), "able": "part", "unable_why": "有房贷"}],
    }
    fill(case, office, given=given)
    client = signed_in(user_of(office["street"]))
    text = client.get(f"/desk/applications/{case.pk}/form/").content.decode()
    for words in ("☑ 最低生活保障", "☑ 因病", "王小明", "张大海", "440399199601010017", "300.00", "叁佰元整", "☑ 没有", "有房贷", "回执", "有效期", "给谁"):
        assert words in text, words
    assert "王小明" not in client.get("/desk/applications/form/").content.decode()
    blank = client.get("/desk/applications/form/").content.decode()
    assert "☑" not in blank and "工资性收入" in blank and "刚性支出" in blank and "张启明" not in blank


def test_a_second_version_that_counts_is_refused_by_the_database(district, office, family):
    case = begun(district, office, family)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.create(application=case, version=2, why="x", written_on=APPLIED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(application=case).update(version=2)


def test_the_counter_page_takes_facts_form_and_signatures_in_one_go(district, office, family, settings):
    settings.STANDING_STILL_ON = APPLIED
    man, _, home = family
    sign(family, office)
    case = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel="counter", by=office["street"], on=APPLIED)
    client, at = signed_in(user_of(office["street"])), f"/desk/applications/{case.pk}/intake/"
    assert 'value="[]"' not in client.get(at).content.decode(), "an empty box is empty"
    assert client.post(at, {"send": "1"}).status_code == 422 and client.post(at, {"keep": "1"}).status_code == 302, "kept for later it may still be open"
    data = {"send": "1", "sheet-household:near": "no", "sheet-household:kinds": ["dibao", "office"], "sheet-household:n_family": "3", "sheet-supporter0:name": "张大海",
            "sheet-supporter0:relation": "child", "sheet-supporter0:promised": "300", "sheet-supporter0:for": str(man.pk), "sheet-supporter0:counted": "no", f"{man.pk}:monthly_income": "1535"}  # fmt: skip
    assert client.post(at, data | {"sheet-supporter0:relation": ""}).status_code == 422
    answer = client.post(at, data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    case.refresh_from_db()
    man.refresh_from_db()
    assert case.state == "submitted" and man.facts["monthly_income"] == 153500 + 30000 and sheet_kept.kinds_of(case) == ["dibao", "office"]


def test_on_the_phone_it_is_one_thing_a_page(district, office, family, settings, day_at_home):
    settings.STANDING_STILL_ON = APPLIED
    man, mother, _ = family
    client = day_at_home(man)
    client.post("/my/apply/dibao/")
    case = man.applications.get()
    at = f"/my/applications/{case.pk}/"
    assert "近亲属" in client.get(at).content.decode()
    assert client.post(f"{at}more/near/0/", {}).status_code == 422, "this one has to be answered"
    assert client.post(f"{at}more/near/0/", {"sheet-household:near": "no"})["Location"] == at
    assert client.post(f"{at}more/causes/0/", {"sheet-household:causes": ["illness"]})["Location"] == f"{at}more/"
    client.post(f"{at}more/supporter/0/", {"sheet-supporter0:name": "张大海", "sheet-supporter0:relation": "child"})
    client.post(f"{at}more/supporter/1/", {"sheet-supporter1:name": "张小海", "sheet-supporter1:relation": "child"})
    client.post(f"{at}more/member/{mother.pk}/", {f"sheet-{mother.pk}:special": ["returned"], f"sheet-{mother.pk}:leaves_school": "2027-07"})
    assert client.get(f"{at}more/supporter/3/").status_code == 404 and client.get(f"{at}more/member/0/").status_code == 404
    client.post(f"{at}more/supporter/0/", {"remove": "1"})
    sheet = sheet_kept.current(case)
    assert [one["name"] for one in sheet_kept.supporters(sheet)] == ["张小海"] and sheet_kept.member(sheet, mother.pk)["leaves_school"] == "2027-07-01"
    check = client.get(f"{at}check/").content.decode()
    assert "张小海" in check and "因病" in check and "归侨" in check and "2027-07" in check
    mine = client.get(f"{at}print/").content.decode()
    assert (
        make_number("440399", man.birth_date, 1) in mine
        and mask_number(make_number("440399", mother.birth_date, 1)) in mine
        and make_number("440399", mother.birth_date, 1) not in mine
    )
