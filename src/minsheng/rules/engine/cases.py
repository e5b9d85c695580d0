"""Reading one case (a household with its members) from plain mappings, and running the worked cases of the book."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .declare import Fact
from .figures import read_yaml
from .problems import InputProblems, Problem
from .types import Choice, Entity, day


@dataclass
class Case:
    """What is known: integers by fact name. A name that is absent is unknown."""

    entity: Entity
    facts: dict[str, int]
    members: list[dict[str, int]]
    names: list[str]
    found_by: dict[str, dict[str, str]] = field(default_factory=dict)  # judgement → officer, evidence


class _Reader:
    def __init__(self, book: Any):
        self.book = book
        self.problems: list[Problem] = []
        self.found_by: dict[str, dict[str, str]] = {}

    def problem(self, where: str, zh: str, en: str, mend: tuple[str, str] = ("", "")) -> None:
        self.problems.append(Problem(where, zh, en, *mend))

    def facts(self, raw: Any, entity: Entity, where: str) -> dict[str, int]:
        if not isinstance(raw, dict):
            self.problem(where, "这里应是一组“名称: 值”", "a mapping of name: value is needed here")
            return {}
        out = {}
        for key, value in raw.items():
            fact = self.book.facts.get(str(key)) or self.by_label(str(key), entity)
            if fact is None or fact.entity is not entity:
                near = difflib.get_close_matches(str(key), [n for n, f in self.book.facts.items() if f.entity is entity], 1)
                mend = (f"您是不是要写 {near[0]}", f"did you mean {near[0]}?") if near else ("", "")
                self.problem(f"{where}.{key}", f"没有叫“{key}”的情况", f"no fact of a {entity.key} is called {key}", mend)
            elif value is not None and str(value).strip().lower() not in ("", "unknown", "未知", "不知道"):
                read = self.one(fact, value, f"{where}.{key}")
                if read is not None:
                    out[fact.name] = read
        return out

    def by_label(self, label: str, entity: Entity) -> Fact | None:
        return next((f for f in self.book.facts.values() if f.zh == label and f.entity is entity), None)

    def one(self, fact: Fact, value: Any, where: str) -> int | None:
        if fact.is_judgement:
            if not (isinstance(value, dict) and value.get("officer") and value.get("evidence") and "value" in value):
                self.problem(where, f"“{fact.zh}”要由工作人员认定", f"“{fact.en}” is found by an officer", (
                    "写成 {value: yes, officer: 姓名, evidence: 依据}", "write {value: yes, officer: …, evidence: …}"))  # fmt: skip
                return None
            self.found_by[where] = {"officer": str(value["officer"]), "evidence": str(value["evidence"])}
            value = value["value"]
        try:
            return fact.type.read(value)
        except ValueError as e:
            shown = "（已隐去）" if fact.sensitive else f"（现在写的是 {value}）"
            zh, en = e.args[0] if e.args and isinstance(e.args[0], tuple) else (str(e), str(e))
            self.problem(where, f"“{fact.zh}”{zh}{shown}", f"“{fact.en}” {en}" + ("" if fact.sensitive else f" (it says {value})"))
            return None


def read_case(book: Any, raw: Any) -> Case:
    """A mapping (docs/engine.md, section 4) → Case. Raises InputProblems listing everything that is wrong."""
    reader = _Reader(book)
    groups = {k: e for k, e in book.entities.items() if e.members is not None}
    if not isinstance(raw, dict):
        raise InputProblems([Problem("文件", "应是一户的情况（household、members）", "one household is needed (household, members)")])
    key = next((k for k in groups if k in raw), "household")
    group = groups[key]
    extra = set(raw) - {key, "members", "place", "on", "known", "expect", "name", "name_en", "source", "note"}
    for name in sorted(map(str, extra)):
        reader.problem(name, "不认识这一项", "is not part of a case", (f"可用：{key}、members、place、on", f"use {key}, members, place, on"))
    members = raw.get("members")
    if not isinstance(members, list) or not members:
        reader.problem(
            "members", "一户至少要有一个人", "a household needs at least one member", ("在 members 下写每个人的情况", "list each person under members")
        )
        members = []
    if len(members) > group.most:
        reader.problem("members", f"一户最多 {group.most} 人", f"at most {group.most} members", ("请拆成几户", "split it into several"))
        members = []
    facts = reader.facts(raw.get(key) or {}, group, key)
    names = [str(m["name"]) if isinstance(m, dict) and m.get("name") else f"第{i + 1}人" for i, m in enumerate(members)]
    people = [
        reader.facts({k: v for k, v in m.items() if k != "name"} if isinstance(m, dict) else m, group.members, f"members[{i + 1}]")
        for i, m in enumerate(members)
    ]
    if len(set(names)) < len(names):
        reader.problem("members", "有两个人同名", "two members have the same name", ("请加以区分", "tell them apart"))
    if reader.problems:
        raise InputProblems(reader.problems)
    return Case(group, facts, people, names, reader.found_by)


def case_to(case: Case) -> dict[str, Any]:
    """Plain data for a receipt. Names of people are left out."""
    return {"group": case.entity.key, "facts": dict(case.facts), "members": [dict(m) for m in case.members], "found_by": case.found_by}


def case_from(book: Any, raw: dict[str, Any]) -> Case:
    names = [f"第{i + 1}人" for i in range(len(raw["members"]))]
    return Case(book.entities[raw["group"]], raw["facts"], raw["members"], names, raw.get("found_by", {}))


# -- worked cases ----------------------------------------------------------------------------------------------------


@dataclass
class CaseResult:
    folder: str
    name: str
    source: str
    failures: list[str]


def run_cases(book: Any, folder: str) -> list[CaseResult]:
    """Every worked case of one folder of the book."""
    path: Path = book.folders[folder] / "cases.yaml"
    return [run_one(book, folder, raw) for raw in read_yaml(path) or []] if path.exists() else []


def run_one(book: Any, folder: str, raw: dict[str, Any]) -> CaseResult:
    result = CaseResult(folder, str(raw.get("name", "?")), str(raw.get("source", "")), [])
    if not raw.get("source") or not raw.get("expect"):
        result.failures.append("a worked case needs a source and what is expected")
    try:
        law = book.at(raw["place"], raw["on"], raw.get("known", "2100-01-01"), figures=raw.get("figures"))
        case = read_case(book, raw)
        found = law.assess(case)
        for key, want in (raw.get("expect") or {}).items():
            result.failures += expect(book, found, str(key), want)
    except InputProblems as e:
        result.failures.append(e.say("en"))
    return result


def expect(book: Any, found: Any, key: str, want: Any) -> list[str]:
    who, _, name = key.rpartition(".")
    member = found.case.names.index(who) if who else None
    if name in book.benefits:
        return [f"{key}: {problem}" for problem in expect_answer(found.answer(name, member), want)]
    node = book.names[name]
    lo, hi = found.law.value(name, found.case, member)
    return [] if shown(book, node, lo, hi) == wanted(node, want) else [f"{key}: expected {want}, got {shown(book, node, lo, hi)}"]


def expect_answer(answer: Any, want: Any) -> list[str]:
    want = {"status": want} if not isinstance(want, dict) else want
    out = []
    status = {True: "yes", False: "no"}.get(want.get("status"), want.get("status"))  # YAML reads yes and no as booleans
    if status is not None and answer.status != status:
        out.append(f"expected {status}, got {answer.status} (missing {answer.missing + answer.missing_figures})")
    if "amount" in want:
        got = answer.amount and (answer.amount.lo if answer.amount.certain else (answer.amount.lo, answer.amount.hi))
        if got != round(want["amount"] * 100):
            out.append(f"expected {want['amount']} yuan, got {got} fen")
    if "payable" in want and answer.payable != want["payable"]:
        out.append(f"expected payable {want['payable']}, got {answer.payable}")
    if "reason_contains" in want and want["reason_contains"] not in answer.decided_by.zh:
        out.append(f"expected the reason to contain {want['reason_contains']!r}, got {answer.decided_by.zh!r}")
    if "missing" in want and sorted(want["missing"]) != sorted({n for _, n in answer.missing} | set(answer.missing_figures)):
        out.append(f"expected missing {want['missing']}, got {answer.missing + answer.missing_figures}")
    if "indicative" in want:
        out += [f"indicative: {p}" for p in (expect_answer(answer.indicative, want["indicative"]) if answer.indicative else ["there is none"])]
    return out


def kind(node: Any) -> Any:
    return node.type if not isinstance(node, Fact) else (node.type if isinstance(node.type, Choice) else node.type.name)


def shown(book: Any, node: Any, lo: int, hi: int) -> Any:
    if lo != hi:
        return "unknown"
    if isinstance(kind(node), Choice):
        return kind(node).keys[lo]
    return bool(lo) if kind(node) == "bool" else lo


def wanted(node: Any, want: Any) -> Any:
    if isinstance(want, date):
        return day(want)
    if isinstance(want, str | bool):
        return {"yes": True, "no": False}.get(want, want) if isinstance(want, str) else want
    return round(want * 100) if node.money else want
