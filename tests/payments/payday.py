"""A payroll in processes that are killed, for test_killed.py: `payday.py begin | kill HOW_OFTEN SEED | end`. Prints what became of everything.

Month after month goes from the run to the bank's answer; a process that is killed leaves it anywhere, the next one looks where it was and goes on.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import date, timedelta

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.models import Sum  # noqa: E402

from minsheng.accounts.models import Post  # noqa: E402
from minsheng.base import jobs  # noqa: E402
from minsheng.base.actor import MACHINE, Actor  # noqa: E402
from minsheng.base.jobs import running  # noqa: E402
from minsheng.base.models import OPEN, AuditEntry, Job  # noqa: E402
from minsheng.base.months import later  # noqa: E402
from minsheng.benefits import monthly  # noqa: E402
from minsheng.benefits.models import Award  # noqa: E402
from minsheng.payments import actions as pay  # noqa: E402
from minsheng.payments import ledger, queries  # noqa: E402
from minsheng.payments.actions import bank, batches  # noqa: E402
from minsheng.payments.bankfile import lines  # noqa: E402
from minsheng.payments.jobs import KINDS  # noqa: E402
from minsheng.payments.models import Batch, Payable, Payment  # noqa: E402
from minsheng.places.models import Place  # noqa: E402
from minsheng.registry import actions as registry  # noqa: E402
from tests.benefits.conftest import OLD_AGE, give  # noqa: E402
from tests.spine import card, make_actor, make_district, make_person  # noqa: E402

PEOPLE, FEN, FIRST = 24, 30_001, date(2025, 1, 1)
monthly.STEP, batches.STEP, bank.STEP = 7, 5, 6  # many small transactions: many places to be killed at
running.SILENT = timedelta(seconds=0.05)


def begin() -> None:
    """Two finance officers, ten years of money, and people with an award and an account each."""
    at = make_district()
    finance, approver = make_actor("finance", at.district), make_actor("approver", at.street)
    make_actor("finance", at.district)
    for year in range(2025, 2035):
        for level, share in (("city", 30), ("district", 70)):
            given = {"place": at.district, "year": year, "line": OLD_AGE, "level": level, "source": level, "share": share, "fen": 10**9, "document": "演示"}
            pay.set_budget(**given, by=finance, on=FIRST)
    for n in range(PEOPLE):
        give(make_person(f"演{n}", at.community, date(1940, 1, 1), serial=n, account=n, approver=approver, on=FIRST), fen=FEN)


def officers() -> list[Actor]:
    posts = Post.objects.filter(role="finance").select_related("place").order_by("pk")
    return [Actor(p.user_id, "", p.role, p.place.path, p.pk, p.place_id) for p in posts]


def go_on(until: date | None = None) -> None:
    """From wherever everything is; without an end, or to the end of a month."""
    jobs.install(KINDS)
    finance, second = officers()
    district = Place.objects.get(pk=finance.place)
    while True:
        newest = Batch.objects.exclude(state="cancelled").order_by("month", "pk").last()
        if newest is None or newest.state == "reconciled" and not Payment.objects.filter(state="returned").exists():
            month = later(newest.month) if newest else FIRST
            if until and month > until:
                return
            monthly.run(place=district, benefit=OLD_AGE, month=month, by=finance, on=month)
            compute(district, month, finance)
        else:
            advance(newest, district, finance, second)


def advance(batch: Batch, district: Place, finance: Actor, second: Actor) -> None:
    """One step of a batch; what came back is corrected and paid again."""
    day = batch.month
    if batch.state == "draft":
        compute(district, batch.month, finance)
    elif batch.state == "computed":
        pay.approve(batch=batch, by=second, on=day)
    elif batch.state == "approved":
        pay.fetch(batch=batch, kind="csv", by=finance, on=day)
        pay.send(batch=batch, by=finance, on=day)
    elif batch.state == "sent":
        take(batch, finance, day)
    else:
        back = list(Payment.objects.filter(state="returned").select_related("payee"))
        for p in back:
            if p.payee.accounts.get(until=None, since__isnull=False).pk == p.account_id:
                number = card(10_000 + p.pk)
                entered = registry.enter_account(person=p.payee, number=number, bank="演示银行", holder=p.payee.name, by=MACHINE, on=day)
                registry.approve_account(account=entered, by=finance, on=day)
        pay.pay_again(payments=back, by=finance, on=day)


def compute(district: Place, month: date, by: Actor) -> None:
    run_job("payments.compute", {"place": district.pk, "line": OLD_AGE, "month": f"{month}"}, f"compute:{month}", by, month)


def take(batch: Batch, by: Actor, on: date) -> None:
    """The bank's answer: in a month's batch some come back, what is paid again arrives."""
    rows = [f"{n},{fen / 100:.2f},{'失败' if comes_back(batch, n) else '成功'}" for n, _, fen in lines(batch)]
    upload = SimpleUploadedFile("回盘.csv", "\n".join(["序号,金额,结果", *rows]).encode())
    result = pay.load_result(batch=batch, upload=upload, by=by, on=on)
    run_job("payments.take", {"result": result.pk, "batch": batch.pk}, f"take:{batch.pk}", by, on)


def comes_back(batch: Batch, number: int) -> bool:
    return batch.kind == "month" and (number + batch.month.month) % 5 == 0


def run_job(kind: str, arguments: dict, key: str, by: Actor, on: date) -> None:
    """Started, or found as a killed process left it, or resumed because it was killed too often in one step; then run to its end."""
    job = Job.objects.filter(key=key).order_by("pk").last() or jobs.start(kind=kind, arguments=arguments, key=key, by=by, on=on)
    if job.state in (Job.State.FAILED, Job.State.STOPPED):
        job = jobs.resume(job=job, by=by, on=on)
    while True:
        try:
            return jobs.run(job)
        except jobs.Underway:  # its holder was killed a moment ago
            time.sleep(0.02)


def kill(how_often: int, seed: int) -> Counter:
    """So many processes, each killed at a moment of its own."""
    dice, ends = random.Random(seed), Counter()
    for _ in range(how_often):
        connections.close_all()
        child = os.fork()
        if child == 0:
            try:
                go_on()
            finally:
                os._exit(1)
        time.sleep(dice.uniform(0.02, 0.7))
        os.kill(child, signal.SIGKILL)
        ends[os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])] += 1
    return ends


def end() -> dict:
    """The month in hand, handed in at least for some, is brought to its end; then everything is counted."""
    go_on(until=Payable.objects.order_by("month").last().month)
    last = Batch.objects.order_by("month").last().month
    months = (last.year - FIRST.year) * 12 + last.month
    at_the_bank: Counter = Counter()  # what the bank paid, by its own files and answers: by payee
    for batch in Batch.objects.exclude(state="cancelled"):
        payees = dict(batch.payments.values_list("number", "payee"))
        for n, _, fen in lines(batch):
            at_the_bank[payees[n]] += 0 if comes_back(batch, n) else fen
    acts = Counter(AuditEntry.objects.filter(act__in=["payments.send", "payments.approve"]).values_list("act", "subject"))
    return {
        "ledger": ledger.check(),
        "months": months,
        "promised": months * FEN,
        "paid": sorted(set(at_the_bank.values())) if len(at_the_bank) == PEOPLE else "not everybody was paid",
        "payables": sorted({fen for _, fen in Payable.objects.values_list("payee").annotate(Sum("fen")).order_by()}),
        "count": Payable.objects.count() - months * Award.objects.count(),
        "twice": sum(n > 1 for n in acts.values()),
        "states": sorted(set(Payment.objects.values_list("state", flat=True))),
        "batches": sorted(set(Batch.objects.values_list("state", flat=True))),
        "open jobs": Job.objects.filter(OPEN).count(),
        "other jobs": Job.objects.exclude(state=Job.State.DONE).count(),
        "chains": max(len(queries.chain(p)) for p in Payment.objects.filter(state="paid").select_related("batch")),
    }


if __name__ == "__main__":
    if sys.argv[1] == "begin":
        begin()
    elif sys.argv[1] == "kill":
        print(json.dumps(kill(*map(int, sys.argv[2:]))))
    else:
        print(json.dumps(end()))
