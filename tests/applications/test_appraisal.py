"""An appraisal by residents: optional, kept with the case, sealed where it names people, and it decides nothing."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from minsheng.applications import actions as apply
from minsheng.applications import catalogue
from minsheng.applications.models import Appraisal
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.models import AuditEntry
from tests.applications.conftest import VISITED, checked, taken_in, user_of, visited
from tests.pages import signed_in
from tests.scenario import notice_of, to_notice

pytestmark = pytest.mark.django_db
MINUTES = {"venue": "社区会议室", "host": "甲、乙", "people": "丙（居民代表）、丁（社区干部）", "said": "收入属实"}


@pytest.fixture
def case(district, office, family):
    return taken_in(district, office, family)


def appraised(case, office, on=VISITED, **given):
    values = {
        "ground": "local",
        "document": "（示例）评议办法",
        "held_on": on,
        "invited": 13,
        "present": 11,
        "agree": 9,
        "against": 1,
        "abstain": 1,
        "secret": True,
        "result": "true",
    }
    return apply.appraise(application=case, minutes=MINUTES, by=office["street"], on=on, **values | given)


def test_it_is_kept_sealed_in_the_legal_order_and_closes_nothing(case, office, district):
    before = list(case.tasks.values_list("step", "state"))
    made = appraised(case, office)
    assert list(case.tasks.values_list("step", "state")) == before, "advice: no step waits for it or is done by it"
    assert "丙".encode() not in bytes(made.sealed) and "丙" not in str(AuditEntry.objects.get(act="applications.appraise").details)
    visited(case, office)
    keys = [s.key for s in catalogue.sheets(case)]
    assert keys.index("survey") + 1 == keys.index("appraisal")
    page = signed_in(user_of(office["street"])).get(f"/desk/applications/{case.pk}/").content.decode()
    for words in ("民主评议", "同意 9，不同意 1，弃权 1（无记名）", "13 人、11 人", "（示例）评议办法", "丙（居民代表）", "情况属实"):
        assert words in page, words
    assert "同意 9" in signed_in(user_of(office["street"])).get(f"/desk/applications/{case.pk}/approval/").content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ground": "habit"}, "ground"), ({"ground": "objection"}, "ground"), ({"document": " "}, "document"), ({"present": 0}, "present"), ({"present": 14}, "present"),
        ({"agree": 10}, "agree"), ({"held_on": VISITED + timedelta(days=1)}, "held_on"), ({"result": ""}, "result"),
    ],
)  # fmt: skip
def test_what_minutes_have_to_say(case, office, given, field):
    with pytest.raises(Refused) as no:
        appraised(case, office, **given)
    assert no.value.field == field and not Appraisal.objects.exists()


def test_not_after_the_opinion_but_again_to_settle_an_objection(district, office, family):
    case = to_notice(district, office, family)
    with pytest.raises(Refused, match="有异议时组织"):
        appraised(case, office, on=date(2025, 10, 20))
    apply.object_to(notice=notice_of(case), manner="phone", who="", text="有商铺", by=office["street"], on=date(2025, 10, 20))
    made = appraised(case, office, on=date(2025, 10, 21), ground="objection")
    assert made.document == "", "the document belongs to the other ground"


def test_not_before_it_is_taken_in_and_not_by_an_auditor(case, office):
    with pytest.raises(NotAllowed):
        apply.appraise(application=case, ground="local", document="x", held_on=VISITED, invited=1, present=1, agree=1, against=0, abstain=0, secret=False, result="true",
                       minutes=MINUTES, by=office["auditor"], on=VISITED)  # fmt: skip
    apply.withdraw(application=case, by=office["street"], on=VISITED)
    with pytest.raises(Refused):
        appraised(case, office)


@pytest.mark.parametrize("wrong", [{"present": 0}, {"present": 99}, {"agree": 99}, {"document": ""}, {"on": date(2030, 1, 1)}])
def test_the_database_refuses_impossible_minutes(case, office, wrong):
    made = appraised(case, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appraisal.objects.filter(pk=made.pk).update(**wrong)


def test_on_screen_with_the_signed_sheet(case, office, settings):
    settings.STANDING_STILL_ON = VISITED
    checked(case, office)
    client, address = signed_in(user_of(office["street"])), f"/desk/applications/{case.pk}/do/appraise/"
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    given = {"ground": "local", "document": "（示例）", "held_on": "2025-10-15", "venue": "会议室", "host": "甲", "invited": 13, "present": 11, "people": "丙", "agree": 9, "against": 2,
             "abstain": 0, "result": "split"}  # fmt: skip
    given = {f"appraise-{key}": value for key, value in given.items()}
    assert address in client.get(f"/desk/applications/{case.pk}/").content.decode() and "供参考" in client.get(address).content.decode()
    assert client.post(address, given | {"appraise-present": 20}).status_code == 422
    assert client.post(address, given | {"appraise-photos": SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")}).status_code == 302
    (photo,) = Appraisal.objects.get().photos
    opened = f"/desk/applications/{case.pk}/files/{photo}/"
    assert opened in client.get(f"/desk/applications/{case.pk}/").content.decode()
    assert client.get(opened)["Content-Type"] == "image/jpeg" and AuditEntry.objects.filter(act="file.looked", details__fields=["file"]).exists()
