"""The benchmark's 24 rules for OpenFisca-Core and for PolicyEngine-core, its fork: one text, since both read the same language.

Both hold `int` as int32 and `float` as float32 (21.47 million yuan in fen, or 7 digits). Neither has an option for it, so `system(dtype)` sets the
dtype of each variable object; `None` leaves the engine as it is shipped.
"""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import numpy as np
from figures import MONTH, ON, figures

PERSON_FACTS = {"birth_date": int, "monthly_income": int, "disability_grade": int, "good_reason_not_working": bool}
HOUSEHOLD_FACTS = {"financial_assets": int, "hukou_here": bool}


def round_up_to_yuan(numerator, denominator):
    return -(-numerator // (denominator * 100)) * 100


# --- the person ---------------------------------------------------------------------------------------------------------------


def age_now(person, period, parameters):
    return (ON - person("birth_date", period)) // 10_000


def senior(person, period, parameters):
    return person("age_now", period) >= parameters(period).senior_age


def minor(person, period, parameters):
    return person("age_now", period) < parameters(period).adult_age


def severely_disabled(person, period, parameters):
    grade = person("disability_grade", period)
    return (grade >= 1) & (grade <= 2)


def imputed_income(person, period, parameters):
    excused = (
        person("minor", period)
        | person("senior", period)
        | person("severely_disabled", period)
        | person("good_reason_not_working", period)
        | (person("monthly_income", period) > 0)
    )
    return np.where(excused, 0, parameters(period).minimum_wage)


def assessed_income(person, period, parameters):
    return np.maximum(person("monthly_income", period), person("imputed_income", period))


# --- the household ------------------------------------------------------------------------------------------------------------


def total_assessed_income(household, period, parameters):
    return household.sum(household.members("assessed_income", period))


def income_per_head(household, period, parameters):
    return household("total_assessed_income", period) // household.nb_persons()


def assets_per_head(household, period, parameters):
    return household("financial_assets", period) // household.nb_persons()


def assets_conform(household, period, parameters):
    p = parameters(period)
    return household("assets_per_head", period) <= p.asset_months * p.dibao_standard


def dibao_eligible(household, period, parameters):
    return household("hukou_here", period) & household("assets_conform", period) & (household("income_per_head", period) < parameters(period).dibao_standard)


def dibao_amount(household, period, parameters):
    gap = parameters(period).dibao_standard - household("income_per_head", period)
    return np.where(household("dibao_eligible", period), gap * household.nb_persons(), 0)


def margin_line(household, period, parameters):
    p = parameters(period)
    return household.filled_array(round_up_to_yuan(p.dibao_standard * p.margin_percent, 100))


def margin_eligible(household, period, parameters):
    return (
        household("hukou_here", period)
        & household("assets_conform", period)
        & ~household("dibao_eligible", period)
        & (household("income_per_head", period) < household("margin_line", period))
    )


# --- the person in the household ----------------------------------------------------------------------------------------------


def supplement_eligible(person, period, parameters):
    dibao = person.household("dibao_eligible", period)
    margin = person.household("margin_eligible", period)
    by_age = person("minor", period) | person("senior", period)
    return ((dibao | margin) & by_age) | (dibao & person("severely_disabled", period))


def supplement_amount(person, period, parameters):
    p = parameters(period)
    return np.where(person("supplement_eligible", period), round_up_to_yuan(p.dibao_standard * p.supplement_percent, 100), 0)


def old_age_amount(person, period, parameters):
    by_age = parameters(period).old_age_by_band.calc(person("age_now", period))
    return np.where(person.household("hukou_here", period), by_age, 0)


def old_age_eligible(person, period, parameters):
    return person("old_age_amount", period) > 0


def living_eligible(person, period, parameters):
    in_need = person.household("dibao_eligible", period) | person.household("margin_eligible", period)
    return (person("disability_grade", period) >= 1) & in_need


def living_amount(person, period, parameters):
    return np.where(person("living_eligible", period), parameters(period).living_subsidy, 0)


def nursing_eligible(person, period, parameters):
    senior_with_grade = (person("disability_grade", period) >= 1) & person("senior", period)
    return person.household("hukou_here", period) & (person("severely_disabled", period) | senior_with_grade)


def nursing_amount(person, period, parameters):
    return np.where(person("nursing_eligible", period), parameters(period).nursing_subsidy, 0)


# --- the household's total ----------------------------------------------------------------------------------------------------


def help_amount(household, period, parameters):
    of_members = (
        household.members("supplement_amount", period)
        + household.members("old_age_amount", period)
        + household.members("living_amount", period)
        + household.members("nursing_amount", period)
    )
    return household("dibao_amount", period) + household.sum(of_members)


def help_eligible(household, period, parameters):
    return household("help_amount", period) > 0


PERSON_RULES = (
    age_now, senior, minor, severely_disabled, imputed_income, assessed_income, supplement_eligible, supplement_amount,
    old_age_amount, old_age_eligible, living_eligible, living_amount, nursing_eligible, nursing_amount,
)  # fmt: skip
HOUSEHOLD_RULES = (
    total_assessed_income, income_per_head, assets_per_head, assets_conform, dibao_eligible, dibao_amount, margin_line,
    margin_eligible, help_amount, help_eligible,
)  # fmt: skip
FLAGS = {"senior", "minor", "severely_disabled", "assets_conform"}


def core(package: str) -> SimpleNamespace:
    """The names used here, from `openfisca_core` or `policyengine_core`."""
    names = {
        "entities": "build_entity", "parameters": "ParameterNode", "simulations": "SimulationBuilder",
        "taxbenefitsystems": "TaxBenefitSystem", "variables": "Variable", "periods": "MONTH",
    }  # fmt: skip
    return SimpleNamespace(**{name: getattr(import_module(f"{package}.{module}"), name) for module, name in names.items()})


def _parameters() -> dict:
    dated = lambda value: {f"{MONTH}-01": {"value": value}}  # noqa: E731
    return {
        name: {"metadata": {"type": "single_amount"}, "brackets": [{"threshold": dated(lower), "amount": dated(amount)} for lower, amount in value.items()]}
        if isinstance(value, dict)
        else {"values": dated(value)}
        for name, value in figures().items()
    }


def _variable(library, name, kind, entity, formula=None):
    body = {"value_type": kind, "entity": entity, "definition_period": library.MONTH, "label": name}
    return type(name, (library.Variable,), body | ({"formula": formula} if formula else {}))


def system(package: str, dtype: type | None = np.int64):
    """The tax and benefit system; `dtype`: what integers are held in (None: as shipped, int32)."""
    library = core(package)
    person = library.build_entity("person", "persons", "Person", is_person=True)
    roles = [{"key": "member", "plural": "members", "label": "Member"}]
    household = library.build_entity("household", "households", "Household", roles=roles)
    made = library.TaxBenefitSystem([person, household])
    made.parameters = library.ParameterNode("", data=_parameters())
    for entity, facts, rules in ((person, PERSON_FACTS, PERSON_RULES), (household, HOUSEHOLD_FACTS, HOUSEHOLD_RULES)):
        for name, kind in facts.items():
            made.add_variable(_variable(library, name, kind, entity))
        for rule in rules:
            kind = bool if rule.__name__.endswith("_eligible") or rule.__name__ in FLAGS else int
            made.add_variable(_variable(library, rule.__name__, kind, entity, rule))
    if dtype is not None:
        for variable in made.variables.values():
            variable.dtype = dtype if variable.value_type is int else variable.dtype
    return made, library.SimulationBuilder
