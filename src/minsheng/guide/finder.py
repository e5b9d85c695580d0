"""The benefit finder: one thing a page. Answers come in by POST, go into the sealed cookie, and a redirect leads on."""

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from minsheng.base.texts import here
from minsheng.guide import inputs, law, places, results, steps
from minsheng.guide.answers import LONGEST_NAME, MOST_PEOPLE, Answers, Given, relation
from minsheng.guide.inputs import Wrong
from minsheng.guide.steps import go, needs, show, today

WORDS = (
    ("我", "me"),
    ("配偶", "spouse"),
    ("父亲", "father"),
    ("母亲", "mother"),
    ("儿子", "son"),
    ("女儿", "daughter"),
    ("爷爷", "grandfather"),
    ("奶奶", "grandmother"),
)
form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs()
def start(request, answers):
    return show(request, "start", under_way=bool(answers.people))


@form
@needs()
def place(request, answers):
    """Which city, and which month."""
    wrong = None
    if request.method == "POST":
        try:
            return _place(request.POST, answers)
        except Wrong as error:
            wrong = error
    chosen = places.city_of(answers.place) if answers.place else ""
    return show(request, "place", wrong, cities=places.cities(), chosen=request.POST.get("value", chosen),
                month=answers.month or steps.this_month(), first_year=steps.FIRST_YEAR, last_year=today().year + 1)  # fmt: skip


def _place(post, answers):
    if post.get("value") not in [c.code for c in places.cities()]:
        raise Wrong("请选一个城市", "Choose a city")
    answers.month = steps.read_month(post)
    if not answers.place or places.city_of(answers.place) != post["value"]:
        answers.place = post["value"]
    return go("/finder/district", answers)


@form
@needs("place")
def district(request, answers):
    """Which district, or only the city."""
    city = places.city_of(answers.place)
    options = places.districts(city)
    wrong = None
    if request.method == "POST":
        value = request.POST.get("value")
        if value in [city, *(p.code for p in options)]:
            answers.place = value
            return go("/finder/people" if not answers.people else "/finder/next", answers)
        wrong = Wrong("请选一个区；不清楚就选“说不准”", "Choose a district; if you do not know, choose “Not sure”")
    return show(request, "district", wrong, city=city, city_name=places.name(city), districts=options,
                chosen=answers.place if answers.place != city or answers.people else "")  # fmt: skip


@form
@needs("place")
def people(request, answers):
    """Who lives in the household: a word for each person."""
    wrong, names = None, answers.people
    if request.method == "POST":
        names = [n.strip()[:LONGEST_NAME] for n in request.POST.getlist("name")[:MOST_PEOPLE]]
        try:
            if "more" not in request.POST:
                answers.name_people(_names(names))
                return go("/finder/next", answers)
        except Wrong as error:
            wrong = error
    rows = len(names) + 3 if "more" in request.POST else max(4, len(names) + 1)
    filled = [*(names or [here("我", "me")]), *[""] * rows][: min(rows, MOST_PEOPLE)]
    return show(request, "people", wrong, names=filled, can_add=len(filled) < MOST_PEOPLE, words=WORDS)


def _names(names: list[str]) -> list[str]:
    given = [n for n in names if n]
    if not given:
        raise Wrong("请至少写一个人，例如“我”", "Enter at least one person, such as “me”", "name-1")
    if len(set(given)) < len(given):
        raise Wrong(
            "有两个人写得一样，请加以区分，例如“大儿子”“小儿子”",
            "Two people have the same word; tell them apart, such as “elder son” and “younger son”",
            "name-1",
        )
    return given


@require_safe
@needs("place", "people")
def onward(request, answers):
    """To the next question that matters, or to checking."""
    return HttpResponseRedirect(_next(answers))


def _next(answers: Answers) -> str:
    return f"/finder/question/{len(answers.given) + 1}" if law.ask_next(answers, today()) else "/finder/check"


@form
@needs("place", "people")
def question(request, answers, number):
    """The n-th question: an earlier one with its answer, or the one that matters most now. The address holds the number only."""
    index = number - 1
    asked, at_most = _asked(answers, index)
    if asked is None:
        return HttpResponseRedirect("/finder/check" if number else "/finder/people")
    wrong = None
    if request.method == "POST":
        try:
            answers.put(index, _answer(request.POST, asked))
            changed = "change" in request.GET
            return go(_next(answers) if changed or index >= len(answers.given) - 1 else f"/finder/question/{number + 1}", answers)
        except Wrong as error:
            wrong = error
    return show(request, "question", wrong, **_question_page(request, answers, index, asked, at_most))


def _asked(answers, index):
    """The question at this position, and how many can still come."""
    if 0 <= index < len(answers.given):
        return answers.given[index], None
    following = law.ask_next(answers, today())
    if following is None or index != len(answers.given):
        return None, None
    return Given(following.fact.name, following.member, None), following.at_most


def _answer(post, asked: Given) -> Given:
    # The page may be an old one: what it asked must be what stands at this position now.
    if post.get("asked") != f"{asked.fact}:{'' if asked.member is None else asked.member}":
        raise Wrong("题目已经变了，请按现在这一题回答", "The question has changed; please answer this one")
    return Given(asked.fact, asked.member, inputs.read(law.book().facts[asked.fact], post))


def _question_page(request, answers, index, asked, at_most) -> dict:
    fact = law.book().facts[asked.fact]
    old = index < len(answers.given)
    value = (request.POST.get("value") if request.method == "POST" else None) or asked.value or ("unsure" if old else "")
    date_parts = [request.POST.get(k, "") for k in ("year", "month", "day")] if request.method == "POST" else (asked.value or "--").split("-")
    return {
        "fact": fact, "kind": inputs.kind(fact), "options": inputs.options(fact) if inputs.kind(fact) == "options" else [],
        "unit": inputs.unit_of(fact), "value": value, "date_parts": date_parts, "at_most": at_most, "was_unsure": old and asked.value is None,
        "asked": f"{asked.fact}:{'' if asked.member is None else asked.member}",
        "person": answers.people[asked.member] if asked.member is not None and len(answers.people) > 1 else "",
        "place": places.name(answers.place), "month": answers.month,
        "back": f"/finder/question/{index}" if index else "/finder/people",
    }  # fmt: skip


@require_safe
@needs("place", "people")
def check(request, answers):
    """Everything that was answered, each with a link to change it."""
    facts = law.book().facts
    rows = [
        {
            "number": i + 1, "label": (facts[g.fact].zh, facts[g.fact].en), "value": inputs.shown(facts[g.fact], g.value),
            "person": answers.people[g.member] if g.member is not None and len(answers.people) > 1 else "",
        }
        for i, g in enumerate(answers.given)
    ]  # fmt: skip
    return show(request, "check", rows=rows, people=[_with_relation(n, i) for i, n in enumerate(answers.people)], place=places.name(answers.place), month=answers.month,
                more=law.ask_next(answers, today()) is not None, back=f"/finder/question/{len(rows)}" if rows else "/finder/people")  # fmt: skip


def _with_relation(name: str, index: int) -> str:
    """母亲（父母）: what was understood from the word, to be checked."""
    if index == 0:
        return here(f"{name}（申请人）", f"{name} (who applies)")
    said = relation(name, index).get("relation")
    label = inputs.shown(law.book().facts["relation"], said) if said else ""
    return here(f"{name}（{label}）", f"{name} ({label})") if label else name


@require_safe
@needs("place", "people")
def result(request, answers):
    """What the law says of these answers."""
    found = law.assess(answers, today())
    return show(request, "result", **results.page(found, answers), place=places.name(answers.place), month=answers.month)
