"""Facts of the rule book as an officer reads them: the label, the value in words, where it comes from."""

from typing import Any

from django.utils.html import format_html_join

from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here, pick
from minsheng.base.ui import FactLine
from minsheng.registry.models import SOURCES, Fact
from minsheng.registry.words import said as label
from minsheng.registry.words import shown as value

__all__ = ["label", "lines", "value"]


def lines(subject, keys: list[str], name: str = "", needed: frozenset[str] = frozenset()) -> list[FactLine]:
    """One line a fact with its source and date; what is not known is said, and whether it matters (`needed`)."""
    column = {"household": subject} if hasattr(subject, "memberships") and hasattr(subject, "head") else {"person": subject}
    known = {f.key: f for f in Fact.objects.filter(**column, key__in=keys, superseded_at=None, until=None).order_by("since", "pk")}
    return [_line(key, known.get(key), subject.facts.get(key), name, key in needed) for key in keys]


def _line(key: str, row: Fact | None, given: Any, name: str, matters: bool) -> FactLine:
    words = pick(label(key))
    title = f"{name} {words}" if name else words
    if given is None:
        note = (
            here("还要查清：会影响结果", "To be found out: it changes the result")
            if matters
            else here("不知道，不影响结果", "Not known; it does not change the result")
        )
        return FactLine(title, "—", note=note)
    source = format_html_join(" · ", "{}", ((x,) for x in (pick(SOURCES[row.source]), chinese(row.evidence), row.since.isoformat()) if x)) if row else ""
    return FactLine(title, value(key, given), source=source)
