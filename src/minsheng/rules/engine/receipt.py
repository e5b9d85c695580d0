"""The receipt of a decision: inputs, hashes of the rules and figures used, engine version. Explained again on demand."""

from __future__ import annotations

import json
from typing import Any

from . import hashes
from .cases import case_from, case_to
from .figures import Figure
from .problems import ReceiptMismatch


def make(assessment: Any) -> dict[str, Any]:
    law = assessment.law
    keys = list(dict.fromkeys(a.benefit.key for a in assessment.answers))
    names = used(law.book, keys)
    body: dict[str, Any] = {
        "engine": hashes.ENGINE,
        "place": law.place,
        "on": law.on,
        "known": law.known,
        "benefits": keys,
        "inputs": case_to(assessment.case),
        "rules": law.rules_hash(names),
        "figures": law.figures_hash(names),
        "standings": sorted({law.values[n].standing for n in names if n in law.values}),
        "answers": answers(assessment),
    }
    return body | {"digest": digest(body)}


def answers(assessment: Any) -> list[dict[str, Any]]:
    return [
        {"benefit": a.benefit.key, "member": a.member, "status": str(a.status), "amount": a.amount and [a.amount.lo, a.amount.hi], "payable": a.payable}
        for a in assessment.answers
    ]


def used(book: Any, keys: list[str]) -> set[str]:
    return set().union(*(book.reach_of(book.benefits[key]) for key in keys))


def digest(body: dict[str, Any]) -> str:
    return hashes.digest(json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def explain(book: Any, receipt: dict[str, Any], overlay: dict[str, Figure] | None = None) -> Any:
    """The assessment again. Raises ReceiptMismatch where the receipt was altered, or the book no longer says the same for that day."""
    body = {k: v for k, v in receipt.items() if k != "digest"}
    if digest(body) != receipt.get("digest"):
        raise ReceiptMismatch("收据被改动过 / the receipt was altered: its digest does not fit")
    law = book.at(receipt["place"], receipt["on"], receipt["known"], figures=overlay)
    names = used(book, receipt["benefits"])
    for what, found in (("rules", law.rules_hash(names)), ("figures", law.figures_hash(names))):
        if found != receipt[what]:
            zh = "规则" if what == "rules" else "标准（是否漏了当时的本地标准文件？）"
            raise ReceiptMismatch(f"{zh}与收据不一致 / the {what} in force for that day are not those of the receipt")
    if receipt["engine"] != hashes.ENGINE:
        raise ReceiptMismatch(f"收据出自引擎版本 {receipt['engine']} / the receipt was made by engine version {receipt['engine']}")
    found = law.assess(case_from(book, receipt["inputs"]), receipt["benefits"])
    if answers(found) != receipt["answers"]:
        raise ReceiptMismatch("按当时的规则和标准重算，结果与收据不一致 / worked out again, the answers are not those of the receipt")
    return found
