"""低保证明: what the register says today, for the household to show."""

from datetime import date

import pytest

from minsheng.base.models import AuditEntry
from minsheng.benefits import actions
from minsheng.registry.identity import make_number
from tests.applications.conftest import granted, user_of  # noqa: F401
from tests.pages import signed_in
from tests.scenario import family, office  # noqa: F401

pytestmark = pytest.mark.django_db


def page(posts, award, role="street") -> str:
    return signed_in(user_of(posts[role])).get(f"/desk/benefits/{award.pk}/proof/").content.decode()


def test_it_names_the_household_the_months_and_the_amount_and_every_look_is_kept(granted, office, settings):  # noqa: F811
    settings.STANDING_STILL_ON = date(2025, 11, 5)
    text = page(office, granted.award)
    for words in (
        "最低生活保障证明",
        "张启明",
        "林玉兰",
        make_number("440399", date(1932, 5, 1), 1),
        "2025 年 11 月",
        "1,996.00",
        "用途：",
        "有效期至：",
        "香蜜湖街道办事处",
        "（盖章）",
    ):
        assert words in text, words
    looks = AuditEntry.objects.filter(act="file.looked", details__purpose="benefits.proof").values_list("subject", flat=True)
    assert set(looks) == {f"registry.person:{granted.man.pk}", f"registry.person:{granted.mother.pk}"}
    assert "/proof/" in signed_in(user_of(office["street"])).get(f"/desk/benefits/{granted.award.pk}/").content.decode()
    assert signed_in(user_of(office["finance"])).get(f"/desk/benefits/{granted.award.pk}/proof/").status_code == 403


def test_of_what_is_held_it_says_so_and_no_amount(granted, office, settings):  # noqa: F811
    settings.STANDING_STILL_ON = day = date(2025, 11, 5)
    actions.hold(award=granted.award, reason="check", from_month=date(2025, 11, 1), by=office["street"], on=day)
    text = page(office, granted.award)
    assert "目前暂停发放" in text and "1,996.00" not in text
