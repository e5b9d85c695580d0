"""The reasons of an assessment, explained again from its receipt."""

from minsheng.applications.models import Assessment
from minsheng.rules.engine.reasons import Reason
from minsheng.standards.queries import law_by_code

Pair = tuple[str, str]


def reasons_of(assessment: Assessment | None) -> list[tuple[Pair, Reason]]:
    """The engine's reason trees, one for each answer that counts: all that are yes, else the first; headed by what each pays and to whom.

    A receipt knows no names: the lines do, which stand in the same order.
    """
    if assessment is None or not assessment.receipts:
        return []
    answers = [a for receipt in assessment.receipts for a in explained(receipt).answers]
    trees = [a.reasons for a in answers if str(a.status) == "yes"] or [answers[0].reasons]
    heads = [(line["zh"], line["en"]) for line in assessment.lines]
    return list(zip(heads if len(heads) == len(trees) else [(t.zh, t.en) for t in trees], trees, strict=True))


def explained(receipt: dict):
    """The finding behind a receipt: the same rules and figures, or ReceiptMismatch."""
    return law_by_code(receipt["place"], receipt["on"], receipt["known"]).explain(receipt)


def sums_of(assessment: Assessment | None) -> list[tuple[tuple[str, str], int]]:
    """How the monthly amount comes about."""
    return [((line["zh"], line["en"]), line["fen"]) for line in assessment.lines] if assessment else []
