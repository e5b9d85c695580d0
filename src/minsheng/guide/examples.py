"""Worked examples of the book, as the rule book shows them: what was known, and what comes out."""

from dataclasses import dataclass
from functools import cache

from minsheng.base.texts import here
from minsheng.guide import law, places
from minsheng.guide.inputs import shown
from minsheng.guide.results import STATUS
from minsheng.rules.engine.figures import read_yaml

MOST = 12


@dataclass
class Example:
    """One worked case, its texts in the reader's language."""

    name: tuple[str, str]
    place: str
    on: str
    source: str
    facts: list[tuple[str, str]]  # (who, "fact value; fact value")
    outcome: list[str]


@cache
def _cases(folder: str) -> list:
    path = law.book().folders[folder] / "cases.yaml"
    return (read_yaml(path) or []) if path.exists() else []


def of(benefit) -> list[Example]:
    """The worked cases of a benefit's folder that say something about it, the first dozen."""
    found = [c for c in _cases(benefit.folder) if any(k.rpartition(".")[2] == benefit.key for k in map(str, c.get("expect") or {}))]
    return [_example(c, benefit) for c in found[:MOST]]


def _example(case: dict, benefit) -> Example:
    words = {"": ""} | {str(m.get("name", "")): here(str(m.get("name", "")), f"Person {i}") for i, m in enumerate(case.get("members", []), 1)}
    known = [("", case.get("household") or case.get("couple") or {})] + [(str(m.get("name", "")), m) for m in case.get("members", [])]
    facts = [(words[who], here("；", "; ").join(_facts(told))) for who, told in known]
    place = here(*places.name(law.book().places.find(str(case["place"])).code))
    return Example(
        (case["name"], case["name_en"]), place, str(case["on"]), str(case["source"]), [f for f in facts if f[1]], _outcome(case["expect"], benefit, words)
    )


def _facts(known: dict) -> list[str]:
    out = []
    for name, raw in known.items():
        fact = law.book().facts.get(name)
        value = raw.get("value") if isinstance(raw, dict) else raw
        if fact is not None and value is not None and str(value) != "unknown":
            out.append(f"{here(fact.zh, fact.en)} {shown(fact, value)}")
    return out


def _outcome(expect: dict, benefit, words: dict[str, str]) -> list[str]:
    out = []
    for key, want in expect.items():
        who, _, name = str(key).rpartition(".")
        if name == benefit.key:
            want = want if isinstance(want, dict) else {"status": str(want)}
            status = STATUS.get(want.get("status"))
            said = [words[who]] if who else []
            said += [here(*status[:2])] if status else []
            said += [here(f"{want['amount']:,} 元", f"{want['amount']:,} yuan")] if "amount" in want else []
            out.append(" · ".join(said))
    return [o for o in out if o]
