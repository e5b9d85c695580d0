"""What the desk's bar and first pages show of several areas: the badges, and cards of what waits elsewhere.

A card shows to whom may do it, and only while something waits; what needs a second person counts nothing that one has entered oneself.
"""

from minsheng.accounts.access import within
from minsheng.applications import queries as applications
from minsheng.applications.models import IndexTable
from minsheng.base.clock import today
from minsheng.base.jobs import queries as jobs
from minsheng.base.ui import Stat
from minsheng.benefits import queries as benefits
from minsheng.benefits.opening import queries as openings_of
from minsheng.booking import queries as booking
from minsheng.divisions import queries_names as divisions
from minsheng.lines.assistance import queries as assistance
from minsheng.notices import queries as notices
from minsheng.payments import queries as payments
from minsheng.portal import queries as portal
from minsheng.registry import queries as registry
from minsheng.standards.models import Standard


def urgent(request) -> int:
    """Steps that are late or due within three working days."""
    return applications.urgent(request.by, today())


def findings(request) -> Stat | None:
    """Always there for whoever calls people: that nobody waits is worth knowing, too."""
    if not request.may("benefits.certify"):
        return None
    waiting, listed = benefits.to_contact(request.by)
    small = (f"名单上共 {listed} 人", f"{listed} on the list") if listed else ""
    return Stat(("主动发现，待联系", "Found, to be contacted"), waiting, small=small, href="/desk/benefits/findings/?kind=entitled&untold=1")


def supervision(request) -> Stat | None:
    """For whoever supervises: what is late in the whole place, not only in the own queue."""
    if not request.may("applications.supervise"):
        return None
    n = applications.supervised(request.by).filter(applications.late(today())).count()
    return Stat(("全辖区超期", "Late in your place"), n, small=("按地方、经办人看", "by place and officer"), href="/desk/late/", danger=True) if n else None


def appointments(request) -> Stat | None:
    n = booking.today_of(request.by, today()) if request.may("booking.take") else 0
    return Stat(("今天的预约，还没到", "Booked for today, not here yet"), n, href="/desk/appointments/") if n else None


def accounts(request) -> Stat | None:
    n = registry.accounts_waiting(request.by).count() if request.may("registry.approve_account") else 0
    return Stat(("收款账户，待复核", "Accounts to approve"), n, href="/desk/people/accounts/") if n else None


def batches(request) -> Stat | None:
    rows = payments.batches(request.by).filter(state="computed").exclude(computed_by=request.by.user)
    n = rows.count() if request.may("payments.approve") else 0
    return Stat(("发放批次，待复核", "Batches to approve"), n, href="/desk/payments/?state=computed") if n else None


def entries(request) -> Stat | None:
    rows = payments.entries(request.by).filter(state="waiting").exclude(entered_by=request.by.user)
    n = rows.count() if request.may("payments.approve") else 0
    return Stat(("发放的登记，待复核", "Entries about money to confirm"), n, href="/desk/payments/entries/?state=waiting") if n else None


def mistakes(request) -> Stat | None:
    """For whoever keeps the public pages."""
    n = portal.mistakes(request.by).filter(state="open").count() if request.may("portal.mistakes") else 0
    return Stat(("公开页纠错，待答复", "Mistakes reported, to be answered"), n, href="/desk/portal/?state=open") if n else None


def figures(request) -> Stat | None:
    """Standards and index tables are approved by the same."""
    if not request.may("standards.approve"):
        return None
    entered = [within(model.objects.filter(state="entered").exclude(entered_by=request.by.user), request.by).count() for model in (Standard, IndexTable)]
    href = "/desk/standards/" if entered[0] else "/desk/standards/index-tables/?state=entered"
    small = (f"其中指标表 {entered[1]}", f"{entered[1]} of them index tables") if all(entered) else ""
    return Stat(("标准，待批准", "Standards to approve"), sum(entered), small=small, href=href) if any(entered) else None


def openings(request) -> Stat | None:
    rows = openings_of.openings(request.by).filter(state="checked").exclude(entered_by=request.by.user)
    n = rows.count() if request.may("benefits.accept_import") else 0
    return Stat(("接入名单，待确认", "Lists of awards to accept"), n, href="/desk/benefits/opening/?state=checked") if n else None


def messages(request) -> Stat | None:
    """Answers that nobody but a human understands; who is to be called instead of a message."""
    if not request.may("applications.take_in"):
        return None
    look, call = notices.answers(request.by).filter(state="look").count(), notices.to_call(request.by).count()
    if look:
        return Stat(("短信回复，要人看", "Answers to look at"), look, href="/desk/messages/answers/?state=look")
    return Stat(("短信到不了，要联系", "To be called, no message reaches them"), call, href="/desk/messages/call/") if call else None


def place_names(request) -> Stat | None:
    """Names whose filing or announcement is late, else what waits for an approval by somebody else."""
    rows, waiting = divisions.toponyms(request.by), 0
    late = divisions.late(rows, today()).count() if request.may("names.file") else 0
    if late:
        return Stat(("地名，备案或公告超期", "Place names, filing or announcement late"), late, href="/desk/names/?late=1", danger=True)
    if request.may("names.decide"):
        waiting = rows.filter(state="proposed").exclude(proposed_by=request.by.user).count()
    return Stat(("地名，待批准", "Place names to approve"), waiting, href="/desk/names/?state=proposed") if waiting else None


def support(request) -> Stat | None:
    n = assistance.not_arranged(request.by) if request.may("benefits.change") else 0
    return Stat(("特困，供养方式没登记", "Tekun, how they are supported not entered"), n, href="/desk/assistance/support/?open=1") if n else None


def ended(request) -> Stat | None:
    """Long work that has come to its end since its asker last looked."""
    n = jobs.untold(request.by).count() if request.may("jobs.see") else 0
    return Stat(("后台任务，有了结果", "Jobs that have ended"), n, href="/jobs") if n else None


BADGES = {"/desk/": urgent}
CARDS = [supervision, findings, messages, appointments, accounts, batches, entries, figures, openings, support, place_names, mistakes, ended]
