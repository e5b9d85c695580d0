"""What is not law is refused when the book is loaded: with file, line and what to write instead."""

from __future__ import annotations

import pytest

from minsheng.rules.engine import BookError
from tests.rules.engine.making import FACTS, POLICY, RULE, make_book

HOME, PERSON = RULE.format("Household", ""), RULE.format("Person", "")


def home(params: str, *body: str, decorator: str = HOME) -> str:
    return f"{decorator}def tried({params}):\n" + "".join(f"    {line}\n" for line in body)


def person(params: str, *body: str) -> str:
    return home(params, *body, decorator=PERSON)


# what is wrong: (text of the rule, words on the line that is to blame, what is said, what is to be written instead)
REFUSED = {
    "assignment": (home("a", "x = a", "return a"), "x = a", "assign", "a rule of its own"),
    "loop": (home("members", "for m in members:", "    return m.p"), "for m", "for", "over `members`"),
    "while": (home("a", "while a:", "    return a"), "while a", "while", "a closed formula"),
    "try": (home("a", "try:", "    return a", "except ValueError:", "    return 0"), "try:", "try", "unknown by itself"),
    "raise": (home("a", "raise ValueError(a)"), "raise", "raise", "unknown by itself"),
    "float": (home("a", "return a * 1.5"), "1.5", "not a whole number", "150 // 100"),
    "division": (home("a", "return a / 2"), "a / 2", "a / 2", "floor"),
    "power": (home("a", "return a ** 2"), "a ** 2", "not part of the language", "+ - * //"),
    "remainder": (home("a", "return a % 2"), "a % 2", "not part of the language", "+ - * //"),
    "plus sign": (home("a", "return +a"), "+a", "not part of the language", ""),
    "text": (home("a", "return f'{a}'"), "return f", "not part of the language", "rules compute no text"),
    "lambda": (home("a", "return (lambda: a)()"), "lambda", "not part of the language", "age, months_between"),
    "foreign function": (home("a", "return abs(a)"), "abs(a)", "not part of the language", "round_up"),
    "keyword argument": (home("a, d", "return min(a, d, key=a)"), "key=a", "no keyword arguments", "plain arguments"),
    "attribute": (home("a", "return a.real"), "a.real", "not part of the language", "only inside a loop"),
    "list": (home("a", "return [a]"), "[a]", "not part of the language", ""),
    "nothing returned": (home("a", "return"), "return", "return", ""),
    "way without return": (home("a", "if a > 1:", "    return a"), "if a > 1", "returns nothing", "a `return` at the end of every way"),
    "docstring alone": (home("", '"""Nothing."""'), "def tried", "returns nothing", "return"),
    "line after return": (home("a", "return a", "return 0"), "return 0", "never reached", "nothing after"),
    "line after else": (home("a", "if a > 1:", "    return 1", "else:", "    return 2", "return 3"), "return 3", "never reached", "nothing after"),
    "no parameter": (home("", "return a"), "return a", "a is not a parameter", "add `a`"),
    "unused parameter": (home("a, d", "return a"), "def tried", "d is not used", "only what the rule reads"),
    "default value": (home("a=1", "return a"), "def tried", "plain parameters", "names of the rules"),
    "star": (home("*a", "return 1"), "def tried", "plain parameters", "names of the rules"),
    "unknown name": (home("aa", "return aa"), "return aa", "aa is no rule, fact or figure", "perhaps a"),
    "unknown name of a member": (home("members", "return sum(m.pp for m in members)"), "m.pp", "pp is no rule", "perhaps p"),
    "figure of a member": (home("members", "return sum(m.f for m in members)"), "m.f", "is a figure", "`f` as a parameter"),
    "group fact of a member": (home("members", "return sum(m.a for m in members)"), "m.a", "about the household", "`a` as a parameter"),
    "person fact in a group rule": (home("p", "return p"), "return p", "about one person", "m.p"),
    "members in a person rule": (person("members", "return len(members)"), "len(members)", "cannot loop over members", "about the household"),
    "members alone": (home("members", "return members"), "return members", "stands alone", "over members"),
    "members not named": (home("a", "return a + len(members)"), "len(members)", "one simple loop", "members"),
    "loop with two filters": (home("members", "return sum(m.p for m in members if m.q if m.p)"), "return sum", "one simple loop", "if m.y"),
    "loop in a loop": (home("members", "return sum(m.p + sum(n.p for n in members) for m in members)"), "return sum", "one simple loop", "sum(m.x"),
    "largest of nobody": (home("members", "return max(m.p for m in members)"), "return max", "needs default", "default=0"),
    "sum with a start": (home("members", "return sum((m.p for m in members), 3)"), "return sum", "one simple loop", "sum(m.x"),
    "number as condition": (home("a, b", "return a and b"), "return a and b", "a condition (yes or no) is needed", "a comparison"),
    "condition as number": (home("a, b", "return a + b"), "return a + b", "a number is needed", ""),
    "not of a number": (home("a", "return not a"), "return not a", "a condition", "a comparison"),
    "if on a number": (home("a", "return 1 if a else 2"), "return 1 if a", "a condition", "a comparison"),
    "two types": (home("a, b", "return a if b else b"), "return a if b", "a number is needed", ""),
    "conditions compared": (home("b", "return b == True"), "return b", "conditions are not compared", "not x"),
    "identity": (home("a", "return a is a"), "return a is", "not part of the language", "< <= > >="),
    "order of options": (home("c", "return c < 'y'"), "return c <", "options have no order", "== or in"),
    "option that does not exist": (home("c", "return c == 'w'"), "c == 'w'", "'w' is not an option", "x / y / z"),
    "option in a list": (home("c", "return c in ('x', 'w')"), "c in", "'w' is not an option", "x / y / z"),
    "option of a number": (home("a", "return a == 'x'"), "a == 'x'", "has no options", "Choice"),
    "membership of a name": (home("a, d", "return a in d"), "a in d", "a list of constants", 'in ("a", "b")'),
    "membership of names": (home("a, d", "return a in (d, 1)"), "a in (d", "a list of constants", 'in ("a", "b")'),
    "minus a text": (home("c", "return c == -'x'"), "-'x'", "no options", ""),
    "a figure without its key": (home("g", "return g"), "return g", "g has options", "g[key]"),
    "a figure with too many keys": (home("f, a", "return f[a]"), "return f[a]", "0 keys", "figure[option, number]"),
    "a figure by the wrong option": (home("g, a", "return g[a]"), "return g[a]", "g is by", "exactly these options"),
    "a fact looked up": (home("a, d", "return a[d]"), "return a[d]", "0 keys", "figure[option, number]"),
    "a band by a condition": (home("k, b", "return k[b]"), "return k[b]", "a number is needed", ""),
    "divisor that may be zero": (home("a", "return 12 // a"), "12 // a", "could be zero", "max(1"),
    "negative divisor": (home("d", "return 12 // d"), "12 // d", "could be zero or negative", "max(1"),
    "divisor of a rounding": (home("a", "return round_up(12, a, 1)"), "round_up", "could be zero", "max(1"),
    "step of a rounding": (home("a", "return round_down(12, 1, a)"), "round_down", "could be zero", "max(1"),
    "beyond 64 bits": (home("n, c, a", "return n[c, a] * 9000000000000000000"), "9000000000000000000", "beyond 64 bits", "narrower"),
    "beyond 64 bits inside a rounding": (home("a", "return round_half_up(a, 2000000000, max(1, a) * 2000000000)"), "round_half_up", "beyond 64 bits", "narrower"),
    "reason in one language": (home("a", "return a > 1  # 大于一"), "大于一", "both languages", "# 中文 | English"),
    "reason of two conditions": (home("a, b, d", "return (", "    a > 1 and b  # 两个 | Two", "    and d > 0", ")"), "两个", "no single condition", "a line of its own"),
    "reason of nothing": (home("a", "return (", "    # 剩下的 | Left over", "    a > 1", ")"), "剩下的", "no single condition", "a line of its own"),
    "no clause": (home("a", "return a", decorator=HOME.replace("第一条", "")), "@rule", "clause and grade", "grade one of"),
    "no such grade": (home("a", "return a", decorator=HOME.replace('"A"', '"C"')), "@rule", "clause and grade", "A A- B"),
    "a unit on a condition": (home("b", "return b", decorator=RULE.format("Household", ', unit="元"')), "return b", "has a unit", "no unit"),
    "returns something else": (home("a", "return a", decorator=RULE.format("Household", ", returns=Kind")), "return a", "something else than its `returns`", "key strings"),
    "returns another option": (home("b", "return 'w' if b else 'x'", decorator=RULE.format("Household", ", returns=Kind")), "'w'", "'w' is not an option", "x / y / z"),
    "circle": (home("other", "return other") + HOME + "def other(tried):\n    return tried\n", "@rule", "circle: tried → other → tried", "break the circle"),
    "two kinds of thing": (home("a", "return a") + RULE.format("Person", ', name="tried"') + "def second(p):\n    return p\n", 'name="tried"', "one kind of thing", "same entity"),
    "versions of two types": (home("a", "return a") + RULE.format("Household", ', name="tried", since="2025-01-01"') + "def second(b):\n    return b\n", "return b", "differ in type", "same type"),
    "a name that is taken": (HOME + "def a(b):\n    return b\n", "@rule", "a stands for something else", "another name"),
    "a figure's name that is taken": (HOME + "def f(b):\n    return b\n", "", "f stands for something else", "another name"),
    "eligible that does not exist": ('X = benefit("x", "户", "X", entity=Household, eligible="trid")\n' + home("b", "return b"), "", "no rule is called trid", "perhaps tried"),
    "eligible and amount exchanged": (home("a", "return a") + 'X = benefit("x", "户", "X", entity=Household, eligible="tried", amount="tried")\n', "", "`eligible` is a condition", "right way round"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_law_is_refused(tmp_path, case):
    text, blamed, what, instead = REFUSED[case]
    with pytest.raises(BookError) as caught:
        make_book(tmp_path, text)
    error = caught.value
    assert what in error.what, error
    assert instead in error.instead, error
    if blamed:
        lines = (POLICY + text).splitlines()
        file, line = error.where.rsplit(":", 1)
        assert file.endswith("/one/policy.py") and blamed in lines[int(line) - 1], f"{error.where}: {lines[int(line) - 1]}"


def test_a_rule_is_also_plain_python(tmp_path):
    book = make_book(tmp_path, home("a, d", "return max(a, d) + 1"))
    assert book.rule("tried")(2, 5) == 6


def test_the_same_number_by_other_words_keeps_the_hash_and_another_text_changes_it(tmp_path):
    one, same, other = (make_book(tmp_path, home("a", f"return a > {n}{c}")) for n, c in ((1, ""), (1, "  # 大于一 | More than one"), (2, "")))
    assert one.hash == same.hash != other.hash


def test_a_literal_minus_and_lines_after_elif_are_law(tmp_path):
    book = make_book(
        tmp_path, home("a, members", "if a == 0:", "    return -7", "elif a == 1:", "    return 5", "return max((m.p for m in members), default=-3)")
    )
    assert (book.rules["tried"].lo, book.rules["tried"].hi) == (-7, 5)


def test_members_of_one_group_are_bounded_so_that_sums_are(tmp_path):
    facts = FACTS.replace("p = fact(Person, Int(0, 2)", "p = fact(Person, Int(0, 10**17)")
    with pytest.raises(BookError, match="beyond 64 bits"):
        make_book(tmp_path, home("members", "return sum(m.p for m in members)"), facts=facts)


@pytest.mark.parametrize("name", ["on", "members"])
def test_names_the_language_needs_are_not_given_away(tmp_path, name):
    with pytest.raises(BookError, match=f"the name {name} stands for something else"):
        make_book(tmp_path, home("a", "return a"), facts=FACTS + f'\n{name} = fact(Household, Bool(), "名", "Name")\n')


def test_a_name_that_is_fact_and_figure_is_refused(tmp_path):
    with pytest.raises(BookError, match="the name f stands for something else"):
        make_book(tmp_path, home("a", "return a"), facts=FACTS + '\nf = fact(Household, Bool(), "名", "Name")\n')
