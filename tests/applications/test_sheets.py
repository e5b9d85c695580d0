"""What is printed for the counter and the visit, filled from the file, and every print kept on record."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.gradual import Exit
from minsheng.base.models import AuditEntry
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import Kinship
from tests.applications.conftest import VISITED, begun, heard, taken_in, user_of, visited
from tests.pages import signed_in
from tests.spine import make_person

pytestmark = pytest.mark.django_db


def page(office, case, name, role="street") -> str:
    return signed_in(user_of(office[role])).get(f"/desk/applications/{case.pk}/{name}/").content.decode()


def test_the_application_form_holds_the_family_its_answers_the_authorisation_and_a_line_for_each_to_sign(district, office, family):
    case = begun(district, office, family)
    text = page(office, case, "form")
    for words in (
        "社会救助申请及授权书",
        "张启明",
        "林玉兰",
        make_number("440399", date(1973, 5, 1), 1),
        "10000000002",
        "12,420.00",
        "非银行支付机构",
        "第七十三条",
        "第六十二条",
    ):
        assert words in text
    assert text.count('class="signature"') == 2 + 1 + 1 + 1, "one line an adult, witness and officer, the slip, and a page for a supporter"
    assert text.count("已于 2025-10-09 授权") == 2
    printed = AuditEntry.objects.filter(act="file.looked", details__purpose="applications.print").values_list("subject", flat=True)
    assert set(printed) == {f"registry.person:{p.pk}" for p in family[:2]}, "a print shows everything of both, so both are on record"


def test_a_minor_has_the_guardians_line_and_each_supporter_on_file_a_page(district, office, family):
    man, _, home = family
    child = make_person("张小小", district.community, date(2015, 1, 1), serial=7)
    son = make_person("张大海", district.community, date(1996, 1, 1), serial=8)
    registry.join(household=home, person=child, relation="child", since=date(2020, 1, 1), by=office["street"], on=date(2025, 10, 9))
    Kinship.objects.create(person=man, relative=son, relation="child")
    text = page(office, begun(district, office, family), "form")
    assert "张小小（监护人签名）" in text and text.count("new-page") == 1 and "张大海" in text


def test_the_survey_form_is_blank_to_take_along_and_shows_afterwards_what_was_found(district, office, family):
    case = taken_in(district, office, family)
    blank = page(office, case, "survey")
    assert "□ 入户见面" in blank and "☑" not in blank and "拒绝签名" in blank
    visit = visited(case, office, form={"dwelling": "rented", "area": 48, "causes": ["age", "illness"]}, notes={"notes": "一室一厅", "neighbours": "两户"})
    filled = page(office, case, f"survey/{visit.pk}")
    for words in ("☑ 入户见面", "☑ 租住", "□ 商品房", "☑ 因病", "☑ 年老", "□ 失业", "48", "一室一厅", "王知行、陈以宁", str(VISITED)):
        assert words in filled


def test_the_approval_form_says_when_a_gradual_exit_ends(review, office):
    case, day = review(900000), date(2025, 12, 2)
    heard(case, office, day)
    apply.decide(application=case, outcome="grace", reason="就业", leaving=Exit(6, "kept", "（示例）渐退办法"), by=office["head"], on=day)
    text = page(office, case, "approval")
    assert "渐退期满" in text and "（示例）渐退办法" in text


def test_the_award_page_says_until_when_it_is_paid(review, granted, office):
    case, day = review(900000), date(2025, 12, 2)
    heard(case, office, day)
    apply.decide(application=case, outcome="grace", reason="就业", leaving=Exit(6, "kept", "（示例）渐退办法"), by=office["head"], on=day)
    text = signed_in(user_of(office["street"])).get(f"/desk/benefits/{granted.award.pk}/").content.decode()
    assert "渐退期：发到" in text


def test_a_reason_of_another_kind_is_said_at_its_field_on_the_award_page(granted, office):
    client = signed_in(user_of(office["street"]))
    address = f"/desk/benefits/{granted.award.pk}/about/"
    wrong = client.post(address, {"about-kind": "review", "about-reason": "death"})
    assert wrong.status_code == 422 and "不属于所选的类型" in wrong.content.decode()
    assert client.post(address, {"about-kind": "review"}).status_code == 422
    opened = client.post(address, {"about-kind": "stop", "about-reason": "given_up"})
    assert opened.status_code == 302 and "自愿放弃" in client.get(opened["Location"]).content.decode()


def test_the_approver_is_offered_a_gradual_exit_where_the_household_is_above_the_standard(review, office, settings):
    settings.STANDING_STILL_ON = day = date(2025, 12, 2)
    case = review(900000)
    heard(case, office, day)
    client = signed_in(user_of(office["head"]))
    page_ = f"/desk/applications/{case.pk}/"
    assert "do/grace/" in client.get(page_).content.decode()
    given = {
        "grace-months": 6,
        "grace-share": "kept",
        "grace-document": "（示例）渐退办法",
        "grace-reason": "就业",
        "grace-seen": case.assessments.latest("pk").pk,
    }
    assert client.post(f"{page_}do/grace/", given | {"grace-months": 13}).status_code == 422
    assert client.post(f"{page_}do/grace/", given).status_code == 302
    shown = client.get(page_).content.decode()
    assert "渐退：从" in shown and "照原额发" in shown
