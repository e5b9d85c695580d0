"""Document numbers and names of people who do not exist.

The numbers have the form of GB 11643 with a valid check digit, in the area code 440399, which no list of divisions holds and no
real number carries. Names are put together from lists and say that they are for demonstration.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from .dice import Array, Dice

AREA = 440399
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]  # GB 11643-1999, 6.2
CHECKS = "10X98765432"
SURNAMES = "陈李黄张林王刘吴梁罗郑杨谢何蔡许曾邓周叶彭钟赖朱廖赵徐温胡江"
GIVEN = "安宁和康乐文静思远明慧佳怡晓晨嘉欣子涵志强国华建军秀英丽芳美玲海燕春梅家豪俊杰雅婷浩然雨桐"


def document_numbers(born: Array, male: Array) -> pl.Series:
    """One 18-character number a person, no two alike. `born` yyyymmdd. Raises ValueError when a birthday runs out of numbers."""
    key = born * 2 + male
    order = np.argsort(key, kind="stable")
    start = np.concatenate([[True], key[order][1:] != key[order][:-1]])
    nth = np.arange(len(key)) - np.maximum.accumulate(np.where(start, np.arange(len(key)), 0))
    serial = np.empty_like(key)
    serial[order] = nth * 2 + np.where(male[order] == 1, 1, 2)
    if serial.max() > 999:
        raise ValueError("同一天出生的人太多，编号不够 / too many people share a birthday")
    body = (AREA * 10**8 + born) * 1000 + serial
    total = sum(w * (body // 10 ** (16 - i) % 10) for i, w in enumerate(WEIGHTS))
    last = pl.Series("last", total % 11).replace_strict(list(range(11)), list(CHECKS), return_dtype=pl.String)
    return pl.DataFrame({"body": body, "last": last}).select(pl.concat_str(pl.col("body").cast(pl.String), "last")).to_series()


def check_digit(body: str) -> str:
    """The last character for the first seventeen (GB 11643-1999)."""
    return CHECKS[sum(w * int(c) for w, c in zip(WEIGHTS, body, strict=True)) % 11]


def names(home: Array, dice: Dice) -> pl.Series:
    """A name a person, one surname a household, marked 演示."""
    surname = np.array(list(SURNAMES))[(home * 7919 + 13) % len(SURNAMES)]
    given = np.array(list(GIVEN))
    first, second = given[dice.between(0, len(given) - 1)], given[dice.between(0, len(given) - 1)]
    return pl.DataFrame({"a": surname, "b": first, "c": second}).select(pl.concat_str("a", "b", "c", pl.lit("（演示）"))).to_series()
