"""Every page is as quick when there are fifty of everything as when there is one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.applications.models import Application, Task
from minsheng.base.crypto import seal
from minsheng.base.models import AuditEntry, Job
from minsheng.benefits.models import Award, Certification, Finding
from minsheng.booking.models import Appointment, Closure
from minsheng.divisions.models import Holding, Toponym
from minsheng.notices.models import Answer, Handover, Letter, Message, Notice
from minsheng.payments.models import Batch, Payment, Recovery
from minsheng.portal.models import Mistake, PageViews
from minsheng.registry.bulk import NewHome, NewPerson, load
from minsheng.registry.models import BankAccount, Consent, Event, Pair
from minsheng.standards.models import Standard
from tests.pages import Readers, every_page

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 28)
N = 50


def fifty_more(world):
    """Fifty of everything that lists show, and fifty of everything that one person's pages show."""
    w = world
    homes = [NewHome(w.district.community.pk, [NewPerson(f"演{i}", 1, date(1950, 1, 1), [], [f"1000100{i:04d}"])]) for i in range(N)]
    people = [p for _, members in load(homes, source="register", since=DAY, by=w.office["street"], on=DAY) for p in members]
    _cases(w, people)
    _awards(w, people)
    _money(w, people)
    _of_one(w)
    _places(w)
    _booked(w, people)
    others = {
        "place": w.district.city,
        "known": DAY,
        "confirmed_through": date(2026, 12, 1),
        "document": "X",
        "entered_on": DAY,
        "entered_by_id": w.office["city"].user,
    }
    Standard.objects.bulk_create([Standard(figure="dibao_standard", in_force=date(1960 + i, 1, 1), value=1, state="rejected", **others) for i in range(N)])
    Pair.objects.bulk_create([Pair(one=a, other=b, reason="name_birth", found_on=DAY) for a, b in zip(people[:-1], people[1:], strict=True)])
    Mistake.objects.bulk_create(
        [Mistake(number=f"JC-{i}", code_digest=f"x{i}", page="/rules", text="x", place=w.district.city, reported_on=DAY) for i in range(N)]
    )
    PageViews.objects.bulk_create([PageViews(page=f"/rules/x{i}", day=DAY, count=i) for i in range(N)])
    Job.objects.bulk_create([Job(kind="registry.doubles", on=DAY, asked_by=w.office["admin"].user, key=f"x{i}") for i in range(N)])


def _places(w):
    """A function that has moved often, and a road for which many names were proposed."""
    entered = {
        "place": w.district.district,
        "function": "volunteering",
        "kind": "civil",
        "document": "X",
        "entered_by_id": w.office["head"].user,
        "entered_on": DAY,
    }
    Holding.objects.bulk_create([Holding(name=f"X{i}", since=date(1950 + i, 1, 1), until=date(1951 + i, 1, 1), **entered) for i in range(N)])
    said = {
        field: getattr(w.toponym, field) for field in ("place", "scope", "kind", "meaning", "extent", "applicant", "application", "proposed_by", "proposed_on")
    }
    refused = {"state": "refused", "why": "X", "settled_by_id": w.office["head"].user, "settled_on": DAY, "replaces": w.toponym}
    Toponym.objects.bulk_create([Toponym(name=f"演{i}路", pinyin=f"Yan {i}", sound="yan", initials="y", **said, **refused) for i in range(N)])
    filed = {
        "state": "filed",
        "filed_by_id": w.office["street"].user,
        "filed_on": DAY,
        "filed_with": "X",
        "approved_on": DAY,
        "authority": "X",
        "approval": "X",
    }
    settled = {"settled_by_id": w.office["head"].user, "settled_on": DAY}
    Toponym.objects.bulk_create([Toponym(name=f"示{i}路", pinyin="Shi", sound="shi", initials="s", **said, **settled, **filed) for i in range(N)])


def _cases(w, people):
    common = {"matter": "dibao", "unit": "household", "channel": "counter", "applied_on": DAY, "accepted_on": DAY, "created_on": DAY, "state": "open"}
    cases = Application.objects.bulk_create(
        [Application(number=f"X-{p.pk}", applicant=p, place=p.place, handled_by_id=w.office["street"].user, **common) for p in people]
        + [
            Application(number=f"Y-{i}", applicant=w.man, place=w.man.place, **common | {"state": "refused", "matter": "dibao"}, decided_on=DAY)
            for i in range(N)
        ]
    )
    for step, where in (("check", w.district.street), ("decide", w.district.district)):
        Task.objects.bulk_create([Task(application=c, step=step, place=where, opened_on=DAY, due_on=DAY) for c in cases])
    shown = {"kind": "opinion", "place": w.case.place, "matter": "dibao", "members": 1, "since": w.displayed.since, "until": w.displayed.until}
    Notice.objects.bulk_create([Notice(number=f"N{c.pk}", about=f"applications.application:{c.pk}", shown_name="演*", **shown) for c in cases[:N]])


def _awards(w, people):
    common = {"benefit": "old_age_allowance", "matter": "old_age_allowance", "from_month": date(2025, 1, 1)}
    awards = [Award(number=f"XD-{p.pk}", person=p, payee=p, place=p.place, **common) for p in people]
    old = {"state": "stopped", "stopped_from": date(2025, 2, 1)}
    awards += [Award(number=f"XM-{i}", person=w.man, payee=w.man, place=w.man.place, **common, **old) for i in range(N)]
    Certification.objects.bulk_create([Certification(award=a, round=date(2025, 11, 1)) for a in Award.objects.bulk_create(awards)])
    Finding.objects.bulk_create([Finding(person=p, benefit="dibao", kind="entitled", month=date(2025, 10, 1), reason=["x", "x"]) for p in people])
    _messages(w, people)


