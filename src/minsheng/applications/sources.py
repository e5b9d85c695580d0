"""Where the information check asks. Each source answers for some facts of the book; config hands in the connectors an office has.

A source that is not connected is asked by hand: the officer enters what its reply says.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from minsheng.registry.models import Person

Pair = tuple[str, str]


@dataclass(frozen=True)
class Source:
    """`ask(person, on) -> {fact: value}`, {} when it has nothing of this person, None when it did not answer; no `ask`: not connected."""

    key: str
    label: Pair
    facts: tuple[str, ...]
    of_household: bool = False
    ask: Callable[[Person, date], dict | None] | None = None


SOURCES: dict[str, Source] = {
    s.key: s
    for s in (
        Source("hukou", ("户籍", "Hukou register"), ("hukou", "hukou_kind", "marital_status")),
        Source("social_insurance", ("社保、公积金", "Social insurance and housing fund"), ("monthly_income", "employment")),
        Source("disabled_federation", ("残疾人证", "Disability certificates"), ("disability_grade", "disability_category")),
        Source("medical", ("医保", "Medical insurance"), ("serious_illness",)),
        Source("real_estate", ("不动产", "Real-estate register"), ("dwellings", "other_real_estate"), of_household=True),
        Source("vehicles", ("车辆", "Vehicle register"), ("motor_vehicle",), of_household=True),
        Source("market", ("市场主体", "Business register"), ("business_registration",), of_household=True),
        Source("banks", ("银行、证券、支付机构", "Banks, securities, payment institutions"), ("financial_assets",), of_household=True),
    )
}


def install(connectors: dict[str, Callable[[Person, date], dict | None]]) -> None:
    """Connect sources: {key: ask}."""
    for key, ask in connectors.items():
        SOURCES[key] = replace(SOURCES[key], ask=ask)


def asked_for(matter) -> list[Source]:
    """The sources that know a fact this matter asks about (and the hukou, which every matter needs)."""
    wanted = {f for page in matter.pages for f in page.facts} | {"hukou"}
    return [s for s in SOURCES.values() if wanted & set(s.facts)]
