"""An assessment in words for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from minsheng.rules.engine.types import yuan
from minsheng.rules.told import PER, STANDING, STATUS
from minsheng.rules.told import words as words_of

SIGN = {"yes": "✓", "no": "✗", "unknown": "?", "value": "·"}


def pick(pair: tuple[str, str], lang: str) -> str:
    return pair[1] if lang == "en" else pair[0]


def status_words(answer: Any, lang: str) -> str:
    return pick(words_of(answer), lang)


def heading(found: Any, lang: str, on: str, known: str) -> str:
    place = found.law.book.places.title(found.law.place)
    return pick((f"{place}，{on} 的规定（按 {known} 已知的）", f"{place}, the law of {on} as known on {known}"), lang)


def answers(found: Any, lang: str, everything: bool) -> Iterator[str]:
    """What can be had first, then what is open, then what is refused. People with the very same answer share it."""
    order = list(STATUS)
    shared: dict[tuple[str, ...], list[str]] = {}
    for a in sorted(found.answers, key=lambda a: order.index(str(a.status))):
        who = shared.setdefault((a.benefit.key, *_body(found, a, lang, everything)), [])
        who += [] if a.member is None else [found.case.names[a.member]]
    for (key, status, *lines), who in shared.items():
        benefit = found.law.book.benefits[key]
        name = pick((benefit.zh, benefit.en), lang)
        people = pick((f"（{'、'.join(who)}）", f" ({', '.join(who)})"), lang) if who else ""
        space = "\n" if lines else ""
        yield "\n".join([f"{space}{name}{people}{pick(('：', ': '), lang)}{status}", *lines])


def _body(found: Any, a: Any, lang: str, everything: bool) -> Iterator[str]:
    """The status with its amount, then the lines below it."""
    if a.status == "no" and not everything:
        yield f"{status_words(a, lang)}　{line(a.decided_by, lang)}"
        return
    yield status_words(a, lang) + _amount(a, lang)
    if everything or a.status not in ("depends", "standard_not_confirmed"):
        yield from tree(a.reasons, lang, 1, 6 if everything else 3)
        if a.amount_reasons and a.status != "no":
            yield from tree(a.amount_reasons, lang, 1, 6 if everything else 2)
    yield from _missing(found, a, lang)
    if a.indicative is not None:
        about = pick(("参考（按最近一次确认的标准，不能据此发放）：", "Indicative, by the last confirmed figures; never payable: "), lang)
        yield f"  {about}{status_words(a.indicative, lang)}{_amount(a.indicative, lang)}"


def _amount(a: Any, lang: str) -> str:
    if a.amount is None or a.status == "no":
        return ""
    lo, hi = yuan(a.amount.lo), yuan(a.amount.hi)
    if not a.amount.certain:
        return "" if a.amount.lo <= 0 or a.status != "amount_depends" else pick((f"　至少 {lo} 元", f"  at least {lo} yuan"), lang)
    per = pick(PER[a.benefit.period], lang)
    return pick((f"　{per} {hi} 元", f"  {hi} yuan {per}"), lang)


def tree(reason: Any, lang: str, depth: int, deepest: int) -> Iterator[str]:
    """The reasons, indented, down to a depth that a person still reads."""
    yield "  " * depth + line(reason, lang)
    for figure in reason.figures:
        yield "  " * (depth + 2) + figure_line(figure, lang)
    if depth < deepest:
        for kid in reason.kids:
            yield from tree(kid, lang, depth + 1, deepest)


def line(reason: Any, lang: str) -> str:
    """✓ condition (decided)   left ≤ right   clause."""
    en = lang == "en"
    text = f"{SIGN[reason.state]} {reason.en if en else reason.zh}"
    if reason.decided:
        text += " (decides)" if en else "（决定）"
    left, right = (reason.left_en, reason.right_en) if en else (reason.left, reason.right)
    numbers = " ".join(part for part in (left, reason.op, right) if part)
    clause = "" if reason.clause in ("", "—") else reason.clause
    return "　".join(part for part in (text, numbers, clause) if part)


def figure_line(f: Any, lang: str) -> str:
    """The figure with its date and document."""
    if not f.since:
        return pick((f"{f.zh}：没有找到数字", f"{f.en}: no figure was found"), lang)
    known = pick((f"，{f.known} 公布", f", published {f.known}"), lang) if f.known else ""
    standing = pick(STANDING.get(f.standing, ("", "")), lang)
    head = pick((f"{f.zh} {f.value} {f.unit}，自 {f.since}{known}", f"{f.en} {f.value_en} {f.unit_en}, since {f.since}{known}"), lang)
    grade = pick((f"依据等级 {f.grade}", f"grade {f.grade}"), lang) if f.grade not in ("office", "demonstration") else ""
    return pick(("，", ", "), lang).join(p for p in (head, f.source, grade, standing) if p)


def _missing(found: Any, a: Any, lang: str, most: int = 8) -> Iterator[str]:
    """The facts and figures an answer waits for; a member's own facts go without the name."""
    facts, figures = found.law.book.facts, found.law.book.figures
    if a.missing:
        words = [f"{'' if m in (None, a.member) else found.case.names[m] + ' '}{pick((facts[n].zh, facts[n].en), lang)}" for m, n in a.missing]
        more = pick((f"等 {len(words)} 项", f" and {len(words) - most} more"), lang) if len(words) > most else ""
        yield "  " + pick(("还缺：", "Missing: "), lang) + pick(("、", ", "), lang).join(words[:most]) + more
    if a.missing_figures:
        words = [pick((figures[n].zh, figures[n].en), lang) for n in a.missing_figures]
        yield "  " + pick(("没有确认的标准：", "Figures not confirmed: "), lang) + pick(("、", ", "), lang).join(words)
