"""Budgets are drawn on when a batch is approved, by the sources' shares, and get back what is not paid. Called by actions, in their transaction."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import F, Sum

from minsheng.base.errors import Refused
from minsheng.payments.ledger import transfer
from minsheng.payments.models import Batch, Budget, Payment, Transfer
from minsheng.payments.waiting import above


def split(fen: int, weights: Sequence[int]) -> list[int]:
    """By the weights (above zero), rounded down; what does not divide goes to the largest, the first of equals."""
    whole = sum(weights)
    parts = [fen * w // whole for w in weights]
    parts[max(range(len(weights)), key=lambda i: (weights[i], -i))] += fen - sum(parts)
    return parts


def sources(batch: Batch, *, lock: bool) -> list[Budget]:
    """The budgets of the batch's line and year, of its place and the places above; a place that is no more gives nothing: whoever took it over does.

    Raises Refused when their shares do not make up the whole.
    """
    rows = Budget.objects.select_for_update() if lock else Budget.objects.all()
    found = list(rows.filter(place__in=above(batch.place), place__until=None, year=batch.month.year, line=batch.line).order_by("pk"))
    shares = sum(b.share for b in found)
    if shares != 100:
        year = batch.month.year
        raise Refused(
            f"{year} 年这一项的预算，各级承担比例合计是 {shares}%，应当是 100%。请先登记预算。",
            f"The shares of this line's budgets for {year} add up to {shares}%, not 100%: enter the budgets first.",
        )
    return found


def planned(batch: Batch, *, lock: bool = False) -> list[tuple[Budget, int]]:
    """[(budget, fen)]: what the batch takes of each. Raises Refused when the shares do not make up the whole."""
    budgets = sources(batch, lock=lock)
    return list(zip(budgets, split(batch.fen, [b.share for b in budgets]), strict=True))


def commit(batch: Batch, on: date) -> None:
    """free → committed. Raises Refused, naming every budget that lacks money and how much."""
    drawn_on = planned(batch, lock=True)
    lacking = [(b, part - b.free_fen) for b, part in drawn_on if part > b.free_fen]
    if lacking:
        zh = "；".join(f"{Budget.LEVELS[b.level][0]}“{b.source}”还差 {fen / 100:,.2f} 元" for b, fen in lacking)
        en = "; ".join(f"{b.source} ({Budget.LEVELS[b.level][1]}) lacks {fen / 100:,.2f} yuan" for b, fen in lacking)
        raise Refused(f"预算不够：{zh}。", f"Not enough money: {en}.")
    for budget, fen in drawn_on:
        if fen:
            _move(budget.pk, batch, fen, on, key=f"batch:{batch.pk}/commit/{budget.pk}", kind="commit")


def release(batch: Batch, on: date) -> None:
    """committed → free: the batch is cancelled."""
    for budget, fen in drawn(batch.pk).items():
        _move(budget, batch, -fen, on, key=f"batch:{batch.pk}/release/{budget}", kind="release", account="committed")


def lessen(batch: Batch, on: date) -> None:
    """committed → free: lines have left an approved batch. Each budget keeps its part of what is left, in the proportion in which it gave."""
    had = drawn(batch.pk)
    parts = split_within(batch.fen, list(had.values()))
    serial = batch.transfers.filter(kind="less").count()
    for (budget, fen), part in zip(had.items(), parts, strict=True):
        if fen > part:
            _move(budget, batch, part - fen, on, key=f"batch:{batch.pk}/less/{serial}/{budget}", kind="less")


def give_back(payments: Sequence[Payment], on: date) -> None:
    """returned → free: what will not be paid again goes to the budgets it came from, never more to one than it gave."""
    sums: dict[tuple[Batch, int], int] = defaultdict(int)
    for p in payments:
        sums[p.batch, p.origin_id or p.batch_id] += p.fen
    origins = Batch.objects.select_for_update().filter(pk__in={origin for _, origin in sums}).order_by("pk")
    list(origins.values_list("pk", flat=True))  # two who give back at once take turns: how much each budget has had is read below
    for (batch, origin), fen in sums.items():
        back = Transfer.objects.filter(key__startswith=f"batch:{origin}/give_back/")
        had = dict(back.values_list("target__key").annotate(Sum("fen")))
        left = {budget: fen - had.get(f"budget:{budget}/free", 0) for budget, fen in drawn(origin).items()}
        serial = back.values("key").count()
        for budget, part in zip(left, split_within(fen, list(left.values())), strict=True):
            if part:
                _move(budget, batch, -part, on, key=f"batch:{origin}/give_back/{serial}/{budget}", kind="give_back", account="returned")


def split_within(fen: int, most: Sequence[int]) -> list[int]:
    """In proportion, but to none more than its most (their sum is enough): single fen go where the most was rounded off."""
    whole = sum(most)
    parts = [fen * m // whole for m in most]
    for i in sorted(range(len(most)), key=lambda i: -(fen * most[i] % whole))[: fen - sum(parts)]:
        parts[i] += 1
    return parts


def drawn(batch: int) -> dict[int, int]:
    """{budget id: fen} of what the batch took, less what left it before it went out, in the order of the ids."""
    found: dict[int, int] = defaultdict(int)
    for side, kind, sign in (("source__key", "commit", 1), ("target__key", "less", -1)):
        for key, fen in Transfer.objects.filter(batch=batch, kind=kind).values_list(side).annotate(Sum("fen")).order_by():
            found[int(key.split(":")[1].split("/")[0])] += sign * fen
    return {budget: fen for budget, fen in sorted(found.items()) if fen}


def _move(budget: int, batch: Batch, fen: int, on: date, *, key: str, kind: str, account: str = "committed") -> None:
    """Out of the budget's free money into the batch's account, or back when negative; the column beside the ledger moves with it."""
    free, there = f"budget:{budget}/free", f"batch:{batch.pk}/{account}"
    source, target = (free, there) if fen > 0 else (there, free)
    transfer(key=key, source=source, target=target, fen=abs(fen), kind=kind, on=on, place=batch.place, batch=batch)
    Budget.objects.filter(pk=budget).update(free_fen=F("free_fen") - fen)
