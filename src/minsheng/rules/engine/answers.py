"""What the book says of one case: an answer for each benefit and person, with reasons worked out when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from . import explain, receipt
from .declare import Benefit
from .figures import INDICATIVE, PAYABLE, STRICT
from .problems import NotPayable
from .reasons import Reason, decided
from .trace import Run, Value


class Status(StrEnum):
    NO = "no"
    YES = "yes"
    DEPENDS = "depends"  # facts are missing
    STANDARD_NOT_CONFIRMED = "standard_not_confirmed"  # only figures are missing: cannot be decided
    AMOUNT_NOT_CONFIRMED = "amount_not_confirmed"  # entitled, the amount waits for a figure
    AMOUNT_DEPENDS = "amount_depends"  # entitled, the amount needs facts


@dataclass(frozen=True)
class Amount:
    """Whole fen, from lo to hi; equal once it is certain."""

    lo: int
    hi: int

    @property
    def certain(self) -> bool:
        return self.lo == self.hi


class Answer:
    """One benefit for the group, or for one member of it."""

    def __init__(self, run: Run, benefit: Benefit, member: int | None):
        self.run, self.benefit, self.member = run, benefit, member
        rules = run.law.book.rules
        self.value: Value = run.of(rules[benefit.eligible], member)
        self.indicative: Answer | None = None
        self.payable = False
        lo, hi, missing = self.value
        self.amount: Amount | None = None
        self._missing = missing
        if benefit.amount and hi:
            amount = run.of(rules[benefit.amount], member)
            self.amount = Amount(*amount[:2]) if lo else Amount(min(0, amount[0]), max(0, amount[1]))
            self._missing |= amount[2]
        self.status = self._status(lo, hi)

    def _status(self, lo: int, hi: int) -> Status:
        finding = self.run.law.book.rules[self.benefit.eligible].type != "bool"
        if finding and lo == hi:
            return Status.YES
        if not finding and hi == 0:
            return Status.NO
        facts = any(name in self.run.law.book.facts for _, name in self.run.law.names_of(self._missing))
        if finding or lo != hi:
            return Status.DEPENDS if facts else Status.STANDARD_NOT_CONFIRMED
        if self.amount is None or self.amount.certain:
            return Status.YES
        return Status.AMOUNT_DEPENDS if facts else Status.AMOUNT_NOT_CONFIRMED

    @property
    def missing(self) -> list[tuple[int | None, str]]:
        """[(member or None, fact)] that could still change this answer."""
        return [(m, n) for m, n in self.run.law.names_of(self._missing) if n in self.run.law.book.facts]

    @property
    def missing_figures(self) -> list[str]:
        return [n for _, n in self.run.law.names_of(self._missing) if n in self.run.law.book.figures]

    @cached_property
    def reasons(self) -> Reason:
        """Why: the conditions in the order of the law, with the one that decided marked."""
        return explain.rule(self.run, self.benefit.eligible, self.member)

    @cached_property
    def amount_reasons(self) -> Reason | None:
        """How the amount comes about."""
        return explain.rule(self.run, self.benefit.amount, self.member) if self.benefit.amount else None

    @property
    def decided_by(self) -> Reason:
        """The single condition that decided (or, while open, the first that is open)."""
        return decided(self.reasons)

    def require_payable(self) -> Amount:
        """The amount to pay. Raises NotPayable for anything that rests on unconfirmed, indicative or demonstration figures."""
        if not self.payable or self.amount is None:
            raise NotPayable(f"{self.benefit.zh}：{self.status}；未确认或演示用的标准不能发放 / rests on figures that must not be paid on")
        return self.amount


class Assessment:
    """All answers of a case under one law."""

    def __init__(self, law: Any, case: Any, benefits: list[Benefit]):
        self.law, self.case = law, case
        self.strict = law.run(case, STRICT)
        self.answers = [Answer(self.strict, b, m) for b in benefits for m in (range(len(case.members)) if b.entity.members is None else [None])]
        self._payable()
        self._indicative()

    def _payable(self) -> None:
        run = self.law.run(self.case, PAYABLE) if self.law.demonstration else None
        for a in self.answers:
            sure = a if run is None else Answer(run, a.benefit, a.member)
            a.payable = sure.status is Status.YES and sure.amount is not None

    def _indicative(self) -> None:
        if not self.law.indicative_helps:
            return
        run = self.law.run(self.case, INDICATIVE)
        for a in self.answers:
            if a.missing_figures:
                a.indicative = Answer(run, a.benefit, a.member)

    def __iter__(self) -> Any:
        return iter(self.answers)

    def answer(self, key: str, member: int | None = None) -> Answer:
        return next(a for a in self.answers if a.benefit.key == key and a.member == member)

    def told(self) -> Iterator[Reason]:
        """The whole explanation of the case: every answer, every rule behind any of them once."""
        told: set[tuple[str, int | None]] = set()
        for a in self.answers:
            for root in (
                explain.shared(self.strict, a.benefit.eligible, a.member),
                a.benefit.amount and explain.shared(self.strict, a.benefit.amount, a.member),
            ):
                if root:
                    yield from root.walk(told)

    @property
    def open_facts(self) -> list[tuple[int | None, str]]:
        """Facts that could still change any answer."""
        return list(dict.fromkeys(pair for a in self.answers for pair in a.missing))

    @cached_property
    def receipt(self) -> dict[str, Any]:
        """What is stored of a decision: enough to explain it again years later."""
        return receipt.make(self)
