"""Who has a function at a place on a day: the office's own entry, else what is published for the place, else as the place above has it."""

from dataclasses import dataclass
from datetime import date

from minsheng.divisions.functions import OF_LINE, Pair, Row, known
from minsheng.divisions.models import Holding
from minsheng.places.models import Place, Placing
from minsheng.places.queries import ids_of, office_name, path_on

OWN_OFFICE = ("street", "community")  # they act as one office, whatever the function


@dataclass(frozen=True)
class Holder:
    """`way` says how it is known: entered here, published for this very place, or taken over from `above`."""

    function: str
    kind: str
    name: Pair
    since: date
    source: str
    grade: str  # "" for what an office has entered
    way: str  # own | published | above
    above: str = ""
    row: Holding | None = None

    @property
    def always(self) -> bool:
        """As far back as anything is known."""
        return self.since == date.min


@dataclass(frozen=True)
class Chain:
    """A place and what stood above it on a day, from itself upwards, each with its key in the file (全国, 广东省, 广东省/深圳市)."""

    stood: tuple[Placing, ...]
    keys: tuple[str, ...]


def register(place: Place, on: date) -> dict[str, Holder | None]:
    """Every function of the list with who has it at the place on the day; None where nobody knows."""
    chain = _chain(place, on)
    entered = _entered_in(chain)
    return {function: _holder(function, chain, entered, on) for function in known().functions}


def holder(place: Place, function: str, on: date) -> Holder | None:
    return register(place, on).get(function)


def office(place: Place, line: str, on: date) -> str:
    """Who acts there for a business line as papers call it, in Chinese: the department that has its function on the day; a street office or a community acts itself."""
    function = OF_LINE.get(line)
    found = None if place.level in OWN_OFFICE or function is None else holder(place, function, on)
    return found.name[0] if found else office_name(place)


def history(place: Place, function: str, on: date) -> list[Holder]:
    """Who has had it at the place, and who is going to, the latest first."""
    chains = {day: _chain(place, day) for day in _tree_days(place, on)}
    entered = _entered_in(*chains.values())
    out: list[Holder] = []
    for day in sorted(_days(chains, entered, function), reverse=True):
        stood = chains[max(d for d in chains if d <= day)]
        found = _holder(function, stood, entered, day)
        if found and (not out or (found.name, found.since, found.way) != (out[-1].name, out[-1].since, out[-1].way)):
            out.append(found)
    return out


def overtaken(place: Place, now: Holder | None, on: date) -> Holder | None:
    """What the places above say by now, where the own entry is older and of another kind: the office may have to look for its own document."""
    if now is None or now.way != "own":
        return None
    chain = _chain(place, on)
    entered = {key: rows for key, rows in _entered_in(chain).items() if key[0] != place.pk}
    found = _holder(now.function, chain, entered, on)
    return found if found and found.since > now.since and found.kind != now.kind else None


def _chain(place: Place, on: date) -> Chain:
    stood = [p for p in path_on(place, on) if p.place.level not in OWN_OFFICE]
    names = [p.name for p in stood if p.place.level != "nation"]
    keys = ["全国"] * (len(stood) - len(names)) + ["/".join(names[: n + 1]) for n in range(len(names))]
    return Chain(tuple(reversed(stood)), tuple(reversed(keys)))


def _entered_in(*chains: Chain) -> dict[tuple[int, str], list[Holding]]:
    out: dict[tuple[int, str], list[Holding]] = {}
    places = {p.place_id for chain in chains for p in chain.stood}
    for row in Holding.objects.filter(place__in=places, struck_on=None):
        out.setdefault((row.place_id, row.function), []).append(row)
    return out


def _tree_days(place: Place, on: date) -> list[date]:
    """The days on which the place or something above it was placed anew, from its own beginning."""
    ids = {i for p in place.placings.all() for i in ids_of(p.path)}
    born = min((p.since for p in place.placings.all()), default=on)
    return sorted({max(born, day) for day in Placing.objects.filter(place__in=ids).values_list("since", flat=True)} | {born})


def _days(chains: dict[date, Chain], entered: dict, function: str) -> set[date]:
    """Every day on which the answer may have changed."""
    published = {day for chain in chains.values() for key in chain.keys for row in known().rows.get((key, function), ()) for day in (row.since, row.below)}
    own = {day for (_, of), rows in entered.items() if of == function for row in rows for day in (row.since, row.until) if day}
    born = min(chains)
    return {max(day, born) for day in published | own} | set(chains)


def _holder(function: str, chain: Chain, entered: dict, on: date) -> Holder | None:
    for n, (stood, key) in enumerate(zip(chain.stood, chain.keys, strict=True)):
        rows = entered.get((stood.place_id, function), ())
        row = next((r for r in rows if r.since <= on and (r.until is None or r.until > on)), None)
        if row and (n == 0 or row.kind != "other"):
            return _entered(row, chain.stood[0], stood, n > 0)
        published = _published(key, function, on, below=n > 0)
        if published:
            return _from_book(published, chain.stood[0], stood, n > 0)
    return None


def _published(key: str, function: str, on: date, below: bool) -> Row | None:
    rows = known().rows.get((key, function), ())
    return next((row for row in rows if (row.below if below else row.since) <= on), None)


def _entered(row: Holding, of: Placing, stood: Placing, taken_over: bool) -> Holder:
    name = called(row.kind, of) if taken_over else (row.name, row.name)
    way = "above" if taken_over else "own"
    return Holder(row.function, row.kind, name, row.since, row.document, "", way, stood.name if taken_over else "", None if taken_over else row)


def _from_book(row: Row, of: Placing, stood: Placing, taken_over: bool) -> Holder:
    name = (row.name, row.name) if row.name and not taken_over else called(row.kind, of)
    since = row.below if taken_over else row.since
    return Holder(row.function, row.kind, name, since, row.source, row.grade, "above" if taken_over else "published", stood.name if taken_over else "")


def called(kind: str, stood: Placing) -> Pair:
    """A place's department of a kind, by the common words for it: its own name is not guessed."""
    zh, en = known().kinds[kind]
    return (known().of_nation[kind], f"{en} of the nation") if stood.place.level == "nation" else (f"{stood.name}{zh}", f"{en}, {stood.name}")
