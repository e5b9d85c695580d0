"""The file on screen: everything can be changed from it, every look is on record, nothing sealed stands open anywhere."""

import json
from datetime import date
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from minsheng.accounts.models import User
from minsheng.base.actor import MACHINE
from minsheng.base.clock import today
from minsheng.base.models import AuditEntry
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import BankAccount, Consent, Correction, Fact, Household, Pair, Person
from minsheng.registry.queries import home_of, opened
from minsheng.registry.views.changes import CHANGES, offered
from tests.spine import DAY, card, make_person, merged, with_phone

pytestmark = pytest.mark.django_db
BORN = date(1950, 5, 1)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


@pytest.fixture
def client(officer):
    return signed_in(officer)


def signed_in(officer):
    made = Client(SERVER_NAME="localhost")
    made.force_login(with_phone(User.objects.get(pk=officer.user)), backend="django.contrib.auth.backends.ModelBackend")
    return made


@pytest.fixture
def family(district, officer):
    man = make_person("张启明", district.community, BORN, phone="13800000027")
    wife = make_person("陈秀英", district.community, date(1952, 1, 1), serial=2)
    son = make_person("张小明", district.foreign_community, date(1980, 1, 1), serial=3)
    home = registry.form_household(head=man, members=[(wife, "spouse")], place=district.community, since=date(2020, 1, 1), by=MACHINE, on=DAY)
    registry.relate(person=man, relative=son, relation="child", by=MACHINE, on=DAY)
    registry.represent(person=man, agent=son, kind="agent", since=date(2020, 1, 1), document="委托书", by=MACHINE, on=DAY)
    registry.consent(person=man, signed_by=man, kind="check", purpose="x", to="x", manner="paper", since=DAY, by=MACHINE, on=DAY)
    return man, wife, son, home


def given(man, wife, son) -> dict[str, dict]:
    """A right answer to each form."""
    day = today().isoformat()
    return {
        "correct": {"name": "张启铭", "why": "typing", "evidence": "户口簿"}, "document": {"kind": "passport", "number": "E12345678"},
        "document-end": {"document": man.documents.get().pk, "until": day}, "contact": {"phones": "13800000028，13800000029", "address": "演示路 1 号"},
        "account": {"number": card(9), "bank": "演示银行", "holder": "张启明"}, "move": {"place": "竹园社区居委会"}, "died": {"died_on": day}, "alive": {"why": "上门见到本人"},
        "join": {"number": make_number("440399", date(2015, 1, 1), 5), "relation": "grandchild", "since": day}, "leave": {"why": "moved", "until": day},
        "head": {"head": wife.pk, "since": day, f"relation_{man.pk}": "spouse"}, "kin": {"number": make_number("440399", date(2015, 1, 1), 5), "relation": "grandchild"},
        "kin-end": {"kinship": man.kin.get().pk, "until": day}, "agent": {"kind": "committee", "body": "香岭社区居委会", "since": day, "document": "委托书"},
        "agent-end": {"authority": man.represented_by.get().pk, "until": day},
        "consent": {"signed_by": man.pk, "to": "香蜜湖街道", "answer": "yes", "manner": "mark", "witness": "陈以宁", "since": day},
        "supporter": {"supporter": son.pk, "to": "香蜜湖街道", "answer": "no", "manner": "paper", "since": day}, "withdraw": {"consent": man.consents.get().pk},
    }  # fmt: skip


def send(client, person, key, data):
    return client.post(f"/desk/people/{person.pk}/change/{key}/", {f"{key}-{name}": value for name, value in data.items()})


@pytest.mark.parametrize("key", CHANGES)
def test_each_change_is_offered_shown_refused_when_empty_and_made(client, district, family, key):
    man, wife, _, _ = family
    make_person("张安", district.community, date(2015, 1, 1), serial=5)
    whose = wife if key == "leave" else man
    if key == "alive":
        Person.objects.filter(pk=man.pk).update(died_on=date(2025, 10, 1))
        man.refresh_from_db()
    assert f"/desk/people/{whose.pk}/change/{key}/" in {href for _, rows in offered(whose) for _, href in rows}
    assert client.get(f"/desk/people/{whose.pk}/change/{key}/").status_code == 200
    if key != "contact":  # where nothing is filled in, nothing is changed
        assert send(client, whose, key, {}).status_code == 422
    before = AuditEntry.objects.exclude(act="file.looked").count()
    answer = send(client, whose, key, given(*family[:3])[key])
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"/desk/people/{whose.pk}/"), answer.content.decode()[-3000:]
    assert AuditEntry.objects.exclude(act="file.looked").count() > before


