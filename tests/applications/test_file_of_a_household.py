"""一户一档: cover, catalogue and back cover; what is not whole is said, nothing is counted twice."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from minsheng.applications.catalogue import sheets
from minsheng.applications.models import Paper
from minsheng.base import files
from minsheng.base.actor import MACHINE
from minsheng.payments import actions as pay
from minsheng.registry import actions as registry
from tests.applications.conftest import ACCEPTED, begun, taken_in, user_of
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path


def entries(case) -> dict:
    return {s.key: s for s in sheets(case)}


def scanned(case, office, key: str, content: bytes = b"", name: str = "scan.jpg") -> None:
    if not content:
        out = io.BytesIO()
        Image.new("RGB", (20, 20)).save(out, "JPEG")
        content = out.getvalue()
    kept = files.store(upload=SimpleUploadedFile(name, content), by=office["street"], on=ACCEPTED, place=case.place)
    Paper.objects.create(application=case, key=key, state="given", file=kept.pk, added_on=ACCEPTED, taken_by_id=office["street"].user)


def test_photographs_that_prove_nothing_are_named_and_do_not_keep_the_file_open(granted, office):
    found = entries(granted.case)
    assert found["notice"].lacks[0] == "没有张贴、撤下的照片" and found["survey"].lacks[0] == "没有入户照片"
    assert not found["notice"].missing
    client = signed_in(user_of(office["street"]))
    text = client.get(f"/desk/applications/{granted.case.pk}/catalogue/").content.decode()
    for words in ("案卷题名", "保管期限", "备考表", "责任者", "香蜜湖街道办事处", "福田区民政部门", "公示及照片：没有张贴、撤下的照片"):
        assert words in text, words
    assert "没有入户照片" in client.get(f"/desk/applications/{granted.case.pk}/").content.decode()


def test_every_member_has_to_have_an_identity_on_file(district, office, family):
    baby = registry.open_file(name="张无证", place=district.community, birth_date=date(2025, 1, 1), documents=[], by=MACHINE, on=date(2025, 10, 9))
    registry.join(household=family[2], person=baby, relation="child", since=date(2025, 9, 1), by=office["street"], on=date(2025, 10, 9))
    assert entries(begun(district, office, family))["identity"].lacks[0] == "没有 张无证 的证件"


def test_scans_are_counted_once_and_what_nobody_has_counted_is_left_open(district, office, family):
    case = taken_in(district, office, family)
    assert entries(case)["identity"].pages == 0, "a number on file is no page"
    scanned(case, office, "letter")
    scanned(case, office, "letter")
    scanned(case, office, "identity")
    found = entries(case)
    assert (found["letter"].pages, found["letter"].first_page) == (2, 1), "the signed letter and its scan are one paper"
    assert (found["declaration"].pages, found["identity"].pages, found["identity"].first_page) == (0, 1, 3)
    scanned(case, office, "income_proof", b"%PDF-1.4 two pages, perhaps %%EOF", "proof.pdf")
    found = entries(case)
    assert found["proof"].pages is None and found["proof"].first_page == 0 and found["identity"].first_page == 3


def test_what_is_asked_back_stands_in_the_file(granted, office):
    recovery = pay.propose_recovery(
        key="t", about=f"benefits.award:{granted.award.pk}", payee_id=granted.man.pk, place_id=granted.case.place_id, line="dibao", reason="hidden", months="2025-11",
        parts=[["2025-11", "gap", 0, 1000]], by=office["finance"], on=date(2025, 12, 1),
    )  # fmt: skip
    assert entries(granted.case)["recovery"].note == recovery.number
