"""Signatures: adults for themselves, guardians and parents for others, supporters on a page of their own; refusals and withdrawals."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.base.actor import Actor
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry import actions as registry
from minsheng.registry.events import line_of_life
from minsheng.registry.models import Consent
from minsheng.registry.signing import may_sign_for, signers
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
THEN = date(2020, 1, 1)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


@pytest.fixture
def people(district, officer):
    """Father, mother and a child in one household; a grandmother in it; an uncle elsewhere."""
    father = make_person("张启明", district.community, date(1973, 5, 1))
    mother = make_person("陈秀英", district.community, date(1975, 2, 1), serial=2)
    child = make_person("张小明", district.community, date(2012, 5, 1), serial=3)
    grandmother = make_person("林玉兰", district.community, date(1940, 5, 1), serial=4)
    uncle = make_person("张启光", district.foreign_community, date(1970, 5, 1), serial=5)
    registry.form_household(
        head=father, members=[(mother, "spouse"), (child, "child"), (grandmother, "parent")], place=district.community, since=THEN, by=officer, on=DAY
    )
    return {"father": father, "mother": mother, "child": child, "grandmother": grandmother, "uncle": uncle}


def sign(person, signed_by, by, **more):
    given = {"kind": "check", "purpose": "低保", "to": "香蜜湖街道", "manner": "paper", "since": DAY, "by": by, "on": DAY, **more}
    return registry.consent(person=person, signed_by=signed_by, **given)


@pytest.mark.parametrize(
    ("whose", "signer", "may"),
    [
        ("father", "father", True), ("father", "mother", False), ("grandmother", "father", False), ("child", "father", True), ("child", "mother", True),
        ("child", "grandmother", False), ("child", "child", False), ("child", "uncle", False),
    ],
)  # fmt: skip
def test_adults_sign_for_themselves_and_parents_for_their_children(officer, people, whose, signer, may):
    assert may_sign_for(people[whose], people[signer], DAY) is may
    if may:
        assert sign(people[whose], people[signer], officer).signed_by == people[signer]
    else:
        with pytest.raises(Refused) as no:
            sign(people[whose], people[signer], officer)
        assert no.value.field == "signed_by" and not Consent.objects.exists()


def test_a_parent_who_lives_elsewhere_signs_by_the_kinship(district, officer, people):
    parent = make_person("李远", district.foreign_community, date(1980, 1, 1), serial=6)
    assert not may_sign_for(people["child"], parent, DAY)
    registry.relate(person=people["child"], relative=parent, relation="parent", by=officer, on=DAY)
    assert may_sign_for(people["child"], parent, DAY)


def test_a_guardian_signs_for_whoever_has_one_and_only_while_it_holds(officer, people):
    old, uncle = people["grandmother"], people["uncle"]
    paper = registry.represent(person=old, agent=uncle, kind="guardian", since=date(2025, 1, 1), document="（2025）粤 0304 民特 1 号", by=officer, on=DAY)
    assert signers(old, DAY) == [uncle] and signers(old, date(2024, 12, 31)) == [old]
    registry.end_authority(authority=paper, until=DAY, by=officer, on=DAY)
    assert signers(old, DAY) == [old]
    with pytest.raises(AlreadyDone):
        registry.end_authority(authority=paper, until=DAY, by=officer, on=DAY)


def test_an_agent_is_no_guardian_and_does_not_sign(officer, people):
    registry.represent(person=people["father"], agent=people["uncle"], kind="agent", since=THEN, document="委托书", by=officer, on=DAY)
    assert signers(people["father"], DAY) == [people["father"]]


@pytest.mark.parametrize("more", [{"document": " "}, {"agent": None}, {"kind": "friend"}, {"until": THEN}])
def test_an_authority_without_paper_person_kind_or_span_is_refused(officer, people, more):
    given = {"agent": people["uncle"], "kind": "agent", "since": THEN, "document": "委托书", **more}
    with pytest.raises(Refused):
        registry.represent(person=people["father"], **given, by=officer, on=DAY)


def test_a_child_is_nobodys_guardian(officer, people):
    with pytest.raises(Refused):
        registry.represent(person=people["grandmother"], agent=people["child"], kind="guardian", since=THEN, document="证明", by=officer, on=DAY)


def test_the_dead_sign_nothing(officer, people):
    registry.die(person=people["father"], died_on=DAY, by=officer, on=DAY)
    people["father"].refresh_from_db()
    assert signers(people["child"], DAY) == [people["mother"]]


def test_a_fingerprint_needs_a_witness(officer, people):
    with pytest.raises(Refused) as no:
        sign(people["grandmother"], people["grandmother"], officer, manner="mark")
    assert no.value.field == "witness"
    assert sign(people["grandmother"], people["grandmother"], officer, manner="mark", witness="陈以宁").witness == "陈以宁"
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(witness="")


def test_a_resident_signs_the_own_page_only(people):
    father = Actor(None, "张启明", "resident", person=people["father"].pk)
    assert sign(people["child"], people["father"], father)
    with pytest.raises(NotAllowed):
        sign(people["mother"], people["mother"], father)


def test_withdrawing_is_once_and_by_those_it_concerns(officer, people):
    found = sign(people["father"], people["father"], officer)
    with pytest.raises(NotAllowed):
        registry.withdraw(consent=found, by=Actor(None, "陈秀英", "resident", person=people["mother"].pk), on=DAY)
    registry.withdraw(consent=found, by=Actor(None, "张启明", "resident", person=people["father"].pk), on=DAY)
    assert found.withdrawn_on == DAY and line_of_life(people["father"])[0].kind == "withdrew"
    with pytest.raises(AlreadyDone):
        registry.withdraw(consent=found, by=officer, on=DAY)


# --- supporters: 《社会救助法》第四十一条 -------------------------------------------------------------------------------------------------


@pytest.fixture
def supported(officer, people):
    registry.relate(person=people["grandmother"], relative=people["uncle"], relation="child", by=officer, on=DAY)
    return people["grandmother"]


def test_a_supporter_elsewhere_signs_or_refuses_on_a_page_of_the_own(officer, people, supported):
    uncle = people["uncle"]
    refusal = sign(uncle, uncle, officer, kind="supporter", supports=supported, refused=True)
    assert refusal.refused and refusal.about == f"registry.person:{supported.pk}"
    assert line_of_life(supported)[0].kind == "refused_consent"
    assert not sign(uncle, uncle, officer, kind="supporter", supports=supported).refused


def test_nobody_signs_for_a_supporter(officer, people, supported):
    with pytest.raises(Refused):
        sign(people["uncle"], people["father"], officer, kind="supporter", supports=supported)


def test_only_recorded_kin_who_live_elsewhere_are_asked_as_supporters(officer, people, supported):
    for who, whom in (("father", supported), ("uncle", people["father"])):
        with pytest.raises(Refused) as no:
            sign(people[who], people[who], officer, kind="supporter", supports=whom)
        assert no.value.field == "supporter"
    with pytest.raises(NotAllowed):  # the uncle's own file lies elsewhere
        sign(people["uncle"], people["uncle"], officer)


def test_the_refusal_of_a_supporter_leaves_the_family_its_application(officer, people, supported):
    from minsheng.applications import actions as apply
    from minsheng.applications import papers

    sign(people["uncle"], people["uncle"], officer, kind="supporter", supports=supported, refused=True)
    home = supported.memberships.get().household
    case = apply.draft(matter="dibao", applicant=people["father"], household=home, place=home.place, channel="counter", by=officer, on=DAY)
    for who, signer in (("father", "father"), ("mother", "mother"), ("child", "father"), ("grandmother", "grandmother")):
        sign(people[who], people[signer], officer)
    papers.signed_by_all(case, DAY)


def running(person, kind="check"):
    return list(Consent.objects.filter(person=person, kind=kind, withdrawn_on=None, refused=False).order_by("pk"))


def test_withdrawing_one_ends_everything_signed_for_the_purpose(officer, people):
    father, later = people["father"], date(2025, 12, 1)
    first, second = sign(father, father, officer), sign(father, father, officer, about="applications.application:7")
    other = sign(father, father, officer, kind="message")
    theirs = sign(people["mother"], people["mother"], officer)
    registry.withdraw(consent=first, by=officer, on=later)
    second.refresh_from_db()
    assert second.withdrawn_on == later and running(father) == []
    assert running(father, "message") == [other] and running(people["mother"]) == [theirs]
    with pytest.raises(AlreadyDone):
        registry.withdraw(consent=second, by=officer, on=later)
    assert running(father) == [] and sign(father, father, officer, since=later, on=later) in running(father), "signed anew it holds again"


def test_who_says_no_ends_what_was_signed_before(officer, people):
    father = people["father"]
    first = sign(father, father, officer)
    sign(father, father, officer, refused=True, since=date(2025, 10, 20), on=date(2025, 10, 22))
    first.refresh_from_db()
    assert first.withdrawn_on == date(2025, 10, 20)


def test_a_supporter_says_no_to_one_family_and_stays_with_the_other(officer, people):
    uncle, father, grandmother = people["uncle"], people["father"], people["grandmother"]
    for one in (father, grandmother):
        registry.relate(person=one, relative=uncle, relation="sibling", by=officer, on=DAY)
    kept, gone = (sign(uncle, uncle, officer, kind="supporter", supports=one) for one in (father, grandmother))
    sign(uncle, uncle, officer, kind="supporter", supports=grandmother, refused=True)
    assert running(uncle, "supporter") == [kept]
    gone.refresh_from_db()
    assert gone.withdrawn_on == DAY
