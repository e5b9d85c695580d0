"""A source that gave no answer online is asked on paper; its reply is entered by the officer, in the words of the fact."""

import pytest

from minsheng.applications import actions as apply
from minsheng.applications import sources
from tests.applications.conftest import CHECKED, taken_in, user_of
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(district, office, family, monkeypatch):
    """No source is connected: {fact: line} of the household and of the first person."""
    monkeypatch.setattr(sources, "SOURCES", dict(sources.SOURCES))
    report = apply.check(application=taken_in(district, office, family), by=office["street"], on=CHECKED)
    return {f.key: f for f in report.found.order_by("-person")}


@pytest.mark.parametrize(("key", "given", "kept"), [("financial_assets", "12,420.50", 1242050), ("dwellings", "1", 1), ("other_real_estate", "no", False), ("motor_vehicle", "none", "none")])  # fmt: skip
def test_the_reply_is_kept_as_the_fact_has_it(lines, office, key, given, kept):
    line, client = lines[key], signed_in(user_of(office["street"]))
    assert not line.answered
    page = f"/desk/applications/found/{line.pk}/answer/"
    assert page in client.get(f"/desk/applications/{line.check_report.application_id}/").content.decode()
    assert client.post(page, {"value": given, "words": "深不动产函〔2025〕1号"}).status_code == 302
    line.refresh_from_db()
    assert (line.value, line.answered, line.explained) == (kept, True, "深不动产函〔2025〕1号")


def test_without_a_value_or_the_letter_nothing_is_kept(lines, office):
    line, client = lines["dwellings"], signed_in(user_of(office["street"]))
    for given in ({"value": "", "words": "函"}, {"value": "1", "words": ""}, {"value": "很多", "words": "函"}):
        assert client.post(f"/desk/applications/found/{line.pk}/answer/", given).status_code == 422
    line.refresh_from_db()
    assert not line.answered
