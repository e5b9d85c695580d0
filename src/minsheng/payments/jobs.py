"""What takes longer than a page may: computing a large batch, taking a large result file. Small steps, each done whole and once."""

from datetime import date

from minsheng.base import files, jobs
from minsheng.base.actor import Actor
from minsheng.base.jobs import pieces
from minsheng.base.jobs.kinds import Kind
from minsheng.base.models import Job
from minsheng.payments import results
from minsheng.payments.actions import bank, batches
from minsheng.payments.models import Batch, ResultFile
from minsheng.payments.waiting import waiting
from minsheng.places.models import Place

LARGE = 5_000  # payables or lines: from here on it is a job


def compute(job, cursor):
    """arguments {place, line, month "2025-10-01"}; the cursor is the batch."""
    if cursor is None:
        place, line, month = Place.objects.get(pk=job.arguments["place"]), job.arguments["line"], date.fromisoformat(job.arguments["month"])
        job.total = waiting(place, line, month).values("payee").distinct().count()
        batch = batches.begin(place=place, line=line, month=month, by=job.by, on=job.on)
        job.arguments = {**job.arguments, "batch": batch.pk}
        return batch.pk
    batch = Batch.objects.get(pk=cursor)
    if batches.step(batch):
        job.done = batch.payments.count()
        return cursor
    batches.finish(batch=batch, by=job.by, on=job.on)
    return None


def take(job, cursor):
    """arguments {result}. The file is read first, a piece at a time; then its lines are taken. The cursor: [the number of the payment that is done]."""
    result = ResultFile.objects.select_related("batch__place", "file").get(pk=job.arguments["result"])
    reading = pieces.judging(result.file_id, lambda: results.compared(result.batch, files.read(result.file), result.loaded_on))
    if reading.found is None:
        reading.go_on()
        return cursor if isinstance(cursor, list) else [0]
    after = bank.take_some(result=result, preview=reading.found, after=cursor[0] if isinstance(cursor, list) else 0, by=job.by, on=job.on)
    job.total = job.total or len(reading.found.lines)
    job.done = job.total - sum(after is not None and line.number > after for line in reading.found.lines)
    if after is None:
        pieces.forget()
        return None
    return [after]


def take_later(*, result: ResultFile, by: Actor, on: date) -> Job | None:
    """The job that takes a large result file: begun now, or already under way."""
    arguments = {"result": result.pk, "batch": result.batch_id}
    try:
        return jobs.start(kind="payments.take", arguments=arguments, key=f"payments.take:{result.pk}", by=by, on=on)
    except jobs.Underway as there:
        return there.job


def _batch(job) -> str:
    return f"/desk/payments/{job.arguments['batch']}/" if "batch" in job.arguments else "/desk/payments/"


KINDS = {
    "payments.compute": Kind(compute, ("计算发放批次", "Computing a batch of payments"), result=_batch),
    "payments.take": Kind(take, ("登记银行回盘", "Taking the bank's result"), result=_batch),
}