def test_what_the_forms_say_is_what_is_kept(client, district, family):
    man, wife, son, home = family
    answers = given(man, wife, son)
    for key in ("correct", "contact", "account", "supporter", "consent", "head"):
        send(client, man, key, answers[key])
    man.refresh_from_db()
    assert man.name == "张启铭" and Correction.objects.get().evidence == "户口簿"
    assert opened(man)["phones"] == ["13800000028", "13800000029"]
    refusal, signed = Consent.objects.get(kind="supporter"), Consent.objects.get(manner="mark")
    assert refusal.refused and refusal.person == son and signed.witness == "陈以宁"
    now = home_of(wife)
    assert now.continues == home and now.head == wife and dict(now.memberships.values_list("person", "relation")) == {wife.pk: "applicant", man.pk: "spouse"}
    page = client.get(f"/desk/people/{man.pk}/").content.decode()
    for words in ("不同意核对", "委托代理人", "更正姓名、性别或出生日期", "户主"):
        assert words in page


@pytest.mark.parametrize("key", CHANGES)
def test_nobody_changes_a_file_of_another_place(district, actor, family, key):
    other = signed_in(actor("street", district.foreign_street))
    assert send(other, family[0], key, given(*family[:3])[key]).status_code == 403


def test_a_community_is_found_by_name_with_its_street_where_two_share_it(client, district, family):
    from tests.spine import place

    place("竹园社区居委会", "community", district.other_street)
    answer = send(client, family[0], "move", {"place": "竹园社区居委会"})
    assert answer.status_code == 422 and "南园街道竹园社区居委会" in answer.content.decode()
    assert send(client, family[0], "move", {"place": "香蜜湖街道竹园社区居委会"}).status_code == 302
    assert send(client, family[0], "move", {"place": "没有的社区"}).status_code == 422


# --- facts ---------------------------------------------------------------------------------------------------------------------------


def test_a_fact_is_recorded_corrected_and_its_history_stays(client, family, officer):
    man = family[0]
    at = f"/desk/people/{man.pk}/facts/monthly_income/"
    for amount, source in (("1200", "applicant"), ("1535.50", "check")):
        assert client.post(at, {"value": amount, "since": "2025-01-01", "source": source, "evidence": ""}).status_code == 302
    man.refresh_from_db()
    assert man.facts["monthly_income"] == 153550
    page = client.get(at).content.decode()
    assert page.count("已被替代") == 1 and "1,200.00" in page and "1,535.50" in page and officer.name in page
    assert "那时还不知道" in client.get(at, {"on": "2025-06-01", "known": "2024-12-31"}).content.decode()
    assert client.post(at, {"value": "1", "since": "2025-01-01", "source": ""}).status_code == 422


def test_a_judgement_is_not_recorded_without_evidence(client, family, book):
    key = next(k for k, f in book.facts.items() if f.is_judgement and f.entity.key == "household" and type(f.type).__name__ == "Bool")
    at = f"/desk/people/{family[0].pk}/facts/{key}/"
    filled = {"value": "yes", "since": "2025-01-01", "source": "officer", "officer": "王知行"}
    assert client.post(at, filled).status_code == 422 and not Fact.objects.filter(key=key).exists()
    assert client.post(at, {**filled, "evidence": "入户记录"}).status_code == 302
    assert Household.objects.get().facts == {key: True}


