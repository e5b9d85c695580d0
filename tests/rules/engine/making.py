"""Makes a book of rules from texts in a temporary folder, as a book is made on disk."""

from __future__ import annotations

import importlib
import itertools
import sys
from pathlib import Path

from minsheng.rules.engine import Book

NUMBERS = itertools.count()

FACTS = """
from minsheng.rules.engine import Bool, Choice, Date, Entity, Int, Money, fact

Person = Entity("person", "个人", "person")
Household = Entity("household", "家庭", "household", members=Person)
Kind = Choice(x=("甲", "x"), y=("乙", "y"), z=("丙", "z"))
Other = Choice(x=("甲", "x"), w=("丁", "w"))

a = fact(Household, Int(0, 3), "甲数", "A", ask=("甲数？", "A?"))
b = fact(Household, Bool(), "乙否", "B", ask=("乙否？", "B?"))
c = fact(Household, Kind, "丙类", "C", ask=("丙类？", "C?"))
d = fact(Household, Int(-2, 2), "丁数", "D")
p = fact(Person, Int(0, 2), "人数值", "P", ask=("人数值？", "P?"))
q = fact(Person, Bool(), "人是否", "Q", ask=("人是否？", "Q?"))
"""
FIGURES = """
f: {label: {zh: 己, en: F}, unit: 个, range: [1, 3], confirmed_through: until_replaced, values: {甲市: [{in_force: 2020-01-01, value: 2, source: 测试, grade: A}]}}
g:
  {label: {zh: 庚, en: G}, unit: 个, range: [0, 9], by: [x, y, z], confirmed_through: until_replaced,
   values: {全国: [{in_force: 2020-01-01, value: {x: 1, y: 0, z: 7}, source: 测试, grade: A}]}}
k:
  {label: {zh: 辛, en: K}, unit: 个, range: [0, 9], bands: {zh: 数, en: number}, confirmed_through: until_replaced,
   values: {全国: [{in_force: 2020-01-01, value: {-1: 4, 1: 2, 3: 8}, source: 测试, grade: A}]}}
n:
  {label: {zh: 壬, en: N}, unit: 元, range: [0, 9], by: [x, y, z], bands: {zh: 数, en: number}, confirmed_through: until_replaced,
   values: {全国: [{in_force: 2020-01-01, value: {x: {0: 1, 2: 5}, y: {1: 3}, z: {-2: 6}}, source: 测试, grade: A}]}}
"""
PLACES = "code,name,level,parent\n0,全国,nation,\n1,甲市,city,0\n2,乙市,city,0\n"
POLICY = """
from minsheng.rules.engine import *
from minsheng.rules.engine import count
from ..facts import *

"""
RULE = '@rule({0}, "规则", "Rule", clause="第一条", grade="A"{1})\n'


def make_book(folder: Path, policy: str, figures: str = FIGURES, facts: str = FACTS, head: str = POLICY, package: str = "") -> Book:
    """A book of one folder, `one`. `package`: a name to make the same book twice; default: a new one each time."""
    package = package or f"made_{next(NUMBERS)}"
    root = folder / package
    (root / "one").mkdir(parents=True, exist_ok=True)
    for name, text in {"__init__": "", "facts": facts, "one/__init__": "", "one/policy": head + policy}.items():
        (root / f"{name}.py").write_text(text, encoding="utf-8")
    (root / "one" / "figures.yaml").write_text(figures, encoding="utf-8")
    (root / "places.csv").write_text(PLACES, encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        return Book.load(package=package, folders=["one"], places=root / "places.csv")
    finally:
        sys.path.remove(str(folder))
        for name in [n for n in sys.modules if n.split(".")[0] == package]:
            del sys.modules[name]
