"""Which steps a case takes: those of its kind; a grant that was set aside on review, and is paid until it is decided again, may not become less without a hearing."""

from dataclasses import replace

from minsheng.applications.models import Application
from minsheng.matters import catalogue
from minsheng.matters.declare import Matter, Step


def steps_of(application: Application) -> tuple[Step, ...]:
    """The way of this application, in its order."""
    matter = catalogue.get(application.matter)
    way = matter.way(application.kind)
    return with_hearing(matter, way) if application.kind == "new" and set_aside(application) else way


def set_aside(application: Application) -> bool:
    """Whether a grant of this case was set aside on review: nothing else opens a decided case again, or is followed by another decision. Reads what is prefetched."""
    if application.pk is None:
        return False
    decisions = sorted(application.decisions.all(), key=lambda d: d.pk)
    before = decisions[:-1] if application.state in Application.DECIDED else decisions
    return any(d.outcome == "granted" for d in before)


def with_hearing(matter: Matter, way: tuple[Step, ...]) -> tuple[Step, ...]:
    """The hearing of the matter's other ways before the decision, as soon as what there is to say is known. A matter that hears nobody is left as it is."""
    hearing = next((s for other in matter.ways.values() for s in other if s.kind == "hearing"), None)
    decide = next((s for s in way if s.kind == "decide"), None)
    if hearing is None or decide is None or any(s.kind == "hearing" for s in way):
        return way
    opinion = next((s for s in way if s.kind == "opinion"), decide)
    at = way.index(decide)
    return (*way[:at], replace(hearing, after=opinion.after), replace(decide, after=(*decide.after, hearing.key)), *way[at + 1 :])
