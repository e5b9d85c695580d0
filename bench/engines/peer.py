"""OpenFisca-Core and PolicyEngine-core through their public SimulationBuilder, as their documentation shows for survey data."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np
from engines.peer_rules import HOUSEHOLD_FACTS, PERSON_FACTS, system
from figures import MONTH

PACKAGES = {"openfisca": ("openfisca_core", "OpenFisca-Core"), "policyengine": ("policyengine_core", "policyengine-core")}
MONEY = ("dibao", "supplement", "old_age", "living", "nursing", "help")


class Peer:
    """`openfisca` or `policyengine` as their own users call them; `-tuned`: the quickest way found; `-shipped`: integers stay int32."""

    def __init__(self, name: str) -> None:
        package, distribution = PACKAGES[name.split("-")[0]]
        self.version = f"{distribution} {version(distribution)}"
        self.system, self.builder = system(package, None if "-shipped" in name else np.int64)
        self.join = self._join if "-tuned" not in name else self._fields if package == "openfisca_core" else self._role_numbers

    def build(self, people: dict[str, np.ndarray]):
        builder = self.builder()
        builder.create_entities(self.system)
        self.join(builder, people)
        simulation = builder.build(self.system)
        for name in (*PERSON_FACTS, *HOUSEHOLD_FACTS):
            simulation.set_input(name, MONTH, people[name])
        return simulation

    def _join(self, builder, people, role="member") -> None:
        """The documented way: ids of persons and households, the household of each person, and the name of each person's role."""
        group = people["person_group"]
        builder.declare_person_entity("person", np.arange(group.size))
        households = builder.declare_entity("household", people["group_ids"])
        builder.join_with_persons(households, group, roles=np.full(group.size, role))

    def _role_numbers(self, builder, people) -> None:
        """The builder also takes the number of a role, and does not compare a million names then."""
        self._join(builder, people, role=0)

    def _fields(self, builder, people) -> None:
        """Sets the populations' fields directly: no Python list of a million ids, no role objects. Nothing documents this."""
        group, ids = people["person_group"], people["group_ids"]
        person, household = builder.populations["person"], builder.populations["household"]
        person.ids, person.count = np.arange(group.size), group.size
        household.ids, household.count = ids, ids.size
        in_order = bool(np.all(ids[:-1] < ids[1:]))
        household.members_entity_id = np.searchsorted(ids, group) if in_order else np.argsort(ids)[np.unique(group, return_inverse=True)[1]]

    def calculate(self, simulation):
        columns = {name: simulation.calculate(f"{name}_eligible", MONTH) for name in (*MONEY, "margin")}
        return columns, {name: simulation.calculate(f"{name}_amount", MONTH) for name in MONEY}

    def output(self, calculated) -> dict[str, tuple]:
        eligible, amounts = calculated
        return {name: (eligible[name], amounts.get(name)) for name in eligible}
