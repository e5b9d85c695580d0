"""A page of the interview: one question, for the household, for one person, or for everybody it concerns at once."""

from itertools import groupby

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from minsheng.guide import inputs, interview, law, places
from minsheng.guide.answers import Answers, Given
from minsheng.guide.inputs import Wrong
from minsheng.guide.steps import go, needs, show, today

FEW = 3  # so many options stand side by side; more become a list to choose from


def pages(answers: Answers) -> list[list[Given]]:
    """What was answered, page by page."""
    facts = law.book().facts
    runs = groupby(enumerate(answers.given), key=lambda ig: (ig[1].fact, None if inputs.together(facts[ig[1].fact]) else ig[0]))
    return [[g for _, g in run] for _, run in runs]


def next_page(answers: Answers) -> str:
    return f"/finder/question/{len(pages(answers)) + 1}" if interview.ask_next(answers, today()) else "/finder/check"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("place", "topics", "people")
def question(request, answers, number):
    """The n-th page: an earlier one with its answers, or the question that matters most now. The address holds the number only."""
    told = pages(answers)
    asked, at_most = _asked(answers, told, number - 1)
    if not asked:
        return HttpResponseRedirect("/finder/check" if number else "/finder/people")
    wrongs = []
    if request.method == "POST":
        given, wrongs = _read(request.POST, asked, answers)
        if not wrongs:
            try:
                answers.put(given)
                on = "change" in request.GET or number >= len(told)
                return go(next_page(answers) if on else f"/finder/question/{number + 1}", answers)
            except Wrong as error:
                wrongs = [error]
    return show(request, "question", wrongs[0] if wrongs else None, wrongs=wrongs, **_page(request, answers, asked, number, at_most, wrongs))


def _asked(answers, told, index) -> tuple[list[Given], int | None]:
    """What this page asks, each with the answer given so far, and how many pages can still come."""
    if 0 <= index < len(told):
        return told[index], None
    following = interview.ask_next(answers, today())
    if following is None or index != len(told):
        return [], None
    return [Given(following.fact.name, m, None) for m in following.members], following.at_most


def _key(asked: list[Given]) -> str:
    return f"{asked[0].fact}:{','.join('' if g.member is None else str(g.member) for g in asked)}"


def _suffix(g: Given, asked: list[Given]) -> str:
    return f"-{g.member}" if len(asked) > 1 else ""


def _read(post, asked, answers) -> tuple[list[Given], list[Wrong]]:
    # The page may be an old one: what it asked must be what stands at this position now.
    if post.get("asked") != _key(asked):
        return [], [Wrong("题目已经变了，请按现在这一题回答", "The question has changed; please answer this one")]
    fact, given, wrongs = law.book().facts[asked[0].fact], [], []
    for g in asked:
        try:
            given.append(Given(g.fact, g.member, inputs.read_of(fact, post, _suffix(g, asked))))
        except Wrong as wrong:
            who = answers.people[g.member] if len(asked) > 1 else ""
            wrongs.append(Wrong(f"{who}：{wrong.zh}", f"{who}: {wrong.en}", wrong.field) if who else wrong)
    return given, wrongs


def _page(request, answers, asked, number, at_most, wrongs) -> dict:
    fact, old = law.book().facts[asked[0].fact], at_most is None
    kind = inputs.kind(fact)
    options = inputs.options(fact) if kind == "options" else []
    alone = asked[0].member if len(asked) == 1 and len(answers.people) > 1 else None
    return {
        "fact": fact, "kind": kind, "options": options, "as_list": len(asked) > 1 and len(options) > FEW, "unit": inputs.unit_of(fact), "at_most": at_most, "number": number,
        "asked": _key(asked), "several": len(asked) > 1, "person": answers.people[alone] if alone is not None else "",
        "fields": [_field(request, answers, g, asked, old, wrongs) for g in asked],
        "place": places.name(answers.place), "month": answers.month, "back": f"/finder/question/{number - 1}" if number > 1 else "/finder/people",
    }  # fmt: skip


def _field(request, answers, g, asked, old, wrongs) -> dict:
    """One person's part of the page, with what was written there."""
    suffix, posted = _suffix(g, asked), request.method == "POST"
    unsure = old and g.value is None
    parts = [request.POST.get(k + suffix, "") for k in ("year", "month", "day")] if posted else (g.value or "--").split("-")
    return {
        "suffix": suffix, "person": answers.people[g.member] if len(asked) > 1 else "", "date_parts": parts,
        "value": (request.POST.get("value" + suffix) if posted else None) or g.value or ("unsure" if unsure else ""),
        "unsure": ("unsure" + suffix in request.POST) if posted else unsure,
        "wrong": next((w for w in wrongs if w.field.removesuffix(suffix) in inputs.FIELDS), None),
    }  # fmt: skip
