"""审核确认表: what a decision rested on, whole, on the sheet that two offices sign."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.base.models import AuditEntry
from minsheng.registry.identity import make_number
from tests.applications.conftest import checked, heard, taken_in, user_of
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
NUMBER = make_number("440399", date(1973, 5, 1), 1)


def form(office, case, role="street", language="zh-hans") -> str:
    client = signed_in(user_of(office[role]))
    client.cookies["language"] = language
    return client.get(f"/desk/applications/{case.pk}/approval/").content.decode()


def test_it_says_who_was_found_how_by_which_standard_and_what_is_paid_in_words(granted, office):
    text = form(office, granted.case)
    for words in (
        NUMBER, "52 岁", "93 岁", "1,535.00", "家庭人均月收入", "767.50", "存款等金融资产不超过上限", "没有其他不动产", "符合", "2025年10月16日", "王知行、陈以宁", "2025-10-17 至 2025-10-24",
        "异议", "没有", "壹仟伍佰叁拾伍元整", "肆佰陆拾壹元", "已到规定的老年年龄", "30%", "壹仟玖佰玖拾陆元整", "2025 年 11 月", "香蜜湖街道办事处", "福田区民政部门", "低保标准",
    ):  # fmt: skip
        assert words in text, words


def test_a_number_is_whole_for_whoever_takes_in_or_decides_and_masked_for_others_and_every_look_is_kept(granted, office):
    assert NUMBER in form(office, granted.case, "head")
    assert NUMBER not in form(office, granted.case, "auditor")
    looks = AuditEntry.objects.filter(act="file.looked").values_list("subject", "details")
    assert {subject for subject, details in looks if "approval" in details["fields"]} == {
        f"registry.person:{granted.man.pk}",
        f"registry.person:{granted.mother.pk}",
    }


def test_before_the_decision_it_shows_what_was_prepared_and_leaves_the_opinions_open(district, office, family):
    case = taken_in(district, office, family)
    checked(case, office)
    text = form(office, case)
    assert "□ 不同意，理由：" in text and "□ 不予确认，理由：" in text


def test_a_change_shows_the_event_before_and_after_and_what_was_said(review, office):
    case, day = review(900000), date(2025, 12, 2)
    heard(case, office, day)
    apply.decide(application=case, outcome="stopped", reason="收入超标", by=office["head"], on=day)
    text = form(office, case)
    for words in ("复核到期", "1,996.00 → 0.00", "家里刚稳定", "已考虑，按文件渐退", "60 天内可以申请行政复议", "申请人签收"):
        assert words in text, words
    assert "Event" in form(office, case, language="en")
