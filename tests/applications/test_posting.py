"""Many notices at once: shown as they will hang, each posted on its own, none twice, none by who may not."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from minsheng.accounts.actions import declare_relatives
from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.base.crypto import open_sealed
from minsheng.base.models import AuditEntry, StoredFile
from minsheng.notices.models import Notice
from minsheng.registry import actions as registry
from tests.applications.conftest import checked, taken_in, visited
from tests.pages import signed_in
from tests.spine import make_person

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 17)
SAID = {"confirmed": "1", "places_shown": "香岭社区公示栏", "phone": "0755-00000000"}
ADDRESS = "/desk/applications/publish/"


@pytest.fixture(autouse=True)
def day(settings):
    settings.STANDING_STILL_ON = DAY


@pytest.fixture
def second_family(district, office):
    man = make_person("何启文", district.community, date(1970, 3, 1), serial=7, facts={"hukou": "here"}, account=7, approver=office["approver"])
    mother = make_person("周玉珍", district.community, date(1940, 3, 1), serial=8, facts={"hukou": "here"})
    home = registry.form_household(
        head=man, members=[(mother, "parent")], place=district.community, since=date(2020, 1, 1), by=office["street"], on=date(2025, 10, 9)
    )
    return man, mother, home


def with_opinion(district, office, family):
    case = taken_in(district, office, family)
    checked(case, office)
    visited(case, office)
    apply.opine(application=case, agree=True, words="", by=office["street"], on=DAY)
    return case


@pytest.fixture
def cases(district, office, family, second_family):
    """Two that stand at the notice."""
    return [with_opinion(district, office, one) for one in (family, second_family)]


def steps(*cases) -> list[int]:
    return [case.tasks.get(state="open").pk for case in cases]


def as_(office, role="street"):
    return signed_in(User.objects.get(pk=office[role].user))


def test_the_page_shows_what_will_hang_and_posts_nothing(office, cases):
    client = as_(office)
    assert f'formaction="{ADDRESS}"' in client.get("/desk/").content.decode()
    entries = AuditEntry.objects.exclude(act="file.looked").count()
    text = client.post(ADDRESS, {"row": steps(*cases)}).content.decode()
    assert "张贴这 2 份公示" in text and re.search(r"张启明</strong> <span class=\"source\">2 人 · 每月 1,996.00 元 · 2025-10-17 至 2025-10-24", text)
    assert "何启文" in text and "林玉兰" not in text, "the head's name alone"
    assert not Notice.objects.exists() and AuditEntry.objects.exclude(act="file.looked").count() == entries
    assert not any(case.applicant.events.filter(kind="published").exists() for case in cases)


def test_each_is_posted_as_shown_and_repeating_it_posts_nothing(office, cases):
    client = as_(office)
    text = client.post(ADDRESS, {"row": steps(*cases), **SAID}).content.decode()
    posted = {n.shown_name: n for n in Notice.objects.all()}
    assert posted.keys() == {"张启明", "何启文"} and {n.places_shown for n in posted.values()} == {"香岭社区公示栏"}
    assert posted["张启明"].fen == 199600 and posted["张启明"].number in text and "已张贴 2 份公示" in text
    again = client.post(ADDRESS, {"row": steps(*cases), **SAID}).content.decode()
    assert Notice.objects.count() == 2 and again.count("公示已经贴出，还没有撤下。") == 2
    assert "现在没有可以公示的" in client.post(ADDRESS, {"row": steps(*cases)}).content.decode()


def test_what_cannot_be_posted_says_why_and_holds_nothing_up(district, office, family, second_family):
    early = taken_in(district, office, second_family)
    ready = with_opinion(district, office, family)
    client = as_(office)
    rows = [*early.tasks.filter(state="open").values_list("pk", flat=True), *steps(ready)]
    asked = client.post(ADDRESS, {"row": rows}).content.decode()
    assert "张贴这 1 份公示" in asked and "还没有轮到这一步" in asked and "何启文" not in asked
    done = client.post(ADDRESS, {"row": rows, **SAID}).content.decode()
    assert Notice.objects.get().shown_name == "张启明" and "还没有轮到这一步" in done and "没有张贴" in done


def test_a_near_relative_is_kept_out_of_this_case_only(office, cases, family):
    number = next(d["number"] for d in open_sealed(bytes(family[0].sealed), f"registry.person:{family[0].pk}")["documents"])
    declare_relatives(relatives=[{"relation": "sibling", "name": family[0].name, "number": number}], by=office["street"], on=DAY)
    text = as_(office).post(ADDRESS, {"row": steps(*cases), **SAID}).content.decode()
    assert Notice.objects.get().shown_name == "何启文" and text.count("没有张贴") == 1


def test_who_may_not_post_reaches_neither_button_nor_page(office, cases, district, actor):
    assert ADDRESS not in as_(office, "approver").get("/desk/").content.decode()
    assert as_(office, "approver").post(ADDRESS, {"row": steps(*cases), **SAID}).status_code == 403
    foreign = signed_in(User.objects.get(pk=actor("street", district.foreign_street).user))
    assert foreign.post(ADDRESS, {"row": steps(*cases), **SAID})["Location"] == "/desk/"
    assert as_(office).post(ADDRESS, SAID)["Location"] == "/desk/"
    assert not Notice.objects.exists()


def test_board_and_telephone_are_asked_for_and_offered_as_last_time(office, cases):
    client = as_(office)
    wrong = client.post(ADDRESS, {"row": steps(*cases), "confirmed": "1", "places_shown": "", "phone": ""})
    assert wrong.status_code == 422 and 'href="#id_places_shown"' in wrong.content.decode() and not Notice.objects.exists()
    client.post(ADDRESS, {"row": steps(cases[0]), **SAID})
    assert 'value="香岭社区公示栏"' in client.post(ADDRESS, {"row": steps(cases[1])}).content.decode()


def test_one_photograph_of_the_board_serves_all(office, cases):
    picture = BytesIO()
    Image.new("RGB", (30, 20), "white").save(picture, "JPEG")
    photo = SimpleUploadedFile("board.jpg", picture.getvalue(), "image/jpeg")
    as_(office).post(ADDRESS, {"row": steps(*cases), **SAID, "proof": photo})
    proofs = set(Notice.objects.values_list("posted_proof", flat=True))
    assert len(proofs) == 2 and None not in proofs and StoredFile.objects.filter(pk__in=proofs).count() == 2
