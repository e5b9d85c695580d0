"""From the engine's answers to the cards of the result page. Nothing is decided here."""

from dataclasses import dataclass, field, replace

from minsheng.base.texts import here
from minsheng.guide import awaited, law, questions
from minsheng.guide.answers import Answers

STATUS = {
    "yes": ("可以领", "You may get this", "tag-yes"),
    "amount_not_confirmed": ("可以领，金额待确认", "You may get this; amount not confirmed", "tag-amber"),
    "amount_depends": ("可以领，金额还要看情况", "You may get this; the amount depends", "tag-blue"),
    "standard_not_confirmed": ("标准还没确认，暂时不能判断", "Standard not confirmed; cannot be decided", "tag-amber"),
    "depends": ("还要看下面的情况", "Depends on what is below", "tag-blue"),
    "no": ("不符合", "Not entitled", ""),
}  # fmt: skip
ORDER = list(STATUS)
HOPEFUL = ("yes", "amount_depends")


@dataclass
class Card:
    """One benefit for the household or one person, ready to be shown."""

    benefit: object
    who: str
    status: str
    label: tuple[str, str]
    tag: str
    amount: object = None  # Amount in fen, when known and confirmed
    reference: object = None  # the indicative answer, never part of the confirmed total
    reference_since: str = ""
    finding: tuple[str, str] | None = None  # what was found, for a benefit without money
    reasons: object = None
    amount_reasons: object = None
    decided: object = None
    missing: list = field(default_factory=list)
    awaited: list = field(default_factory=list)  # what comes from outside: an assessment, an index
    by_officer: bool = False  # everything missing is for an officer or a register to say

    @property
    def hopeful(self) -> bool:
        """Entitled, or entitled by the last confirmed standard."""
        return self.status in ("yes", "amount_not_confirmed", "amount_depends") or (self.reference is not None and self.reference.status in HOPEFUL)

    @property
    def brief(self) -> list:
        """The conditions in short: of a rule that is met, those that are met (the other ways to meet it are left out)."""
        kids = self.reasons.kids or [self.reasons]
        return [k for k in kids if k.state != "no" or self.reasons.state != "yes"]

    @property
    def unlikely(self) -> bool:
        """Open only because a standard is not confirmed; by the last one, no."""
        return self.reference is not None and self.reference.status == "no"

    @property
    def reference_fen(self) -> int | None:
        r = self.reference
        return r.amount.lo if r is not None and r.status == "yes" and r.amount is not None else None


def page(found, answers: Answers) -> dict:
    """The context of the result page."""
    here_and_now = [a for a in found.answers if found.law.versions[a.benefit.eligible] is not None]
    cards = sorted((_card(a, answers) for a in here_and_now), key=_rank)
    open_cards = [c for c in cards if c.status != "no" and not c.by_officer and not c.unlikely]
    return {
        "cards": open_cards,
        "sure_cards": [c for c in open_cards if c.hopeful],
        "maybe_cards": [c for c in open_cards if not c.hopeful],
        "officer_cards": _together(c for c in cards if c.status != "no" and c.by_officer and not c.unlikely),
        "unlikely_cards": _together(c for c in cards if c.unlikely),
        "no_cards": _together(c for c in cards if c.status == "no"),
        "total": _total(open_cards), "reference": _reference(open_cards), "others": [c for c in open_cards if _sure(c) and c.benefit.period in ("once", "year", "meal")],
        "waiting": sum(c.status == "amount_not_confirmed" for c in open_cards),
        "harmless": _harmless(found, answers),
    }  # fmt: skip


def _together(cards) -> list[Card]:
    """One card for all people of whom the same benefit says the same for the same reason."""
    alike: dict[tuple, list[Card]] = {}
    for c in cards:
        reason = c.decided
        alike.setdefault((c.benefit.key, c.status, reason.zh, reason.left, reason.right, str(c.missing), str(c.awaited)), []).append(c)
    return [replace(same[0], who=here("、", ", ").join(filter(None, (c.who for c in same)))) for same in alike.values()]


def _rank(card: Card):
    return not card.hopeful, ORDER.index(card.status)


def _sure(card: Card) -> bool:
    return card.status == "yes" and card.amount is not None and card.amount.certain


def _total(cards) -> int | None:
    """Fen a month, of confirmed amounts only; None when there is none."""
    sums = [c.amount.lo for c in cards if _sure(c) and c.benefit.period == "month"]
    return sum(sums) if sums else None


def _reference(cards) -> dict | None:
    """Fen a month by the last confirmed standards, counted apart from the confirmed total."""
    meant = [c for c in cards if c.reference_fen and c.benefit.period == "month"]
    if not meant:
        return None
    return {"fen": sum(c.reference_fen for c in meant), "count": len(meant), "since": min((c.reference_since for c in meant if c.reference_since), default="")}


def _card(answer, answers: Answers) -> Card:
    zh, en, tag = STATUS[str(answer.status)]
    reference = answer.indicative if answer.status not in ("yes", "no") else None
    told = reference or answer
    whole, rest = awaited.sort_out(dict.fromkeys(told.missing))
    missing = [] if awaited.waits(told.missing) else [_missing(m, f, answers) for m, f in rest]
    card = Card(
        answer.benefit, _who(answer.member, answers), str(answer.status), (zh, en), tag, answer.amount, reference,
        reasons=told.reasons, amount_reasons=told.amount_reasons, decided=told.decided_by, missing=missing,
        awaited=[{"what": a.label, "about": a.about, "who": _who(m, answers) if answer.member is None else ""} for m, a in whole],
        by_officer=bool(told.missing) and all(not m["ask"] for m in missing) and answer.status == "depends",
    )  # fmt: skip
    card.reference_since = _since(told) if reference else ""
    card.finding = _finding(answer)
    return card


def _who(member, answers: Answers) -> str:
    return answers.people[member] if member is not None and len(answers.people) > 1 else ""


def _since(answer) -> str:
    """Since when the oldest last-confirmed figure behind an indicative answer is in force."""
    trees = [answer.reasons, answer.amount_reasons]
    used = [f for tree in trees if tree for r in tree.walk() for f in r.figures if f.standing in ("last_confirmed", "undocumented")]
    return min((f.since for f in used), default="")


def _finding(answer) -> tuple[str, str] | None:
    """The option found (a level, say) for a benefit whose rule is not a yes or no."""
    kind = law.book().rules[answer.benefit.eligible].type
    lo, hi, _ = answer.value
    return (kind.show(lo, "zh"), kind.show(lo, "en")) if hasattr(kind, "show") and lo == hi else None


def _missing(member, name: str, answers: Answers) -> dict:
    fact = law.book().facts[name]
    number = next((n for n, page in enumerate(questions.pages(answers), 1) if any((g.member, g.fact) == (member, name) for g in page)), None)
    return {"fact": fact, "who": _who(member, answers), "number": number, "ask": bool(fact.ask), "judgement": fact.is_judgement}


def _harmless(found, answers: Answers) -> list[str]:
    """What the reader was not sure of, and what turned out not to matter."""
    answered = [a for answer in found.answers for a in (answer, answer.indicative) if a is not None]
    matter = {pair for a in answered for pair in a.missing}
    out = []
    for g in answers.given:
        if g.value is None and (g.member, g.fact) not in matter:
            fact = law.book().facts[g.fact]
            out.append(" · ".join(filter(None, (_who(g.member, answers), here(fact.zh, fact.en)))))
    return out
