"""Twenty thousand invented residents of a district, on its real streets and communities, from one seed."""

import random
from datetime import date

from minsheng.base.actor import MACHINE
from minsheng.places.models import Place
from minsheng.registry.bulk import NewHome, NewPerson, load
from minsheng.registry.identity import luhn
from minsheng.registry.models import Household, Person
from minsheng.rules import book
from minsheng.rules.engine import Choice, Date
from minsheng.rules.engine.types import UNKNOWN, Bool
from minsheng.sample.dice import Dice
from minsheng.sample.draw import Drawn, draw
from minsheng.sample.identity import document_numbers, names

SEED = 20251028
SINCE = date(2025, 1, 1)
ALWAYS = ("hukou", "hukou_kind")
OLD = ("old_age_opt_in",)
POOR = (
    "marital_status",
    "work_ability",
    "employment",
    "no_work_reason",
    "schooling",
    "monthly_income",
    "disability_grade",
    "disability_category",
    "serious_illness",
)
HOME = ("financial_assets", "dwellings", "other_real_estate", "motor_vehicle", "business_registration")
OLD_AGE, STEP = 68, 2_000  # from this age on the file knows whether the allowance was asked for; households a transaction


def build(district: Place, persons: int, on: date) -> list[tuple[Household, list[Person]]]:
    """Draw and load. Returns the households in hardship, from which the demonstration's cases are made."""
    drawn = draw(book.load(), persons, district.law_code, SEED, on)
    communities = {
        street.law_code: list(street.children.filter(level="community").order_by("pk"))
        for street in Place.objects.filter(path__startswith=district.path, level="street")
    }
    homes, poor = _homes(drawn, communities)
    loaded = []
    for start in range(0, len(homes), STEP):
        loaded += load(homes[start : start + STEP], source="register", since=SINCE, by=MACHINE, on=SINCE)
    ids = [loaded[i][0].pk for i in poor]
    homes_there = Household.objects.select_related("head", "place").in_bulk(ids)
    return [(homes_there[loaded[i][0].pk], loaded[i][1]) for i in poor]


def _homes(drawn: Drawn, communities: dict[str, list[Place]]) -> tuple[list[NewHome], list[int]]:
    facts, dice = book.load().facts, random.Random(SEED)  # noqa: S311 (invented people, not secrets)
    male = (drawn.person["sex"] == facts["sex"].type.keys.index("male")).astype("int64")
    numbers = document_numbers(drawn.person["birth_date"], male).to_list()
    called = [n.removesuffix("（演示）") for n in names(drawn.homes.home, Dice(len(numbers), SEED, 5, facts)).to_list()]
    out: list[NewHome] = []
    poor: list[int] = []
    for i, home in enumerate(drawn.homes.home.tolist()):
        hardship = _hardship(drawn, home)
        if home == len(out):
            place = dice.choice(communities.get(str(drawn.code[home])) or next(iter(communities.values())))
            out.append(
                NewHome(
                    place.pk, [], {k: _value(facts[k], drawn.home[k][home]) for k in HOME if k in drawn.home and hardship and drawn.home[k][home] != UNKNOWN}
                )
            )
            if hardship:
                poor.append(home)
        born = int(drawn.person["birth_date"][i])
        wanted = ALWAYS + (OLD if drawn.homes.age[i] >= OLD_AGE else ()) + (POOR if hardship else ())
        out[home].members.append(
            NewPerson(
                called[i],
                1 if male[i] else 2,
                date(born // 10000, born // 100 % 100, born % 100),
                [("resident", numbers[i])],
                [f"10000{i:06d}"] if drawn.homes.age[i] >= 12 else [],
                f"演示路 {1 + home % 200} 号",
                facts["relation"].type.keys[int(drawn.person["relation"][i])],
                {k: _value(facts[k], drawn.person[k][i]) for k in wanted if k in drawn.person and drawn.person[k][i] != UNKNOWN},
                synthetic=True,
            )
        )
    return out, poor


def _hardship(drawn: Drawn, home: int) -> bool:
    """Little saved and at most one dwelling: households for which a full file is kept."""
    savings = int(drawn.home["financial_assets"][home])
    return savings != UNKNOWN and savings < 3_000_000 and int(drawn.home["dwellings"][home]) in (0, 1)


def _value(fact, number):
    """A column's integer as the registry keeps it."""
    number = int(number)
    if isinstance(fact.type, Bool):
        return bool(number)
    if isinstance(fact.type, Choice):
        return fact.type.keys[number]
    if isinstance(fact.type, Date):
        return f"{number // 10000}-{number // 100 % 100:02d}-{number % 100:02d}"
    return number


def account(n: int) -> str:
    """A card number that checks and that no bank issues (9999 is no bank's)."""
    body = f"9999{n:011d}"
    return next(f"{body}{d}" for d in range(10) if luhn(f"{body}{d}"))
