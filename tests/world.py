"""What the story of tests/scenario.py leaves out and a page can show: a job, a pair of files, a scan, a draft, a notice on display."""

from datetime import date, time, timedelta
from io import BytesIO
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from minsheng.accounts import tokens
from minsheng.accounts.middleware import VISITOR
from minsheng.accounts.models import Post, User
from minsheng.applications import actions as apply
from minsheng.applications import way
from minsheng.applications.models import Application, Paper
from minsheng.base import files, jobs
from minsheng.base.clock import today
from minsheng.benefits.models import Award
from minsheng.booking import actions as booking
from minsheng.booking.schedule import weekday_of
from minsheng.divisions import actions as divisions
from minsheng.divisions.naming import ASSURED
from minsheng.lines.assistance.models import Support
from minsheng.notices.messages import answer_files, answers, handing
from minsheng.notices.models import Notice
from minsheng.portal import actions as portal
from minsheng.portal import counting
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import Pair
from tests.scenario import make_world
from tests.spine import make_person

DAY = date(2025, 10, 28)


def whole_world(district, actor) -> SimpleNamespace:
    """One of everything that any page can show."""
    world = make_world(district, actor)
    world.job = jobs.start(kind="registry.doubles", by=world.office["admin"], on=DAY)
    world.pair = Pair.objects.create(one=world.man, other=world.mother, reason="name_birth", found_on=DAY)
    world.file = scan(world)
    world.draft = apply.draft(matter="old_age_allowance", applicant=world.man, household=None, place=world.man.place, channel="portal", by=own(world), on=DAY)
    for_others(world)
    world.displayed = display(world)
    world.mistake, _ = portal.report(page="/rules/dibao?place=440300", text="演示：数字不对", reach="10000000008", by=VISITOR, on=DAY)
    counting.add("/rules/dibao", DAY)
    counting.write()
    world.lacking = lacking(world)
    forms(world)
    appraised(world)
    supported(world)
    asked(world)
    booked(world)
    world.holding = divisions.move_function(
        place=district.district, function="volunteering", kind="party_social_work", name="演示区委社会工作部", since=date(2024, 3, 1), document="演示〔2024〕1号",
        by=world.office["head"], on=DAY,
    )  # fmt: skip
    world.toponym, world.proposed_name = toponyms(world)
    world.token = for_a_program(world)
    return world


def toponyms(world):
    """A road whose filing is due, and the new name that is proposed for it."""
    given = {
        "place": world.district.community, "kind": "road", "meaning": "演示", "extent": "演示：从甲路到乙路", "applicant": "演示街道", "application": "演示〔2025〕3号",
        "assured": list(ASSURED), "by": world.office["street"], "on": DAY,
    }  # fmt: skip
    road = divisions.propose_name(name="演示东路", **given)
    divisions.approve_name(toponym=road, approved_on=date(2025, 10, 1), authority="演示市人民政府", approval="演示〔2025〕4号", by=world.office["head"], on=DAY)
    return road, divisions.propose_name(name="演示香路", replaces=road, **given)


def forms(world) -> None:
    """A draft of the man with something on its application form, laid out by the district; of another matter than the case that waits."""
    rows = [{"key": "household:n_family", "label": ["全家人口", "Family in all"], "order": 1, "hidden": False},
            {"key": "q-1", "label": ["演示问题", "Question"], "order": 1, "hidden": False, "kind": "choice", "options": [["甲", "A"], ["乙", "B"]]}]  # fmt: skip
    world.layout = apply.enter_layout(place=world.district.district, why="演示文件", in_force=DAY, rows=rows, by=world.office["district"], on=DAY)
    world.for_aid = Application.objects.create(
        matter="dibao", unit="household", applicant=world.man, household=world.home, place=world.man.place, channel="portal", created_on=DAY
    )
    apply.fill_sheet(application=world.for_aid, given={"household": {"near": "no", "kinds": ["office"]}, "supporters": [SON]}, by=own(world), on=DAY)
    near = {"near": "yes", "near_who": "演示甲", "near_relation": "child", "n_living": 3}
    for why in ("", "漏了一位"):
        given = {"household": near, "members": {str(world.man.pk): {"special": ["veteran"]}}, "supporters": [SON]}
        apply.fill_sheet(application=world.lacking, given=given, why=why or "窗口补登", by=world.office["street"], on=DAY)


SON = {"name": "演示乙", "relation": "child", "phone": "10000000007", "able": "yes", "yearly": 6_000_000}


def for_a_program(world):
    """A token in the street officer's post that waits for the second administrator."""
    post, day = Post.objects.get(pk=world.office["street"].post), today()
    until = day + timedelta(days=30)
    return tokens.ask(post=post, name="ZF", scopes=["applications.see"], until=until, document="X-1", by=world.office["admin"], on=day)[0]


