"""One machine or many: the same roster gives the same answers to the fen."""

import polars as pl
import pytest

from minsheng.cli import main


@pytest.mark.long
def test_spark_decides_like_one_machine(tmp_path):
    """Twenty thousand invented people, the place of a demonstration set, every benefit."""
    sampled = main(["sample", "--persons", "20000", "--place", "深圳市", "--seed", "7", "--format", "parquet", "--out", str(tmp_path / "sample")])
    assert sampled == 0
    roster = next(path for path in (tmp_path / "sample").glob("*.parquet") if "household" not in path.name)
    households = [path for path in (tmp_path / "sample").glob("*.parquet") if "household" in path.name]
    for engine in ("local", "spark"):
        more = ["--households", str(households[0])] if households else []
        code = main(["sweep", str(roster), *more, "--on", "2025-10", "--known", "2025-12-01", "--engine", engine, "--out", str(tmp_path / engine)])
        assert code in (0, 3), engine
    for name in ("persons", "households"):
        local, spark = (pl.read_parquet(tmp_path / engine / f"{name}.parquet") for engine in ("local", "spark"))
        assert len(local) > 1000
        assert local.equals(spark), name
