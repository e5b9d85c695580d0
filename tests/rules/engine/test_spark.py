"""The same kernels on Spark: equal to the embedded run to the fen, households kept together, rows shuffled."""

from __future__ import annotations

import os
import random
import shutil
import sys

import numpy as np
import pytest

from minsheng.rules.engine import UNKNOWN
from minsheng.rules.engine.batch import sweep
from tests.rules.engine.asking import population, some_case
from tests.rules.engine.small import DEMONSTRATION, load

pytestmark = pytest.mark.long
ASKED = {"on": "2025-09-01", "known": "2025-12-01"}


@pytest.fixture(scope="module")
def spark(root):
    if shutil.which("java") is None:
        pytest.fail("Java is missing: `make java` installs it, or: apt-get install openjdk-17-jre-headless", pytrace=False)
    from pyspark.sql import SparkSession

    os.environ["PYTHONPATH"] = os.pathsep.join([str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")])
    os.environ["PYSPARK_PYTHON"] = sys.executable
    quiet = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.driver.host": "127.0.0.1", "spark.driver.memory": "1g"}
    builder = SparkSession.builder.master("local[2]").appName("minsheng tests")
    for key, value in quiet.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def rows_of(people, at_group):
    """A row a person: its number, its group, the place and every fact, None where unknown."""
    import pyarrow as pa

    which = np.array([at_group[int(g)] for g in people.person_group])
    table = {"row_": np.arange(len(people)), "group_": people.person_group, "place_": np.asarray(people.place, str)[which]}
    columns = {**people.person, **{n: c[which] for n, c in people.groups.items()}}
    return pa.table({**table, **{n: pa.array(c, mask=c == UNKNOWN) for n, c in columns.items()}})


@pytest.mark.parametrize("figures", [None, str(DEMONSTRATION)], ids=["book", "demonstration"])
def test_spark_answers_as_the_embedded_run(spark, figures):
    from minsheng.rules.engine.spark import sweep_spark

    book, dice = load(), random.Random(21)
    cases = [some_case(book, dice, share, most=8) for share in (0, 0, 0.2, 0.7) for _ in range(100)]
    people, _, rows = population(book, cases, [dice.choice(["深圳市", "惠州市", "南山区"]) for _ in cases], dice)
    here = sweep(book, people, **ASKED, figures=figures)
    group_at = {int(g): i for i, g in enumerate(people.group_ids)}
    answers = sweep_spark(spark, spark.createDataFrame(rows_of(people, group_at)), load, buckets=5, **ASKED, figures=figures).toArrow()
    assert answers.num_rows == len(people)
    found = {name: answers[name].to_numpy() for name in answers.column_names}
    order = np.argsort(found["row_"])
    found = {name: values[order] for name, values in found.items()}
    assert np.array_equal(found["group_"], people.person_group)
    for key, columns in here.items():
        for name in ("status", "amount", "amount_high", "reason"):
            there, mine = found[f"{key}_{name}"], np.asarray(getattr(columns, name), np.int64)
            if columns.benefit.entity.members is None:
                assert np.array_equal(there, mine), (key, name)
            else:  # a group's answer stands on one row of the group
                first = found[f"{key}_status"] >= 0
                assert np.array_equal(np.unique(people.person_group[first]), np.sort(people.group_ids)) and first.sum() == len(mine)
                assert np.array_equal(there[first], mine[[group_at[int(g)] for g in people.person_group[first]]]), (key, name)
    assert sum(int(here[k].amount.sum()) for k in here) > 0 and rows