def for_others(world) -> None:
    """What the man has to do with others: his mother's draft that he may sign, and a neighbour's mother for whom he acts."""
    world.theirs = Application.objects.create(
        matter="dibao", unit="household", applicant=world.mother, household=world.home, place=world.man.place, channel="portal", created_on=DAY
    )
    world.entrusted = registry.represent(
        person=world.grandmother, agent=world.man, kind="agent", since=date(2025, 1, 1), document="演示委托书", by=world.office["street"], on=DAY
    )
    registry.open_access(person=world.mother, number=make_number("440399", world.mother.birth_date, 1), by=world.office["street"], on=DAY)


def lacking(world) -> Application:
    """An application of the man that waits for one paper, while another has been seen at the counter."""
    case = Application.objects.create(
        number="SQ-1", matter="dibao", unit="household", applicant=world.man, household=world.home, place=world.man.place, channel="portal", state="correction",
        corrected=True, applied_on=DAY, created_on=DAY,
    )  # fmt: skip
    way.open_ready(case, DAY)
    Paper.objects.create(application=case, key="illness_proof", state="missing", added_on=DAY)
    Paper.objects.create(application=case, key="account", state="given", pages=0, taken_by_id=world.office["street"].user, added_on=DAY)
    return case


def asked(world) -> None:
    """The message has gone out on a list, and an answer came back that a human has to look at."""
    message = world.message
    made = handing.set_aside(place=world.district.street, by=world.office["street"], on=DAY)
    handing.fetch(handover=made, kind="csv", purpose="send", by=world.office["street"], on=DAY)
    message.refresh_from_db()
    answers.take(message=message, came=answers.Came(message.phone_digest, "这是什么？", DAY), way="file", by=world.office["street"], on=DAY)
    came = "手机号,回复,时间\n10000000001,同意,2025-10-28 09:00\n10000000009,1,2025-10-28\n123,1,2025-10-28"
    world.answers = answer_files.load(upload=SimpleUploadedFile("answers.csv", came.encode()), place=world.district.street, by=world.office["street"], on=DAY)


def booked(world) -> None:
    """The community's window is open every morning but one day; the man comes in three weeks, and a caller without a file has a visit."""
    office, day = (
        {"by": world.office["street"], "on": today()},
        next(d for d in (today() + timedelta(days=n) for n in range(7, 30)) if weekday_of(d) in range(1, 6)),
    )
    week = {"place": world.district.community, "weekdays": [1, 2, 3, 4, 5], "first": time(9), "end": time(12), "seats": 60, "since": today()}
    world.hours = booking.set_hours(home=False, **week, **office)[0]
    booking.set_hours(home=True, **week, **office)
    world.closure = booking.close_days(place=world.district.community, first=day + timedelta(days=1), last=day + timedelta(days=1), why="演示", **office)
    given = {"place": world.district.community, "day": day, "slot": 18, "topic": "ask", **office}
    world.appointment = booking.book(home=False, person=world.man, channel="counter", **given)
    world.called = booking.book(home=True, caller={"name": "王小演", "phone": "10000000009"}, address="演示路 9 号", channel="phone", **given)


def appraised(world) -> None:
    """Residents have been heard about the review of the man's household."""
    apply.appraise(
        application=world.pending, ground="local", document="演示文件", held_on=DAY, invited=13, present=11, agree=9, against=1, abstain=1, secret=True, result="true",
        minutes={"venue": "演示", "host": "演示", "people": "演示", "said": "演示"}, by=world.office["street"], on=DAY,
    )  # fmt: skip
    apply.judge(
        application=world.pending, answers={"household": {"assets_found_conform": True}}, second=User.objects.get(pk=world.office["street_2"].user), manner="seen",
        evidence="演示", says="agrees", by=world.office["street"], on=DAY,
    )  # fmt: skip


def supported(world) -> None:
    """A neighbour is supported as tekun, at home, by an agreement that has been signed."""
    old, helper = make_person("黄守田", world.man.place, date(1951, 2, 11), serial=81), make_person("林照料", world.man.place, date(1975, 5, 1), serial=82)
    world.tekun = Award.objects.create(number="DY-T1", benefit="tekun", matter="tekun", person=old, payee=old, place=old.place, from_month=date(2025, 10, 1))
    Support.objects.create(
        award=world.tekun, manner="home", caregiver=helper, agreement=scan(world).pk, agreed_until=date(2026, 10, 1), since=date(2025, 10, 1), entered_on=DAY
    )


def own(world):
    from minsheng.base.actor import Actor
    from tests.pages import resident

    user = resident(world)
    return Actor(user.pk, user.name, "resident", None, person=world.man.pk)


def scan(world):
    """A photograph among the papers of the case."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    upload = SimpleUploadedFile("scan.jpg", out.getvalue(), "image/jpeg")
    file = files.store(upload=upload, by=world.office["street"], on=DAY, place=world.case.place)
    Paper.objects.create(application=world.case, key="identity", state="given", file=file.pk, added_on=DAY)
    return file


def display(world) -> Notice:
    """A notice that is up today, whatever day it is."""
    day = today()
    return Notice.objects.create(
        number="GS-1", kind="opinion", about=f"applications.application:{world.case.pk}", place=world.case.place, matter="dibao", shown_name="张*明",
        members=2, fen=199600, since=day, until=day + timedelta(days=6),
    )  # fmt: skip
