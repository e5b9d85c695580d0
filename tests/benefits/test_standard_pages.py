"""The page of a figure that moves awards: what it means is shown before it is done, for all, for some, or for all but some; each is told once."""

import re
from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.base import jobs
from minsheng.base.models import Job
from minsheng.benefits import standards
from minsheng.benefits.models import Move, Span
from minsheng.notices.models import Letter
from tests.benefits.raising import JANUARY, NEW, NOTICE, OLD, approved, dibao, make_home
from tests.promises.test_access import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(district, actor):
    return {key: actor("city", district.city) for key in ("enters", "approves")}


@pytest.fixture
def desk(office, settings):
    settings.STANDING_STILL_ON = NOTICE
    return signed_in(User.objects.get(pk=office["approves"].user))


@pytest.fixture
def shown(district, office):
    """Three households that rise, and what was worked out for each; the address of the page."""
    for _ in range(3):
        dibao(*make_home(district, date(1985, 1, 1)))
    standard = approved(district, office, "dibao_standard", 1535, JANUARY)
    standards.weigh_some(standard=standard, after=0, by=office["approves"], on=NOTICE)
    return standard, f"/desk/standards/{standard.pk}/", list(Move.objects.order_by("pk").values_list("pk", flat=True))


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def moved() -> list[str]:
    return list(Move.objects.order_by("pk").values_list("state", flat=True))


def test_all_of_them_are_shown_with_money_and_letters_before_a_job_moves_them(desk, shown):
    standard, address, _ = shown
    page = text(desk.post(address, {"apply": "1"}))
    assert "调高 3 份待遇" in page and f"每月多发 {3 * (NEW - OLD) / 100:,.2f} 元" in page and "写 3 封告知书" in page and not Job.objects.exists()
    assert desk.post(address, {"apply": "1", "confirmed": "1"}).status_code == 302
    assert "正在办" in text(desk.get(address))
    jobs.run(Job.objects.get())
    assert moved() == ["done"] * 3 and Letter.objects.count() == 3
    standard.refresh_from_db()
    assert standard.applied_on == NOTICE and "已于 2025-06-03 应用" in text(desk.get(address))


def test_all_but_those_that_were_chosen_are_moved_and_these_can_be_moved_later(desk, shown):
    standard, address, (first, *rest) = shown
    page = text(desk.post(f"{address}apply/but/", {"row": [first]}))
    assert "调高 2 份待遇" in page and "留下 1 份调高的" in page and "这次不动的：演" in page
    desk.post(f"{address}apply/but/", {"row": [first], "confirmed": "1"})
    jobs.run(Job.objects.get())
    standard.refresh_from_db()
    assert moved() == ["open", "done", "done"] and Letter.objects.count() == 2 and standard.applied_on is None
    assert "调整全部 1 份" in text(desk.get(address))
    page = text(desk.post(f"{address}apply/only/", {"row": [first, *rest]}))
    assert "会办理这 1 项" in page and "这 2 项不办" in page and "已调整" in page
    desk.post(f"{address}apply/only/", {"row": [first, *rest], "confirmed": "1"})
    jobs.run(Job.objects.latest("pk"))
    standard.refresh_from_db()
    assert Letter.objects.count() == 3 and standard.applied_on == NOTICE


def test_nothing_is_begun_without_a_choice_or_where_none_rises(desk, shown):
    _, address, (first, *_) = shown
    Move.objects.filter(pk=first).update(state="done")
    for which, rows, words in (("only", [], "请先选择"), ("only", [first], "没有可以调高的"), ("none", [first], "请先选择")):
        assert words in text(desk.post(f"{address}apply/{which}/", {"row": rows, "confirmed": "1"}, follow=True))
    assert not Job.objects.exists()


def test_a_job_that_has_stopped_is_gone_on_with(desk, shown, monkeypatch):
    _, address, _ = shown
    monkeypatch.setattr(standards, "STEP", 1)
    real = standards.write_letter
    desk.post(address, {"apply": "1", "confirmed": "1"})
    monkeypatch.setattr(standards, "write_letter", lambda **given: real(**given) if Letter.objects.count() < 1 else 1 / 0)
    assert jobs.run(Job.objects.get()).state == "failed" and moved() == ["done", "open", "open"]
    page = text(desk.get(address))
    assert "上一次没有办完" in page and "调整全部 2 份" in page
    monkeypatch.setattr(standards, "write_letter", real)
    desk.post(f"/jobs/{Job.objects.get().pk}/resume")
    jobs.run(Job.objects.get())
    assert moved() == ["done"] * 3 and Letter.objects.count() == 3 and Span.objects.filter(why="standard").count() == 3