def test_every_fact_of_the_book_about_people_or_households_has_its_page(client, family, book):
    page = client.get(f"/desk/people/{family[0].pk}/facts/").content.decode()
    keys = [k for k, f in book.facts.items() if f.entity.key in ("person", "household") and k not in ("relation", "birth_date")]
    assert keys and all(f"/facts/{k}/" in page for k in keys)
    for key in keys[::9]:
        assert client.get(f"/desk/people/{family[0].pk}/facts/{key}/").status_code == 200, key
    assert client.get(f"/desk/people/{family[0].pk}/facts/no-such/").status_code == 404
    assert client.get(f"/desk/people/{family[2].pk}/facts/").status_code == 403


# --- looks, and what is sealed ---------------------------------------------------------------------------------------------------------


def test_every_look_at_a_file_is_on_record(client, district, family, officer):
    man, wife = family[:2]
    pair = Pair.objects.create(one=man, other=wife, reason="name_birth", found_on=DAY)
    pages = {
        f"/desk/people/{man.pk}/": [man], f"/desk/people/{man.pk}/facts/": [man], f"/desk/people/{man.pk}/facts/hukou/": [man],
        f"/desk/people/{man.pk}/change/correct/": [man], f"/desk/people/pairs/{pair.pk}/": [man, wife],
    }  # fmt: skip
    for address, seen in pages.items():
        before = AuditEntry.objects.filter(act="file.looked").count()
        assert client.get(address).status_code == 200
        rows = list(AuditEntry.objects.filter(act="file.looked").order_by("-pk")[: AuditEntry.objects.filter(act="file.looked").count() - before])
        assert {r.subject for r in rows} == {f"registry.person:{p.pk}" for p in seen}, address
        assert all(r.user_id == officer.user and r.details["purpose"].startswith("registry.") for r in rows)
    client.get("/desk/search?q=启明")
    assert AuditEntry.objects.filter(act="registry.search").get().details == {"rows": 1}


def test_whose_line_has_left_the_house_in_a_file_can_be_found(client, family, officer, monkeypatch):
    man = family[0]
    text = b"".join(client.get("/desk/people/?q=启明&export=csv").streaming_content).decode("utf-8-sig")
    assert "张*明" in text and "张启明" not in text
    entry = AuditEntry.objects.get(act="lists.took_out")
    assert (entry.subject, entry.details, entry.user_id) == ("lists.people", {"which": [man.pk]}, officer.user)
    monkeypatch.setattr("minsheng.base.ui.tables.NAMED", 0)
    client.get("/desk/people/?q=启明&export=csv")
    assert len(AuditEntry.objects.filter(act="lists.took_out").latest("pk").details["which"]) == 64


def test_a_number_that_was_searched_for_stands_in_no_address(client, district, family, actor):
    number = make_number("440399", BORN, 1)
    for typed in (number, "13800000027", "0027", "４４０３９９"):
        for answer in (client.post("/desk/search", {"q": typed}), client.get("/desk/search", {"q": typed})):
            assert answer.status_code == 302 and answer["Location"].startswith("/desk/search?q=~") and typed not in unquote(answer["Location"])
    sealed = client.post("/desk/search", {"q": number})["Location"]
    assert client.get(sealed)["Location"] == f"/desk/people/{family[0].pk}/", "one hit leads to the file"
    assert "没有找到" in client.post("/desk/search", {"q": "13900000099"}, follow=True).content.decode()
    other = signed_in(actor("street", district.street)).get(sealed)
    assert other.status_code == 200 and "请重新输入" in other.content.decode(), "of use to whoever typed it alone"
    assert unquote(client.post("/desk/search", {"q": "启明"})["Location"]) == "/desk/search?q=启明"


