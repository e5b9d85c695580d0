"""The kinds a service (事项) is declared with. A matter is data; what it cannot say as data it gives as a plain function of its line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Pair = tuple[str, str]


@dataclass(frozen=True)
class Term:
    """A deadline as it holds at a place on a day: so many working days or calendar days, its clause and evidence grade, and whether a document is behind it."""

    days: int
    working: bool
    clause: str
    grade: str
    confirmed: bool = True


@dataclass(frozen=True)
class Limit:
    """How long something may take: a figure of the rule book, dated and by place, an office's own over it; in working days or calendar days."""

    figure: str
    working: bool = True


@dataclass(frozen=True)
class Step:
    """One step of the way. `kind` names the action and form that do it (applications.steps); `may` the permission; `at` whose queue it is in.

    `after` are the keys of the steps that must be done first; none means the step opens with acceptance.
    """

    key: str
    kind: str  # accept | check | survey | opinion | notice | hearing | decide | deliver | announce
    label: Pair
    may: str
    at: str = "street"  # community | street | decider
    limit: Limit | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Material:
    """A paper. `known_from` names the check that answers it: what the check has found is shown, never asked for (Social Assistance Law, art. 62)."""

    key: str
    label: Pair
    needed: bool = True
    known_from: str = ""
    order: int = 99  # place in the file (一户一档)


@dataclass(frozen=True)
class Page:
    """Questions of one page of the form: names of facts of the rule book, about the household or about each member."""

    key: str
    title: Pair
    why: Pair
    facts: tuple[str, ...]
    each_member: bool = False
    when: Callable[[dict], bool] = lambda answers: True


@dataclass(frozen=True)
class Line:
    """One component of what is granted: monthly fen for the whole award or for one person of it."""

    component: str
    label: Pair
    fen: int
    person: int | None = None


@dataclass(frozen=True)
class Grace:
    """Gradual exit (渐退): a household above the standard through work is paid on for some months, then it ends without a new survey.

    No national document sets the months or the amount; `longest` bounds what an office may enter by its own document.
    """

    longest: int
    clause: str
    grade: str


@dataclass(frozen=True)
class Worked:
    """Names of the rule book whose values the approval form prints: `numbers` of the household, `each` of every member, `tests` whose conditions are printed one by
    one, `standards` (figures). `supported`, `imputes`: rules of a member that say who is supported and of whom more is counted than was found; `rate` of a sum on top."""

    numbers: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    supported: str = ""
    imputes: str = ""
    rate: str = ""


@dataclass(frozen=True)
class Proposal:
    """What the machine prepares for the officer. `status` is the engine's word (yes, no, depends, …); `payable` is false while a figure is unconfirmed.

    `lines` is what a grant would pay each month; `persons` whom it supports (保障人口), which is what a notice says; `receipt` lets the rule book explain it again.
    """

    status: str
    payable: bool
    lines: tuple[Line, ...]
    receipts: list[dict] = field(default_factory=list)
    missing: tuple[tuple[int | None, str], ...] = ()
    headline: Pair = ("", "")
    from_month: date | None = None
    persons: int = 1
    notes: tuple[Pair, ...] = ()  # what more could be paid once a fact or a figure is known

    @property
    def fen(self) -> int:
        return sum(line.fen for line in self.lines)


@dataclass(frozen=True)
class Matter:
    """A service. `steps` is the way of a new application; `ways` the other ways by kind (review, change, stop).

    `propose(application, on, month=None) -> Proposal` (for a benefit month when one is given) and `outcome(decision, by, on) -> None` belong to the line that declares it;
    `review_months(application) -> int` says when it is looked at again (0: never); `paid(application, month) -> [{component, person, fen, zh, en}]`
    what the award a case is about pays in a month; `undo(decision, by, on)` takes back what a decision did to it, when it was set aside.
    """

    key: str
    label: Pair
    line: str
    benefit: str  # the main benefit of the rule book
    unit: str  # person | household | member: one of a household, whose means are those of the household
    steps: tuple[Step, ...]
    propose: Callable[..., Proposal]
    outcome: Callable[..., None]
    also: tuple[str, ...] = ()  # other benefits of the rule book that it pays together with the main one
    ways: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    materials: tuple[Material, ...] = ()
    consents: tuple[str, ...] = ()
    says: dict[str, Any] = field(default_factory=dict)  # facts of the applicant that applying itself establishes
    components: dict[str, Pair] = field(default_factory=dict)
    whole: Limit | None = None  # acceptance to decision
    whole_extended: Limit | None = None
    notice: Limit | None = None
    published: Limit | None = None  # how long a decision is published
    standing: Limit | None = None  # how long an entry stands in the long-term list
    level: str = "district"  # who decides unless delegated: district | street
    delegable: bool = False
    review_months: Callable[[Any], int] = lambda application: 0
    paid: Callable[[Any, date], list[dict]] = lambda application, month: []
    receives: Callable[[Any, date], Pair | None] = lambda application, on: None  # what stands in the way of asking: it is received already
    ends_from: Callable[[Any, date], list[Pair]] = lambda application, month: []  # what it means for the money that the award ends from a month
    undo: Callable[..., None] = lambda **decision: None
    grace: Grace | None = None
    ahead: int = 0  # how many further months `propose` tries where a month gives nothing
    as_of: Callable[[date, date], date] = lambda month, known: month  # (month, day it is known on) -> the day whose facts `propose` reads for the month
    adjusts: tuple[str, ...] = ()  # facts of the rule book that the index table of the home visit settles: fen a month, added or taken off
    worked: Worked = Worked()
    summary: Pair = ("", "")
    law: Callable[[Any, date], str] = lambda place, on: ""  # the clause that entitles there on a day: what a letter cites when the officer names none

    def way(self, kind: str) -> tuple[Step, ...]:
        """The steps for an application of this kind (new, review, change, stop)."""
        return self.steps if kind == "new" else self.ways[kind]

    def step(self, key: str) -> Step:
        """A step by its key, of whichever way."""
        return next(s for way in (self.steps, *self.ways.values()) for s in way if s.key == key)
