"""From the draft to the acceptance slip: who sees a draft, one queue for every channel, one list of what is missing, nothing asked that the check finds."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications import queries
from minsheng.applications.models import Application
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.matters import catalogue
from minsheng.notices.models import Letter
from minsheng.registry.models import Document
from tests.applications.conftest import ACCEPTED, APPLIED, begun, sign, taken_in
from tests.pages import signed_in
from tests.scenario import NOT_RELATED, answers
from tests.spine import make_person

pytestmark = pytest.mark.django_db


def resident(person) -> Actor:
    return Actor(None, person.name, "resident", None, person=person.pk)


def said(kind: str) -> str:
    letter = Letter.objects.get(kind=kind)
    return "\n".join(open_sealed(bytes(letter.sealed), f"notices.letter:{letter.number}")["zh"])


# --- drafts -------------------------------------------------------------------------------------------------------------------------


def test_what_somebody_is_still_writing_is_theirs_alone(district, office, family):
    man, _, home = family
    mine = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel="portal", by=resident(man), on=APPLIED)
    assert list(queries.visible(resident(man))) == [mine]
    client = signed_in(User.objects.get(pk=office["street"].user))
    assert not queries.visible(office["street"]).exists() and not queries.queue(office["street"]).exists()
    assert {client.get(f"/desk/applications/{mine.pk}/{page}").status_code for page in ("", "intake/", "form/", "survey/", "do/accept/")} == {404}
    at_the_counter = begun(district, office, family)
    assert at_the_counter != mine, "the counter begins its own"
    apply.submit(application=at_the_counter, by=office["street"], on=APPLIED)
    mine.refresh_from_db()
    assert mine.state == "withdrawn", "one is enough"


def test_a_draft_is_gone_on_with_and_a_second_application_is_not_begun(district, office, family):
    case = begun(district, office, family)
    assert begun(district, office, family) == case
    apply.submit(application=case, by=office["street"], on=APPLIED)
    with pytest.raises(AlreadyDone, match="已经在办"):
        begun(district, office, family)
    with pytest.raises(AlreadyDone, match=case.number):
        apply.submit(application=case, by=office["street"], on=APPLIED)
    with pytest.raises(Refused, match="不能再改"):
        apply.answer(application=case, answers={}, by=office["street"], on=APPLIED)


def test_another_draft_cannot_be_sent_beside_one_that_is_open(district, office, family):
    man, _, home = family
    mine = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel="portal", by=resident(man), on=APPLIED)
    taken_in(district, office, family)
    Application.objects.filter(pk=mine.pk).update(state="draft")
    mine.refresh_from_db()
    with pytest.raises(Refused, match="不用再申请"):
        apply.submit(application=mine, by=resident(man), on=APPLIED)


def test_nobody_writes_or_sends_for_somebody_else(district, office, family):
    case = begun(district, office, family)
    stranger = make_person("王五", district.community, date(1980, 1, 1), serial=9)
    for act in (
        lambda: apply.submit(application=case, by=resident(stranger), on=APPLIED),
        lambda: apply.answer(application=case, answers={}, by=resident(stranger), on=APPLIED),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_every_adult_signs_before_it_is_sent(district, office, family):
    man, _, home = family
    case = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel="counter", by=office["street"], on=APPLIED)
    apply.fill_sheet(application=case, given=NOT_RELATED, by=office["street"], on=APPLIED)
    with pytest.raises(Refused, match="张启明、林玉兰 的授权签名"):
        apply.submit(application=case, by=office["street"], on=APPLIED)
    sign(family, office)
    assert apply.submit(application=case, by=office["street"], on=APPLIED).state == "submitted"


@pytest.mark.parametrize("channel", ["portal", "counter", "agent", "office", "message"])
def test_every_channel_comes_to_the_same_queue(district, office, family, channel):
    man, mother, home = family
    if channel in ("office", "message"):
        case = apply.open_by_office(
            matter="dibao", applicant=man, household=home, channel=channel, by=MACHINE if channel == "message" else office["street"], on=APPLIED
        )
    else:
        by = resident(man) if channel == "portal" else office["community"] if channel == "agent" else office["street"]
        case = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel=channel, by=by, on=APPLIED)
        apply.answer(application=case, answers=answers(man, mother), by=by, on=APPLIED)
        apply.fill_sheet(application=case, given=NOT_RELATED, by=by, on=APPLIED)
        sign(family, office)
        apply.submit(application=case, by=by, on=APPLIED)
    assert [(t.application, t.step) for t in queries.queue(office["street"])] == [(case, "accept")]
    assert case.number.startswith("SQ-440304006-2025-")
    with pytest.raises(AlreadyDone):
        apply.open_by_office(matter="dibao", applicant=man, household=home, channel="office", by=office["street"], on=APPLIED)


# --- acceptance ---------------------------------------------------------------------------------------------------------------------


def test_the_slip_lists_what_was_received_by_whom_until_when(district, office, family):
    case = taken_in(district, office, family)
    for words in (case.number, "身份证明", "申请及授权书", "经办人：王知行", "最迟 2025 年"):
        assert words in said("accepted")
    with pytest.raises(AlreadyDone, match="没有重复办理"):
        apply.accept(application=case, by=office["street"], on=ACCEPTED)


def test_what_is_missing_is_asked_once_in_one_list_and_never_what_the_check_finds(district, office, family):
    case = begun(district, office, family)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    for wanted, words in (([], "请勾选"), (["income_proof"], "依法不能要求"), (["photo"], "没有这种材料")):
        with pytest.raises(Refused, match=words):
            apply.ask_correction(application=case, wanted=wanted, note="", by=office["street"], on=ACCEPTED)
    apply.ask_correction(application=case, wanted=["illness_proof", "account"], note="", by=office["street"], on=ACCEPTED)
    assert "缺以下 2 样" in said("correction") and "1. 重病诊断" in said("correction") and "2. 社保卡" in said("correction")
    with pytest.raises(Refused, match="一次性告知"):
        apply.ask_correction(application=case, wanted=["identity"], note="", by=office["street"], on=ACCEPTED)
    with pytest.raises(Refused, match="还缺：重病诊断"):
        apply.accept(application=case, by=office["street"], on=ACCEPTED)
    apply.correct(application=case, files={"illness_proof": []}, by=office["street"], on=ACCEPTED)
    case.refresh_from_db()
    assert case.state == "submitted"
    assert apply.accept(application=case, by=office["street"], on=ACCEPTED).state == "open"
    with pytest.raises(Refused, match="不需要补"):
        apply.correct(application=case, files={}, by=office["street"], on=ACCEPTED)


@pytest.mark.parametrize("matter", ["dibao", "old_age_allowance"])
def test_no_material_that_a_check_answers_is_needed(matter):
    """Social Assistance Law, art. 62, for every declared material."""
    assert all(not m.needed for m in catalogue.get(matter).materials if m.known_from)


def test_without_an_identity_document_it_is_not_accepted(district, office, family):
    case = begun(district, office, family)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    Document.objects.filter(person=case.applicant).update(current=False)
    with pytest.raises(Refused, match="还缺：身份证明"):
        apply.accept(application=case, by=office["street"], on=ACCEPTED)


def test_taken_back_before_the_decision_and_not_after(district, office, family, granted):
    with pytest.raises(Refused, match="不能撤回"):
        apply.withdraw(application=granted.case, by=resident(granted.man), on=date(2025, 11, 1))


def test_taking_back_drops_what_was_open(district, office, family):
    case = taken_in(district, office, family)
    apply.withdraw(application=case, by=resident(family[0]), on=ACCEPTED)
    assert case.state == "withdrawn" and set(case.tasks.values_list("state", flat=True)) == {"done", "dropped"}
    assert not queries.queue(office["street"]).exists()