def test_what_is_sealed_is_shown_for_a_stated_purpose_and_recorded(client, family):
    man = family[0]
    number, page = make_number("440399", BORN, 1), client.get(f"/desk/people/{man.pk}/").content.decode()
    assert number not in page and "13800000027" not in page
    assert client.get(f"/desk/people/{man.pk}/reveal/").status_code == 405
    assert number not in client.post(f"/desk/people/{man.pk}/reveal/", {"purpose": "curiosity"}, follow=True).content.decode()
    assert not AuditEntry.objects.filter(details__purpose__startswith="reveal.").exists()
    shown = client.post(f"/desk/people/{man.pk}/reveal/", {"purpose": "contact"})
    assert number in shown.content.decode() and shown["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(details__purpose="reveal.contact")
    assert entry.subject == f"registry.person:{man.pk}" and entry.details["fields"] == ["address", "documents", "phones"]


def test_nothing_sealed_stands_open_in_any_table(client, district, family, actor):
    """Canaries through every page that takes them; then every text and JSON column of every table of ours is read."""
    man = family[0]
    canaries = {"13800000027", "13800000028", "演示路金丝雀号", "E99887766", make_number("440399", BORN, 1), make_number("440399", BORN, 3)}
    account = registry.enter_account(person=man, number=card(9), bank="金丝雀银行", holder="张启明", by=MACHINE, on=DAY)
    registry.approve_account(account=account, by=actor("approver", district.street), on=DAY)
    send(client, man, "contact", {"phones": "13800000028", "address": "演示路金丝雀号"})
    send(client, man, "document", {"kind": "passport", "number": "E99887766"})
    registry.set_contact(person=man, notes="金丝雀备注", by=MACHINE, on=DAY)
    other = make_person("张启明", district.community, BORN, serial=3, phone="13800000027")
    merged(man, other, actor("street", district.street))
    client.post(f"/desk/people/{man.pk}/reveal/", {"purpose": "contact"})
    client.post("/desk/search", {"q": "13800000028"}, follow=True)
    canaries |= {card(9), "金丝雀银行", "金丝雀备注"}
    assert opened(Person.objects.get(pk=man.pk))["notes"] == "金丝雀备注" and BankAccount.objects.filter(person=man).exists()
    found = []
    for model in apps.get_models(include_auto_created=True):
        columns = [
            f.column for f in model._meta.concrete_fields if f.get_internal_type() in ("CharField", "TextField", "JSONField", "ByteOrder", "BinaryField")
        ]
        if not columns or model._meta.app_label == "sessions":
            continue
        with connection.cursor() as cursor:
            names = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}")
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    text = bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else json.dumps(value, ensure_ascii=False)
                    found += [(model._meta.db_table, column, c) for c in canaries if c in text]
    assert not found


# --- opening a file, doubles -----------------------------------------------------------------------------------------------------------


def test_a_file_is_opened_with_and_without_a_document(client, district):
    common = {"name": "何安", "place": district.community.pk}
    assert client.post("/desk/people/new/", {**common, "kind": "resident", "number": ""}).status_code == 422
    assert client.post("/desk/people/new/", {**common, "kind": "resident", "number": make_number("440399", BORN, 9)}).status_code == 302
    assert client.post("/desk/people/new/", {**common, "name": "无名", "kind": "", "number": ""}).status_code == 302
    assert not Person.objects.get(name="无名").documents.exists() and Person.objects.get(name="何安").birth_date == BORN


def test_a_merged_file_leads_to_the_one_that_was_kept(client, district, officer):
    keep, drop = (make_person("张启明", district.community, BORN, serial=serial) for serial in (1, 3))
    pair = Pair.objects.create(one=keep, other=drop, reason="name_birth", found_on=DAY)
    page = client.get(f"/desk/people/pairs/{pair.pk}/").content.decode()
    assert page.count("张启明") >= 2
    assert client.post(f"/desk/people/pairs/{pair.pk}/", {"keep": "one", "why": "同一人"}).status_code == 302
    assert f"/desk/people/{keep.pk}/change/" in client.get(f"/desk/people/{drop.pk}/").content.decode()


def test_an_account_is_approved_on_the_page_by_somebody_else(client, district, actor, family):
    man = family[0]
    send(client, man, "account", given(*family[:3])["account"])
    account, approver = man.accounts.get(), signed_in(actor("approver", district.street))
    assert client.post(f"/desk/people/accounts/{account.pk}/approve/").status_code == 403
    assert "复核启用" in approver.get(f"/desk/people/{man.pk}/").content.decode()
    assert approver.post(f"/desk/people/accounts/{account.pk}/approve/").status_code == 302
    account.refresh_from_db()
    assert account.since == today()
