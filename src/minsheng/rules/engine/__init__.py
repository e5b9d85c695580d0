"""Law as code: facts, rules and dated figures; answers with reasons; no Django, no clock, no database. See docs/engine.md."""

from .answers import Amount, Answer, Assessment, Status
from .ask import Question, next_question
from .book import Book
from .cases import Case, CaseResult, run_cases
from .declare import Benefit, Fact, Rule, Version, benefit, fact, judgement, rule
from .figures import parse_yaml
from .functions import add_months, add_years, age, count, month_end, month_start, months_between, round_down, round_half_up, round_up  # fmt: skip
from .hashes import ENGINE
from .law import Law
from .problems import BookError, InputProblems, MinshengRulesError, NotPayable, Problem, ReceiptMismatch, UnknownName
from .reasons import FigureUse, Reason, use
from .say import Line, read_out, read_out_lines, unit_en
from .types import UNKNOWN, Bool, Choice, Date, Entity, Int, Money, yuan

__all__ = [
    "ENGINE", "UNKNOWN", "Amount", "Answer", "Assessment", "Benefit", "Bool", "Book", "BookError", "Case", "CaseResult", "Choice", "Date",
    "Entity", "Fact", "FigureUse", "InputProblems", "Int", "Law", "Line", "MinshengRulesError", "Money", "NotPayable", "Problem", "Question",
    "Reason", "ReceiptMismatch", "Rule", "Status", "UnknownName", "Version", "add_months", "add_years", "age", "benefit", "count", "fact",
    "judgement", "month_end", "month_start", "months_between", "next_question", "parse_yaml", "read_out", "read_out_lines", "round_down", "round_half_up",
    "round_up", "rule", "run_cases", "unit_en", "use", "yuan",
]  # fmt: skip
