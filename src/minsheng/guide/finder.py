"""The benefit finder: one thing a page. Answers come in by POST, go into the sealed cookie, and a redirect leads on."""

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from minsheng.base.texts import here
from minsheng.guide import inputs, interview, law, places, questions, results, steps, topics
from minsheng.guide.answers import LONGEST_NAME, MOST_PEOPLE, relation
from minsheng.guide.inputs import Wrong
from minsheng.guide.questions import next_page
from minsheng.guide.steps import go, needs, show, today
from minsheng.portal.pages import public_page

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
@public_page(("查我能领什么", "Find benefits"))
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
            return go("/finder/topics" if not answers.people else "/finder/next", answers)
        wrong = Wrong("请选一个区；不清楚就选“说不准”", "Choose a district; if you do not know, choose “Not sure”")
    return show(request, "district", wrong, city=city, city_name=places.name(city), districts=options,
                chosen=answers.place if answers.place != city or answers.people else "")  # fmt: skip


@form
@needs("place")
def choose_topics(request, answers):
    """What the family wants to look at."""
    wrong, chosen = None, answers.topics or topics.DEFAULT
    if request.method == "POST":
        chosen = [key for key in topics.BY_KEY if key in request.POST.getlist("topic")]
        if chosen:
            answers.topics = chosen
            return go("/finder/next" if answers.people else "/finder/people", answers)
        wrong = Wrong("请至少选一样", "Choose at least one", "topic")
    return show(request, "topics", wrong, topics=topics.TOPICS, chosen=chosen, back="/finder/result" if answers.people else "/finder/district")


@form
@needs("place", "topics")
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
@needs("place", "topics", "people")
def onward(request, answers):
    """To the next question that matters, or to checking."""
    return HttpResponseRedirect(next_page(answers))


@require_safe
@needs("place", "topics", "people")
def check(request, answers):
    """Everything that was answered, each with a link to change it."""
    facts, pages = law.book().facts, questions.pages(answers)
    rows = [
        {
            "number": n, "label": (facts[g.fact].zh, facts[g.fact].en), "value": inputs.shown(facts[g.fact], g.value),
            "person": answers.people[g.member] if g.member is not None and len(answers.people) > 1 else "",
        }
        for n, page in enumerate(pages, 1) for g in page
    ]  # fmt: skip
    return show(request, "check", rows=rows, people=[_with_relation(n, i) for i, n in enumerate(answers.people)], place=places.name(answers.place), month=answers.month,
                topics=[topics.BY_KEY[key] for key in answers.topics], more=interview.ask_next(answers, today()) is not None,
                back=f"/finder/question/{len(pages)}" if pages else "/finder/people")  # fmt: skip


def _with_relation(name: str, index: int) -> str:
    """母亲（父母）: the word as it was written, and what was understood from it, to be checked."""
    said = relation(name, index).get("relation") if index else None
    label = inputs.shown(law.book().facts["relation"], said) if said else "" if index else here("申请人", "who applies")
    return name + here(f"（{label}）", f" ({label})") if label else name


@require_safe
@needs("place", "topics", "people")
def result(request, answers):
    """What the law says of these answers."""
    found = interview.assess(answers, today())
    return show(request, "result", **results.page(found, answers), to_read=topics.to_read(answers.topics), other_topics=topics.others(answers.topics),
                place=places.name(answers.place), month=answers.month)  # fmt: skip
