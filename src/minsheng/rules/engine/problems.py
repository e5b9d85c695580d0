"""What can go wrong, said so that somebody can mend it."""

from __future__ import annotations

from dataclasses import dataclass


class MinshengRulesError(Exception):
    """The root of every error this engine raises on purpose."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, what is wrong, how to mend it; in Chinese and English."""

    where: str
    zh: str
    en: str
    mend_zh: str = ""
    mend_en: str = ""

    def say(self, lang: str = "zh") -> str:
        what, mend = (self.zh, self.mend_zh) if lang == "zh" else (self.en, self.mend_en)
        return f"{self.where}：{what}。{mend}".rstrip("。") + "。" if lang == "zh" else f"{self.where}: {what}. {mend}".rstrip()


class InputProblems(MinshengRulesError):
    """The facts of a case cannot be read. `problems` lists every one found, not only the first."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(p.say("zh") for p in problems))

    def say(self, lang: str = "zh") -> str:
        return "\n".join(p.say(lang) for p in self.problems)


class BookError(MinshengRulesError):
    """The book of law is broken: file, line, what is wrong and what to write instead."""

    def __init__(self, where: str, what: str, instead: str = ""):
        self.where, self.what, self.instead = where, what, instead
        super().__init__(f"{where}: {what}" + (f"\n    instead: {instead}" if instead else ""))


class UnknownName(MinshengRulesError):
    """A place, benefit, rule or figure of that name is not in the book."""


class NotPayable(MinshengRulesError):
    """Payment was asked for an answer that rests on unconfirmed or demonstration figures."""


class ReceiptMismatch(MinshengRulesError):
    """A receipt cannot be explained with this book: the rules or figures it used are not the same."""
