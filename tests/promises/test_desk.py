"""Every page of the desk and of residents: in one language only, as quick with fifty rows as with one, and silent about people in the log."""

import logging
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.accounts.models import User
from minsheng.accounts.roles import MAY
from minsheng.applications.models import Application, Task
from minsheng.base.masks import mask_name
from minsheng.base.texts import traditional
from minsheng.benefits.models import Award, Certification, Finding
from minsheng.payments.models import Batch, Payment, Recovery
from minsheng.registry.bulk import NewHome, NewPerson, load
from minsheng.registry.models import Account
from tests.promises.test_access import filled, signed_in
from tests.promises.test_pages import CHINESE, LANGUAGES, words
from tests.scenario import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(district, actor):
    return make_world(district, actor)


def who_may(world, permission):
    """A client of the first role that has the permission."""
    if permission == "own":
        user, _ = User.objects.get_or_create(username="resident")
        Account.objects.get_or_create(user=user, defaults={"person": world.man, "since": date(2025, 1, 1)})
        return signed_in(user)
    role = next(r for r in ("district_head", "district", "finance", "street", "auditor", "admin", "approver", "city", "community") if r in MAY[permission])
    return signed_in(User.objects.get(pk=world.office[role].user))


def without_names(world, text: str) -> str:
    """People and places have their names in Chinese only, whatever the page's language."""
    people = [world.man.name, world.mother.name, world.grandmother.name]
    for name in [*people, *map(mask_name, people), *(p.name for p in vars(world.district).values())]:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_is_half_in_another_language(world, lang):
    wrong, seen = [], 0
    for address, _, permission in filled(world):
        client = who_may(world, permission)
        client.cookies["language"] = lang
        response = client.get(address)
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        seen += 1
        page = words(response)
        assert page.lang == LANGUAGES[lang], address
        said = [without_names(world, w) for w in page.words]
        if lang == "en":
            odd = [w for w in said if CHINESE.search(w)]
        elif lang == "zh-hant":
            odd = [w for w in said if traditional(w) != w]
        else:
            odd = []
        wrong += [(address, odd[:4])] if odd else []
        assert len(re.findall("<h1[ >]", response.content.decode())) == 1, address
    assert seen > 35
    assert not wrong, "\n".join(map(str, wrong))


LISTS = [
    "/desk/",
    "/desk/applications/",
    "/desk/people/",
    "/desk/search?q=演",
    "/desk/benefits/",
    "/desk/benefits/findings/",
    "/desk/benefits/certification/",
    "/desk/elderly/messages/",
]
MONEY_LISTS = ["/desk/payments/", "/desk/payments/returned/", "/desk/payments/recoveries/"]


def fifty_more(world):
    """Fifty of everything that lists show."""
    w, day = world, date(2025, 10, 28)
    homes = [NewHome(w.district.community.pk, [NewPerson(f"演{i}", 1, date(1950, 1, 1), [], [f"1000100{i:04d}"])]) for i in range(50)]
    people = [p for _, members in load(homes, source="register", since=day, by=w.office["street"], on=day) for p in members]
    cases = Application.objects.bulk_create(
        [
            Application(
                number=f"X-{p.pk}",
                matter="dibao",
                channel="counter",
                applicant=p,
                place=p.place,
                state="open",
                applied_on=day,
                accepted_on=day,
                created_on=day,
                handled_by_id=w.office["street"].user,
            )
            for p in people
        ]
    )
    for step, where in (("check", w.district.street), ("decide", w.district.district)):
        Task.objects.bulk_create([Task(application=c, step=step, place=where, opened_on=day, due_on=day) for c in cases])
    awards = Award.objects.bulk_create(
        [
            Award(number=f"XD-{p.pk}", benefit="old_age_allowance", matter="old_age_allowance", person=p, payee=p, place=p.place, from_month=date(2025, 1, 1))
            for p in people
        ]
    )
    Certification.objects.bulk_create([Certification(award=a, round=date(2025, 11, 1)) for a in awards])
    Finding.objects.bulk_create([Finding(person=p, benefit="dibao", kind="entitled", month=date(2025, 10, 1), reason=["x", "x"]) for p in people])
    batch = Batch.objects.create(
        number="X", place=w.district.district, line="dibao", month=date(2025, 9, 1), state="sent", computed_on=day, approved_by_id=w.office["finance_2"].user
    )
    Payment.objects.bulk_create([Payment(batch=batch, number=i, payee=p, place=p.place, fen=1, state="returned", settled_on=day) for i, p in enumerate(people)])
    Recovery.objects.bulk_create(
        [
            Recovery(number=f"XR{p.pk}", key=f"x{p.pk}", about="x", payee=p, place=p.place, line="dibao", reason="change", months="x", fen=1, proposed_on=day)
            for p in people
        ]
    )


def queries(client, address) -> int:
    client.get(address)  # whatever is worked out once in a process
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200, address
    return len(caught)


def test_a_list_of_fifty_needs_no_more_queries_than_a_list_of_one(world):
    clients = {"street": LISTS, "finance": MONEY_LISTS, "district_head": ["/desk/"]}
    before = {(role, a): queries(signed_in(User.objects.get(pk=world.office[role].user)), a) for role, pages in clients.items() for a in pages}
    fifty_more(world)
    after = {(role, a): queries(signed_in(User.objects.get(pk=world.office[role].user)), a) for role, pages in clients.items() for a in pages}
    more = {k: (before[k], after[k]) for k in before if after[k] > before[k] + 1}  # an empty list saves one
    assert not more


def test_the_log_names_nobody(world, caplog):
    """Canaries: the name, the document, the phone and the account of somebody whose every page is opened."""
    caplog.set_level(logging.DEBUG)
    for name in ("minsheng", "minsheng.access", "django.db.backends"):
        logging.getLogger(name).propagate = name != "django.db.backends"
    for address, _, permission in filled(world):
        client = who_may(world, permission)
        client.get(address)
        client.post(address, {"purpose": "review", "q": "张启明"})
    client.get("/desk/search?q=张启明")
    text = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("minsheng"))
    assert "/desk/people/" in text
    assert not [canary for canary in ("张启明", "10000000002", "19730501", "99990000000000") if canary in text]
