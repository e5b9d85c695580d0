"""The synthetic population hangs together, is the same for the same seed, and can be no real person."""

from datetime import date

import numpy as np
import pytest

from minsheng.roster.roster import load
from minsheng.rules.engine.types import UNKNOWN
from minsheng.sample import population
from minsheng.sample.draw import MOST, UNKNOWN_SHARE, draw
from minsheng.sample.files import write_sample
from minsheng.sample.homes import CHILD, HEAD, PARENT, SPOUSE
from minsheng.sample.identity import AREA, check_digit, document_numbers

ON = date(2025, 10, 1)


@pytest.fixture(scope="module")
def drawn(book):
    return draw(book, 20_000, "深圳市", 1, ON)


@pytest.mark.parametrize("persons", [1, 2, 7, 1000])
def test_exactly_as_many_as_asked(book, persons):
    made = population(persons)
    assert len(made) == persons == len(made.person["birth_date"])
    assert np.array_equal(np.unique(made.person_group), made.group_ids)  # no household without members


def test_same_seed_same_people(book, drawn):
    again, other = draw(book, 20_000, "深圳市", 1, ON), draw(book, 20_000, "深圳市", 2, ON)
    assert all(np.array_equal(drawn.person[k], again.person[k]) for k in drawn.person)
    assert all(np.array_equal(drawn.home[k], again.home[k]) for k in drawn.home)
    assert not np.array_equal(drawn.person["birth_date"], other.person["birth_date"])


def test_every_value_is_one_the_fact_allows(book, drawn):
    for name, values in {**drawn.person, **drawn.home}.items():
        known = values[values != UNKNOWN]
        type_ = book.facts[name].type
        assert values.dtype == np.int64 and len(known) and known.min() >= type_.lo and known.max() <= type_.hi, name


def test_ages_fit_together(drawn):
    homes = drawn.homes
    head = homes.age[np.searchsorted(homes.home, homes.home)]
    assert (homes.part[np.searchsorted(homes.home, homes.home)] == HEAD).all()
    assert (homes.age[homes.part == SPOUSE] >= 20).all()
    assert (head[homes.part == CHILD] - homes.age[homes.part == CHILD] >= 18).all()
    assert (homes.age[homes.part == PARENT] - head[homes.part == PARENT] >= 18).all()


def test_some_things_are_unknown_but_not_most(drawn):
    for name, share in UNKNOWN_SHARE.items():
        values = {**drawn.person, **drawn.home}[name]
        assert (values == UNKNOWN).mean() >= share / 2
    assert (drawn.person["birth_date"] != UNKNOWN).all()


def test_there_is_need_and_there_is_none(book, drawn):
    income = drawn.person["monthly_income"]
    assert 0.01 < (drawn.person["disability_grade"] > 0).mean() < 0.15
    assert np.median(income[income > 0]) > 300_000
    assert (np.bincount(drawn.homes.home) >= 5).any() and (np.bincount(drawn.homes.home) == 1).any()


def test_document_numbers_are_valid_distinct_and_of_nobody(drawn):
    numbers = document_numbers(drawn.person["birth_date"], drawn.person["sex"])
    assert numbers.n_unique() == 20_000
    for n, born in zip(numbers.to_list()[:500], drawn.person["birth_date"], strict=False):
        assert n.startswith(str(AREA)) and n[6:14] == str(born) and n[17] == check_digit(n[:17])


def test_check_digit_of_the_standard():
    assert check_digit("11010519491231002") == "X"  # the example printed in GB 11643-1999


def test_a_day_that_runs_out_of_numbers_says_so():
    with pytest.raises(ValueError, match="编号不够"):
        document_numbers(np.full(600, 19900101), np.ones(600, np.int64))


@pytest.mark.parametrize("persons", [0, -1, MOST + 1])
def test_impossible_numbers_are_refused(book, persons):
    with pytest.raises(ValueError, match="人数"):
        draw(book, persons, "深圳市", 1, ON)


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_a_written_roster_reads_back_to_the_same_people(tmp_path, book, kind):
    small = draw(book, 600, "惠州市", 3, ON)
    read = load(write_sample(small, book, tmp_path, kind), book)
    assert read.errors.is_empty() and read.withheld.is_empty() and not read.warnings
    for table, columns in ((read.persons, small.person), (read.households, small.home)):
        for name, values in columns.items():
            assert np.array_equal(table[name].fill_null(UNKNOWN).to_numpy(), values), name
    assert read.households["code"].to_list() == small.code.tolist()
    assert "440399" in (tmp_path / "README.md").read_text(encoding="utf-8")
