"""The reasons of an assessment, explained again from its receipt."""

from minsheng.applications.models import Assessment
from minsheng.standards.queries import law_by_code


def reasons_of(assessment: Assessment | None) -> list:
    """The engine's reason trees, one for each answer that counts: all that are yes, else the first."""
    if assessment is None or not assessment.receipts:
        return []
    answers = [a for receipt in assessment.receipts for a in explained(receipt).answers]
    return [a.reasons for a in answers if str(a.status) == "yes"] or [answers[0].reasons]


def explained(receipt: dict):
    """The finding behind a receipt: the same rules and figures, or ReceiptMismatch."""
    return law_by_code(receipt["place"], receipt["on"], receipt["known"]).explain(receipt)


def sums_of(assessment: Assessment | None) -> list[tuple[tuple[str, str], int]]:
    """How the monthly amount comes about."""
    return [((line["zh"], line["en"]), line["fen"]) for line in assessment.lines] if assessment else []
