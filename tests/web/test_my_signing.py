"""A household on the phone: one applies, every adult signs for themselves, an agent acts by a paper. Everybody is invented."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications import papers
from minsheng.applications.models import Application, Paper
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.notices.actions import write_letter
from minsheng.notices.models import Letter
from minsheng.registry import actions as registry
from minsheng.registry.events import line_of_life
from minsheng.registry.models import Consent
from tests.pages import signed_in
from tests.scenario import NOT_RELATED, answers
from tests.spine import make_person

DAY = date(2025, 10, 9)


@pytest.fixture(autouse=True)
def _today(day):
    day(DAY)


@pytest.fixture
def phone(at_home, family):
    man, _, _ = family
    return at_home(man)


def filled(client, family) -> Application:
    """A draft of the man with every page answered."""
    man, mother, _ = family
    client.post("/my/apply/dibao/")
    case = Application.objects.get()
    pages = [f"{key}/{p.pk}" for key in ("income", "health") for p in (man, mother)] + ["means/0"]
    Application.objects.filter(pk=case.pk).update(answers=answers(man, mother) | {"pages": pages})
    client.post(f"/my/applications/{case.pk}/more/near/0/", {"sheet-household:near": "no"})
    case.refresh_from_db()
    return case


def text(response) -> str:
    return response.content.decode()


def desk(office, role="street"):
    return signed_in(User.objects.get(pk=office[role].user))


def test_the_second_adult_signs_on_the_own_page_and_sees_no_answers(phone, at_home, family, office):
    man, mother, _ = family
    case, hers = filled(phone, family), at_home(mother)
    assert "请您签名" not in text(hers.get("/my/")), "nobody has asked yet"
    phone.post(f"/my/applications/{case.pk}/sign/", {"agree": "1"})
    page = text(hers.get("/my/"))
    assert "请您签名" in page and f"/my/signatures/{case.pk}/" in page
    letter = text(hers.get(f"/my/signatures/{case.pk}/"))
    assert "授权书" in letter and "张启明 为家里申请最低生活保障" in letter and "1,535" not in letter and "12,420" not in letter
    for address in ("", "check/", f"income/{man.pk}/", "sign/", "form/"):
        assert hers.get(f"/my/applications/{case.pk}/{address}").status_code == 404, "she only signs"
    hers.post(f"/my/signatures/{case.pk}/", {})
    assert [p.name for p in papers.unsigned(case, DAY)] == ["林玉兰"], "not without the tick"
    hers.post(f"/my/signatures/{case.pk}/", {"agree": "1"})
    signed = Consent.objects.get(person=mother)
    assert (signed.signed_by, signed.manner, signed.about) == (mother, "screen", f"applications.application:{case.pk}")
    assert "请您签名" not in text(hers.get("/my/"))
    phone.post(f"/my/applications/{case.pk}/check/")
    case.refresh_from_db()
    assert case.state == "submitted"


def test_nobody_waits_for_the_second_adult_and_the_counter_enters_the_paper(phone, family, office):
    _, mother, _ = family
    case = filled(phone, family)
    phone.post(f"/my/applications/{case.pk}/check/")
    case.refresh_from_db()
    assert case.state == "draft", "whoever sends it signs first"
    phone.post(f"/my/applications/{case.pk}/sign/", {"agree": "1"})
    sheet = text(phone.get(f"/my/applications/{case.pk}/form/"))
    assert "林玉兰：" in sheet and "张启明：" not in sheet and "1,535" not in sheet
    phone.post(f"/my/applications/{case.pk}/check/")
    case.refresh_from_db()
    assert case.state == "submitted" and "还差签名" in text(phone.get(f"/my/applications/{case.pk}/"))
    with pytest.raises(Refused, match="林玉兰"):
        apply.accept(application=case, by=office["street"], on=DAY)
    officer = desk(office)
    assert "还没签授权书" in text(officer.get(f"/desk/applications/{case.pk}/"))
    officer.post(f"/desk/applications/{case.pk}/signatures/", {f"signed-{mother.pk}": str(mother.pk)})
    signed = Consent.objects.get(person=mother)
    assert signed.manner == "paper" and papers.unsigned(case, DAY) == []
    apply.accept(application=case, by=office["street"], on=DAY)
    assert Application.objects.get().state == "open"


def test_a_signature_that_was_asked_for_brings_the_case_back_by_itself(phone, at_home, family, office):
    _, mother, _ = family
    case = filled(phone, family)
    phone.post(f"/my/applications/{case.pk}/sign/", {"agree": "1"})
    phone.post(f"/my/applications/{case.pk}/check/")
    case.refresh_from_db()
    apply.ask_correction(application=case, wanted=["letter"], note="", by=office["street"], on=DAY)
    assert [m.key for m in papers.missing(case)] == ["letter"]
    at_home(mother).post(f"/my/signatures/{case.pk}/", {"agree": "1"})
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_photograph_of_the_letter_is_no_signature_until_somebody_has_entered_it(phone, family, office):
    case = filled(phone, family)
    phone.post(f"/my/applications/{case.pk}/sign/", {"agree": "1"})
    phone.post(f"/my/applications/{case.pk}/check/")
    case.refresh_from_db()
    Paper.objects.create(application=case, key="letter", state="given", pages=1, added_on=DAY, taken_by_id=office["street"].user)
    with pytest.raises(Refused, match="授权签名"):
        apply.accept(application=case, by=office["street"], on=DAY)


def test_who_says_no_is_shown_and_nothing_is_checked(phone, at_home, family, office):
    _, mother, _ = family
    case = filled(phone, family)
    phone.post(f"/my/applications/{case.pk}/sign/", {"agree": "1"})
    at_home(mother).post(f"/my/signatures/{case.pk}/", {"refuse": "1"})
    assert "不同意" in text(phone.get(f"/my/applications/{case.pk}/sign/"))
    assert [p.pk for p in papers.unsigned(case, DAY)] == [mother.pk]


def test_a_stranger_and_another_place_reach_no_letter(phone, at_home, family, office, district, actor):
    case = filled(phone, family)
    phone.post(f"/my/applications/{case.pk}/sign/", {"agree": "1"})
    stranger = at_home(make_person("路人", district.community, date(1990, 1, 1)))
    assert stranger.get(f"/my/signatures/{case.pk}/").status_code == 404
    phone.post(f"/my/applications/{case.pk}/check/")
    far = signed_in(User.objects.get(pk=actor("street", district.foreign_street).user))
    assert far.get(f"/desk/applications/{case.pk}/signatures/").status_code == 403


# --- for somebody else ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def agent(district, family, office):
    """A neighbour whom the man has entrusted, on a paper that an officer has recorded."""
    man, _, _ = family
    neighbour = make_person("何邻", district.community, date(1985, 3, 3))
    paper = registry.represent(
        person=man, agent=neighbour, kind="agent", since=date(2025, 9, 1), until=date(2025, 12, 1), document="委托书 2025-1", by=office["street"], on=DAY
    )
    return neighbour, paper


def test_an_agent_applies_by_the_paper_and_it_is_recorded_as_theirs(at_home, family, agent, office):
    man, _, _ = family
    neighbour, paper = agent
    client = at_home(neighbour)
    assert "我代办的人" in text(client.get("/my/"))
    at = f"/my/apply/dibao/?for={paper.pk}"
    assert "委托书 2025-1" in text(client.get(at))
    assert client.post(at, {}).status_code == 422 and not Application.objects.exists(), "the reason and the paper are asked"
    client.post(at, {"agent_why": "ill", "paper": "on"})
    case = Application.objects.get()
    assert (case.applicant, case.channel, case.authority, case.agent_why) == (man, "agent", paper, "ill")
    apply.answer(application=case, answers=answers(*family[:2]), by=_actor(neighbour), on=DAY)
    apply.fill_sheet(application=case, given=NOT_RELATED, by=_actor(neighbour), on=DAY)
    assert "先提交" in text(client.get(f"/my/applications/{case.pk}/sign/")), "the man signs for himself"
    client.post(f"/my/applications/{case.pk}/check/")
    case.refresh_from_db()
    assert case.state == "submitted" and not Consent.objects.exists()
    assert next(e for e in line_of_life(man) if e.kind == "applied").by_name == "何邻"
    page = text(desk(office).get(f"/desk/applications/{case.pk}/"))
    assert "代办：何邻" in page and "委托书 2025-1" in page and "生病" in page
    assert at_home(man).get(f"/my/applications/{case.pk}/").status_code == 200, "it stays his"


def test_an_agent_reads_the_letters_of_the_case_while_the_paper_holds_and_each_look_is_kept(at_home, family, agent, office):
    man, mother, _ = family
    neighbour, paper = agent
    client = at_home(neighbour)
    client.post(f"/my/apply/dibao/?for={paper.pk}", {"agent_why": "ill", "paper": "on"})
    case = Application.objects.get()
    apply.answer(application=case, answers=answers(man, mother), by=_actor(neighbour), on=DAY)
    apply.fill_sheet(application=case, given=NOT_RELATED, by=_actor(neighbour), on=DAY)
    apply.submit(application=case, by=_actor(neighbour), on=DAY)
    apply.ask_correction(application=case, wanted=["illness_proof"], note="", by=office["street"], on=DAY)
    letter, other = Letter.objects.get(), write_letter(kind="correction", person=man, place=case.place, about="applications.application:0", by=office["street"], on=DAY,
                                                       values={"number": "x", "wanted": [], "note": ""})  # fmt: skip
    assert f"/my/letters/{letter.pk}/" in text(client.get(f"/my/applications/{case.pk}/")) and f"/my/letters/{letter.pk}/" in text(
        client.get(f"/my/applications/{case.pk}/papers/")
    )
    assert client.get(f"/my/letters/{letter.pk}/").status_code == 200 and client.get(f"/my/letters/{other.pk}/").status_code == 404, (
        "of this case, not of his other ones"
    )
    assert AuditEntry.objects.filter(act="file.looked", details__purpose="agent.file", subject=f"registry.person:{man.pk}").count() == 1
    registry.end_authority(authority=paper, until=DAY, by=office["street"], on=DAY)
    assert client.get(f"/my/letters/{letter.pk}/").status_code == 404


def test_a_paper_that_has_ended_or_was_never_given_opens_nothing(at_home, family, agent, office, day, district):
    neighbour, paper = agent
    client = at_home(neighbour)
    client.post(f"/my/apply/dibao/?for={paper.pk}", {"agent_why": "ill", "paper": "on"})
    case = Application.objects.get()
    assert at_home(make_person("路人", district.community, date(1990, 1, 1))).get(f"/my/apply/dibao/?for={paper.pk}").status_code == 404
    registry.end_authority(authority=paper, until=DAY, by=office["street"], on=DAY)
    assert client.get(f"/my/applications/{case.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        apply.submit(application=case, by=_actor(neighbour), on=DAY)
    assert client.get(f"/my/apply/dibao/?for={paper.pk}").status_code == 404


def _actor(person):
    from minsheng.base.actor import Actor
    from minsheng.registry.access import open_of

    user = open_of(person).user
    return Actor(user.pk, user.name, "resident", None, person=person.pk)


def test_a_guardian_signs_for_the_ward(at_home, family, office, district):
    man, mother, _ = family
    daughter = make_person("林念", district.community, date(1970, 3, 3))
    paper = registry.represent(person=mother, agent=daughter, kind="guardian", since=date(2024, 1, 1), document="监护证明", by=office["street"], on=DAY)
    client = at_home(man)
    case = filled(client, family)
    client.post(f"/my/applications/{case.pk}/sign/", {"agree": "1"})
    hers = at_home(daughter)
    hers.post(f"/my/signatures/{case.pk}/", {"agree": "1"})
    signed = Consent.objects.get(person=mother)
    assert signed.signed_by == daughter and papers.unsigned(case, DAY) == [] and paper.kind == "guardian"
