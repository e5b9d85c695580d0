"""What the outbox does by itself where a provider is connected: handing over and collecting, by day, in small steps."""

from datetime import timedelta

from minsheng.base.actor import MACHINE
from minsheng.base.clock import now, today
from minsheng.base.errors import Refused
from minsheng.base.jobs.kinds import Kind
from minsheng.notices.messages import answer_files, collecting, handing
from minsheng.notices.messages.provider import named, provider
from minsheng.notices.models import AnswerFile, Handover

BY_DAY = range(9, 20)  # hours in which a phone may ring
BACK = timedelta(days=3)  # how far back is asked for what came: hearing it again is no harm
HOUR = timedelta(hours=1)


def hand_over(job, cursor):
    """By turns: set the next messages aside, hand them to the provider. The cursor: the handover in hand, 0 between two. What a failure left goes first."""
    if provider() is None or now().hour not in BY_DAY:
        return None
    if cursor:
        job.done += handing.through_provider(handover=Handover.objects.get(pk=cursor), by=MACHINE, on=today())
        return 0
    if cursor is None and (left := Handover.objects.filter(way="provider", messages__state="sending").order_by("pk").first()):
        return left.pk
    made = handing.set_aside(place=None, limit=handing.STEP, by=MACHINE, on=today())
    return made.pk if made else None


def collect(job, cursor):
    """Reports first, then answers, some a step. The cursor: how many answers are left."""
    gateway = provider()
    if gateway is None:
        return None
    try:
        reports, came = gateway.reports(now() - BACK) if cursor is None else [], gateway.answers(now() - BACK)
    except Exception as wrong:  # noqa: BLE001  its text may quote a number: only its kind is told
        raise Refused(
            f"短信通道没有应答（{type(wrong).__name__}），下次再试。", f"The provider did not answer ({type(wrong).__name__}); it is tried again."
        ) from None
    collecting.take_reports(reports=reports, by=MACHINE, on=today())
    return collecting.take_came(came, MACHINE, today()) or None


def take_answers(job, cursor):
    """The rows of an answer file, arguments {file}; the cursor is how many are left."""
    found = AnswerFile.objects.select_related("file", "place").get(pk=job.arguments["file"])
    left = answer_files.take_next(found=found, by=job.by, on=job.on)
    job.total = job.total or left + answer_files.STEP
    job.done = job.total - left
    return left or None


KINDS = {
    "notices.hand_over": Kind(hand_over, ("发送短信", "Handing messages over"), every=HOUR if named() else None),
    "notices.collect": Kind(collect, ("收取短信回复", "Collecting answers to messages"), every=HOUR if named() else None),
    "notices.take_answers": Kind(
        take_answers, ("登记短信回复", "Taking a file of answers"), result=lambda job: f"/desk/messages/answers/file/?file={job.arguments['file']}"
    ),
}
