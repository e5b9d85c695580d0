"""The four questions of a booking, one a page, the same at home and at the desk: what for, where, which day, what time. What is chosen stands in the address."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from minsheng.base.clock import today
from minsheng.booking import schedule
from minsheng.booking.forms import SlotForm, TopicForm, WhereForm, where_key
from minsheng.divisions.queries import counters_for
from minsheng.places.models import Place
from minsheng.registry.models import Person


@dataclass(frozen=True)
class Booker:
    """Who books, on which page, in which frame. `windows` gives what can be chosen for a topic; `keep` stands in every address besides the answers."""

    page: str
    frame: str
    near: Place
    windows: Callable[[str], list[tuple[Place, bool]]] = lambda topic: []
    person: Person | None = None
    staff: bool = False
    start: str = ""  # where "back" of the first question leads
    keep: dict = field(default_factory=dict)

    def at(self, **answers) -> str:
        query = self.keep | answers
        return f"{self.page}?{urlencode(query)}" if query else self.page

    @property
    def shown(self) -> dict:
        return {"frame": self.frame, "person": self.person, "staff": self.staff}


@dataclass(frozen=True)
class Step:
    """A question as a page; the last one has its `form`, and all that was answered before."""

    template: str
    context: dict
    topic: str = ""
    place: Place | None = None
    home: bool = False
    day: date | None = None
    form: SlotForm | None = None


def step(booker: Booker, request, address: str = "") -> Step:
    """The first question that is not answered yet."""
    given = request.GET
    first = TopicForm(given if "topic" in given or given.get("asked") == "topic" else None)
    if not first.is_valid():
        return Step("booking/topic.html", booker.shown | {"form": first, "back": booker.start, "hidden": booker.keep.items()})
    topic = first.cleaned_data["topic"]
    windows = booker.windows(topic)
    second = WhereForm(given if "at" in given or given.get("asked") == "at" else None, windows=windows)
    if not windows or not second.is_valid():
        context = {"form": second, "windows": windows, "back": booker.at(), "hidden": (booker.keep | {"topic": topic}).items()}
        counters = [] if windows else counters_for(booker.near, today())
        return Step("booking/where.html", booker.shown | context | {"counters": counters}, topic)
    place, home = next(w for w in windows if where_key(*w) == second.cleaned_data["at"])
    who = {"home": home, "caller": booker.person is None, "initial": {"address": address}}
    return when(booker, request, place, home, topic, {"topic": topic, "at": where_key(place, home)}, back=booker.at(topic=topic), who=who)


def when(booker: Booker, request, place: Place, home: bool, topic: str, answered: dict, *, back: str, who: dict) -> Step:
    """Which day, then which half-hour, at a window that is known. `who` are the form's questions besides."""
    days = schedule.offered(place, home, today(), staff=booker.staff)
    day, shown = _day(request.GET.get("day", ""), days), booker.shown | {"place": place, "home": home}
    if day is None:
        rows = [(schedule.day_words(d), sum(s.free for s in slots), booker.at(**answered, day=d)) for d, slots in days.items()]
        shut = schedule.closed(place, today(), today() + schedule.DAY * schedule.AHEAD)
        return Step("booking/day.html", shown | {"days": rows, "shut": shut, "back": back}, topic, place, home)
    form = SlotForm(request.POST if request.method == "POST" else None, slots=days[day], **who)
    context = {"form": form, "day_words": schedule.day_words(day), "full": not any(s.free for s in days[day]), "back": booker.at(**answered)}
    return Step("booking/time.html", shown | context, topic, place, home, day, form)


def _day(text: str, days) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found in days else None