def _messages(w, people):
    out = Message.objects.bulk_create(
        [
            Message(person=p, kind="old_age_offer", state="handed", handover=w.message.handover, phone_digest="x", text_digest="x", queued_on=DAY, sent_on=DAY)
            for p in people
        ]
    )
    Message.objects.bulk_create([Message(person=p, kind="certify", state="call", why="no_phone", queued_on=DAY) for p in people])
    Message.objects.bulk_create([Message(person=w.man, kind="certify", about=f"x:{i}", queued_on=DAY) for i in range(N)])
    Handover.objects.bulk_create([Handover(way="file", place=w.district.street, made_by_id=w.office["street"].user, count=1, made_on=DAY) for _ in range(N)])
    answer = w.message.answers.first()
    came = {
        "answered_on": DAY,
        "meaning": "unclear",
        "way": "file",
        "phone_digest": "x",
        "state": "look",
        "why": "unclear",
        "taken_on": DAY,
        "sealed": answer.sealed,
    }
    Answer.objects.bulk_create([Answer(message=m, key="x", **came) for m in out])


def _booked(w, people):
    """On the day of the man's appointment and long ago, of others and his own; fifty closed days."""
    like = {"place": w.appointment.place, "seats": 60, "channel": "phone", "made_on": DAY}
    there = {**like, "day": w.appointment.day, "slot": w.appointment.slot}
    rows = [Appointment(seat=2 + i, topic="ask", person=p, **there) for i, p in enumerate(people)]
    rows += [
        Appointment(seat=1, slot=19, day=w.appointment.day, topic=f"x{i}", home=True, person=w.man, state="cancelled", address="x", **like) for i in range(N)
    ]
    rows += [
        Appointment(seat=1 + i, slot=18, day=DAY, topic="ask", person=w.man, state="done", handled_by_id=w.office["street"].user, **like) for i in range(N)
    ]
    Appointment.objects.bulk_create(rows)
    Closure.objects.bulk_create([Closure(place=w.appointment.place, first=w.closure.first, last=w.closure.last, why="x") for _ in range(N)])


def _money(w, people):
    common = {"place": w.district.district, "line": "dibao", "state": "sent", "computed_on": DAY, "approved_by_id": w.office["finance_2"].user}
    batches = Batch.objects.bulk_create([Batch(number=f"X{i}", month=date(2021 + i // 12, 1 + i % 12, 1), **common) for i in range(N)])
    rows = [(batches[0], i, p, "returned") for i, p in enumerate(people)] + [(w.batch, 100 + i, p, "returned") for i, p in enumerate(people)]
    rows += [(b, 99, w.man, "paid") for b in batches]
    account = {"holder": "演", "bank": "演示银行", "number": "1"}
    Payment.objects.bulk_create(
        [
            Payment(batch=b, number=n, payee=p, place=p.place, state=state, fen=1, settled_on=DAY, sealed=seal(account, f"payments.payment:{b.pk}:{n}"))
            for b, n, p, state in rows
        ]
    )
    common = {"about": "x", "line": "dibao", "reason": "change", "months": "x", "fen": 1, "proposed_on": DAY}
    Recovery.objects.bulk_create([Recovery(number=f"XR{p.pk}", key=f"x{p.pk}", payee=p, place=p.place, **common) for p in people])


def _of_one(w):
    """Fifty lines in the life of the man whose pages are opened."""
    now = w.man.events.first().recorded_at
    Event.objects.bulk_create([Event(person=w.man, on=DAY, kind="open_file", recorded_at=now) for _ in range(N)])
    kept = {"kind": "accepted", "person": w.man, "place": w.man.place, "about": f"applications.application:{w.case.pk}", "issued_on": DAY}
    Letter.objects.bulk_create([Letter(number=f"L{i}", sealed=b"x", **kept) for i in range(N)])
    signed = {"person": w.man, "signed_by": w.man, "kind": "check", "purpose": "x", "to": "x", "manner": "paper", "since": DAY}
    Consent.objects.bulk_create([Consent(**signed) for _ in range(N)])
    first = w.man.accounts.first()
    BankAccount.objects.bulk_create([BankAccount(person=w.man, digest="x", sealed=first.sealed, entered_on=DAY) for _ in range(N)])
    seen = {"on": DAY, "role": "street", "act": "file.looked", "subject": f"payments.batch:{w.batch.pk}", "place_id": w.man.place_id}
    AuditEntry.objects.bulk_create([AuditEntry(user_id=w.office["street"].user, **seen) for _ in range(N)])


def counted(readers) -> dict[str, int]:
    """How many queries each page takes, the second time it is opened: what a process works out once is not counted."""
    out = {}
    for address, permission in every_page(readers.world):
        client = readers.of(permission)
        answer = client.get(address)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        out[address] = len(caught)
    return out


def test_no_page_needs_more_queries_for_fifty_than_for_one(world):
    readers = Readers(world)
    before = counted(readers)
    fifty_more(world)
    after = counted(readers)
    assert len(before) > 120
    more = {address: (before[address], after[address]) for address in before if after.get(address, 10**6) > before[address] + 2}  # an empty part saves one
    assert not more
