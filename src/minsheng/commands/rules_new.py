"""The skeleton of a new benefit: three files with what to write where."""

from __future__ import annotations

from pathlib import Path

from minsheng.rules.engine.problems import InputProblems, Problem

POLICY = '''"""{name}: say in one line what the benefit is and which law gives it."""

from minsheng.rules.book.facts import Person
from minsheng.rules.engine import age, benefit, rule

# A rule is a function about one person or one household. Its parameters name other rules, facts (facts.py) or figures (figures.yaml).
# Every condition carries its reason: 中文 | English. Say the clause you read and the grade of the evidence (A, A-, B, B-, D).


@rule(Person, "{name}资格", "Eligible for {name}", clause="写明依据，如《某某办法》第几条", grade="B", since="2026-01-01")
def {name}_eligible(birth_date, hukou, on, {name}_first_age):
    return (
        hukou == "here"                                      # 本市户籍 | Local hukou
        and age(birth_date, on) >= {name}_first_age          # 到了起始年龄 | Has reached the first age
    )


@rule(Person, "每月{name}", "Monthly {name}", unit="元/月", clause="写明依据", grade="B")
def {name}_amount({name}_standard):
    return {name}_standard


{upper} = benefit(
    "{name}", "{name}", "{name}", entity=Person, layer="special",
    eligible="{name}_eligible", amount="{name}_amount", period="month",
    summary=("一句话说给谁、给多少。", "In one sentence: for whom and how much."),
    how=("到哪里办。", "Where to apply."),
    bring=(("身份证", "Identity card"),),
    decides=("谁决定", "Who decides"),
)
'''
FIGURES = """# Every figure stands here with place, day in force, day known, document and grade. A value nobody found is `unknown`, never a guess.
{name}_first_age:
  label: {{zh: {name}起始年龄, en: First age for {name}}}
  unit: 岁
  range: [1, 150]
  confirmed_through: until_replaced
  values:
    全国:
      - {{in_force: 2026-01-01, value: unknown, source: 写明文件}}

{name}_standard:
  label: {{zh: {name}标准, en: Standard of {name}}}
  unit: 元/月
  confirmed_through: 2026-12
  values:
    深圳市:
      - {{in_force: 2026-01-01, value: unknown, source: 写明文件}}
"""
CASES = """# Worked cases: one from the document itself if it has one, and every boundary.
- name: 标准没有找到，还不能判断
  source: 尚无文件
  place: 深圳市
  on: 2026-10-01
  members:
    - {{name: 甲, birth_date: 1950-03-01, hukou: here}}
  expect:
    甲.{name}: {{status: standard_not_confirmed}}
"""


def write_folder(folder: str) -> Path:
    """Write the folder. Raises InputProblems where the name is no Python name or something is there already."""
    path = Path(folder)
    if not path.name.isidentifier() or not path.name.islower():
        raise InputProblems(
            [
                Problem(
                    path.name,
                    "文件夹名要用小写英文和下划线",
                    "the name must be lower-case letters and underscores",
                    "例如 heating_subsidy",
                    "such as heating_subsidy",
                )
            ]
        )
    if path.exists() and any(path.iterdir()):
        raise InputProblems([Problem(str(path), "这里已经有文件，没有改动", "there are files already; nothing was changed", "换一个名字", "take another name")])
    path.mkdir(parents=True, exist_ok=True)
    names = {"name": path.name, "upper": path.name.upper()}
    for file, text in {"__init__.py": "", "policy.py": POLICY, "figures.yaml": FIGURES, "cases.yaml": CASES}.items():
        (path / file).write_text(text.format(**names), encoding="utf-8")
    return path
