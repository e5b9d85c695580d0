"""What is missing is brought from a phone: one file or several a paper, in one go or in two; what cannot be taken is said at its box."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from minsheng.applications import actions as apply
from minsheng.applications.papers import missing
from minsheng.base.actor import Actor
from minsheng.base.errors import Refused
from minsheng.base.models import AuditEntry, StoredFile
from minsheng.registry.models import BankAccount
from tests.applications.conftest import ACCEPTED, APPLIED, begun, user_of
from tests.pages import signed_in, visitor
from tests.spine import make_person

pytestmark = pytest.mark.django_db
WANTED = ["illness_proof", "account"]


@pytest.fixture
def lacking(district, office, family, day):
    """A household that has been told once: the diagnosis and the card are missing."""
    day(ACCEPTED)
    case = begun(district, office, family)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    BankAccount.objects.filter(person=case.applicant).delete()
    return apply.ask_correction(application=case, wanted=WANTED, note="要盖章的", by=office["street"], on=ACCEPTED)


def picture(name="a.jpg"):
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def address(case):
    return f"/my/applications/{case.pk}/papers/"


def test_my_page_and_the_case_lead_to_the_list(lacking, at_home):
    client = at_home(lacking.applicant)
    for page in ("/my/", f"/my/applications/{lacking.pk}/"):
        shown = client.get(page).content.decode()
        assert address(lacking) in shown and "补交材料" in shown
    shown = client.get(address(lacking)).content.decode()
    assert "还缺 2 样" in shown and "重病诊断" in shown and "社保卡或银行卡" in shown and "身份证明" not in shown
    assert 'enctype="multipart/form-data"' in shown and "补正告知书" in shown
    client.cookies["language"] = "en"
    assert "Missing: 2" in client.get(address(lacking)).content.decode()


def test_several_photographs_of_one_paper_and_the_rest_later(lacking, at_home, office):
    client = at_home(lacking.applicant)
    shown = client.post(address(lacking), {"illness_proof": [picture(), picture("b.jpg")]}, follow=True).content.decode()
    lacking.refresh_from_db()
    assert lacking.state == "correction" and "收到了" in shown and "重病诊断" not in shown and "社保卡或银行卡" in shown
    assert lacking.papers.filter(key="illness_proof", state="given").count() == 2
    shown = client.post(address(lacking), {"account": picture()}, follow=True).content.decode()
    lacking.refresh_from_db()
    assert lacking.state == "submitted" and "材料收齐了" in shown and missing(lacking) == []
    assert apply.accept(application=lacking, by=office["street"], on=ACCEPTED).state == "open"
    assert AuditEntry.objects.filter(act="applications.correct", subject=f"applications.application:{lacking.pk}").count() == 2


def test_the_office_sees_what_came_and_each_look_is_kept(lacking, at_home, office):
    at_home(lacking.applicant).post(address(lacking), {"illness_proof": picture()})
    client, file = signed_in(user_of(office["street"])), lacking.papers.get(state="given").file
    opened = f"/desk/applications/{lacking.pk}/files/{file}/"
    shown = client.get(f"/desk/applications/{lacking.pk}/").content.decode()
    assert "交来的材料" in shown and opened in shown
    before = AuditEntry.objects.filter(act="file.looked").count()
    assert client.get(opened)["Content-Type"] == "image/jpeg"
    assert AuditEntry.objects.filter(act="file.looked").count() == before + 1


@pytest.mark.parametrize("name, data, words", [("a.txt", b"hello", "只收照片"), ("a.csv", "姓名,年龄\n".encode(), "这里只收照片"), ("empty.jpg", b"", "空")])
def test_a_file_that_cannot_be_taken_is_told_at_its_box_and_nothing_is_kept(lacking, at_home, name, data, words):
    answer = at_home(lacking.applicant).post(address(lacking), {"illness_proof": picture(), "account": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == ["account"] and words in str(form.errors["account"])
    assert not StoredFile.objects.exists() and not lacking.papers.filter(state="given").exists()


def test_nothing_chosen_is_told(lacking, at_home):
    answer = at_home(lacking.applicant).post(address(lacking), {})
    assert answer.status_code == 422 and "至少补一样" in answer.content.decode()
    assert lacking.papers.filter(state="given").count() == 0


def test_what_has_reached_the_file_meanwhile_is_not_asked_for(lacking, at_home):
    at_home(lacking.applicant).post(address(lacking), {"illness_proof": picture()})
    BankAccount.objects.create(person=lacking.applicant, digest="x", sealed=b"x", entered_on=ACCEPTED, since=ACCEPTED)
    client = at_home(lacking.applicant)
    assert "要的材料都有了" in client.get(address(lacking)).content.decode()
    client.post(address(lacking))
    lacking.refresh_from_db()
    assert lacking.state == "submitted"


def test_a_paper_on_trust_is_for_the_counter(lacking, at_home, office):
    own = Actor(None, "x", "resident", None, person=lacking.applicant_id)
    with pytest.raises(Refused, match="请传照片"):
        apply.correct(application=lacking, files={"account": []}, by=own, on=ACCEPTED)
    with pytest.raises(Refused, match="没有这种材料"):
        apply.correct(application=lacking, files={"photo": []}, by=office["street"], on=ACCEPTED)
    apply.correct(application=lacking, files={"account": []}, by=office["street"], on=ACCEPTED)


def test_nobody_else_reaches_it_and_a_case_that_lacks_nothing_leads_back(lacking, at_home, district, office):
    other = make_person("王五", district.community, lacking.applicant.birth_date, serial=9)
    assert at_home(other).post(address(lacking), {"account": picture()}).status_code == 404
    assert visitor().get(address(lacking)).status_code == 302
    apply.correct(application=lacking, files={k: [] for k in WANTED}, by=office["street"], on=ACCEPTED)
    answer = at_home(lacking.applicant).post(address(lacking), {"account": picture()})
    assert answer["Location"] == f"/my/applications/{lacking.pk}/" and not StoredFile.objects.exists(), "sent twice: the second changes nothing"
