"""From a payment back to the clause: batch, payables, award, spans, decision, what was prepared, rule and figure, facts, people, audit entries."""

from dataclasses import dataclass

from django.db.models import Q

from minsheng.applications import route
from minsheng.applications.explain import explained
from minsheng.applications.models import Application, Decision
from minsheng.base.models import AuditEntry
from minsheng.benefits.models import Award, Span
from minsheng.oversight.acts import said
from minsheng.payments import lines
from minsheng.payments.models import Account, Payable, Payment, Transfer

Pair = tuple[str, str]
WHYS: dict[str, Pair] = {
    "granted": ("按决定发放", "Granted by the decision"),
    "change": ("按决定变更", "Changed by the decision"),
    "grace": ("渐退期内发放", "In a gradual exit"),
    "band": ("年龄到档，自动调整", "Next age band, adjusted by itself"),
    "standard": ("标准调整", "The standard has changed"),
    "opening": ("从原系统接入", "Taken over from the system before"),
    "resumed": ("恢复发放", "Resumed"),
}
ACCOUNTS: dict[str, Pair] = {
    "given": ("财政拨款", "Money given"),
    "free": ("可用预算", "Free budget"),
    "committed": ("已占用", "Committed"),
    "bank": ("银行代发", "At the bank"),
    "paid": ("已到账", "Paid"),
    "returned": ("被退回", "Returned"),
}


@dataclass(frozen=True)
class Link:
    """One payable of the payment and everything behind it. `reasons` are the engine's trees; `figures` (name, value, since, document, grade)."""

    payable: Payable
    award: Award | None
    span: Span | None
    decision: Decision | None
    application: Application | None
    reasons: list
    receipt: dict
    broken: str = ""

    @property
    def title(self) -> Pair:
        return lines.component_label(self.payable.line, self.payable.component)

    @property
    def why(self) -> Pair | None:
        """How the amount came to be."""
        return WHYS.get(self.span.why) if self.span else None


@dataclass(frozen=True)
class Walk:
    payment: Payment
    links: list[Link]
    transfers: list[tuple[Transfer, Pair, Pair]]  # with the words of the account it left and the one it came to
    entries: list[AuditEntry]
    people: list[tuple[Pair, str]]


def walk(payment: Payment) -> Walk:
    """Everything behind one payment. A replaced payment's payables hang on the first one."""
    first = payment
    while first.replaces_id:
        first = first.replaces
    links = [_link(p) for p in first.payables.order_by("month", "component", "pk")]
    subjects = _subjects(payment, links)
    entries = list(AuditEntry.objects.filter(subject__in=subjects).select_related("block").order_by("at", "pk")[:300])
    for entry in entries:
        entry.words = said(entry.act)
    return Walk(payment, links, _transfers(payment), entries, _people(payment, links))


def _transfers(payment: Payment) -> list[tuple[Transfer, Pair, Pair]]:
    """What moved for the whole batch, and for this payment."""
    rows = Transfer.objects.filter(Q(batch=payment.batch, payment=None) | Q(payment=payment)).select_related("source", "target").order_by("pk")
    return [(t, _account(t.source), _account(t.target)) for t in rows]


def _account(account: Account) -> Pair:
    return ACCOUNTS.get(account.kind, (account.key, account.key))


def _link(payable: Payable) -> Link:
    award = (
        Award.objects.select_related("opening__entered_by", "opening__approved_by").filter(pk=int(payable.about.split(":")[1])).first()
        if payable.about.startswith("benefits.award:")
        else None
    )
    span = _span(award, payable) if award else None
    decision = span.decision if span else None
    application = decision.application if decision else award.application if award else None
    receipt = (decision.assessment.receipts or [{}])[0] if decision else (span.receipt if span else {})
    try:
        reasons = [a.reasons for a in explained(receipt).answers if str(a.status) == "yes"] if receipt else []
        broken = ""
    except Exception as wrong:  # noqa: BLE001 (whatever does not fit the receipt is told to the auditor)
        reasons, broken = [], str(wrong)
    return Link(payable, award, span, decision, application, reasons, receipt, broken)


def _span(award: Award, payable: Payable) -> Span | None:
    """The span that covers the payable's month, as it stood when it was handed in."""
    rows = (
        award.spans.filter(component=payable.component, from_month__lte=payable.month)
        .exclude(until_month__lte=payable.month)
        .select_related("decision__application", "decision__assessment", "decision__decided_by", "decision__authority")
    )
    rows = [s for s in rows if s.recorded_on <= payable.handed_in_on and (s.replaced_on is None or s.replaced_on > payable.handed_in_on)] or list(
        rows.filter(replaced_on=None)
    )
    return rows[-1] if rows else None


def _subjects(payment: Payment, links: list[Link]) -> list[str]:
    things = [payment, payment.batch]
    for link in links:
        things += [t for t in (link.award, link.award and link.award.opening, link.application, link.decision) if t]
    return list(dict.fromkeys(f"{t._meta.label_lower}:{t.pk}" for t in things))


def _people(payment: Payment, links: list[Link]) -> list[tuple[Pair, str]]:
    """Who did what: the officers behind the money."""
    batch = payment.batch
    rows = [(("计算", "Computed"), batch.computed_by), (("复核", "Approved"), batch.approved_by)]
    for link in links[:1]:
        if link.application:
            words = {step.key: step.label for step in route.steps_of(link.application)}
            steps = link.application.tasks.filter(state="done").select_related("done_by").order_by("pk")
            rows += [(words.get(t.step, (t.step, t.step)), t.done_by) for t in steps if t.step != "decide"]
        if link.award and (opening := link.award.opening):
            rows += [(("传接入名单", "Brought the list"), opening.entered_by), (("确认接入", "Accepted the list"), opening.approved_by)]
        if link.decision:
            rows.append((("决定", "Decided"), link.decision.decided_by))
    return [(label, user.name or user.username) for label, user in rows if user]
