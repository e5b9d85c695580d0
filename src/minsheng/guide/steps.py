"""What the views of the finder share: the reader's answers in and out of the cookie, and the month that can be chosen."""

from datetime import date

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from minsheng.base import sealed
from minsheng.base.clock import today
from minsheng.guide import inputs, law, places, topics
from minsheng.guide.answers import Answers
from minsheng.guide.inputs import Wrong

FIRST_YEAR = 2018


def this_month() -> date:
    return today().replace(day=1)


def load(request) -> Answers:
    """The reader's answers. What the book no longer knows (it may have changed within the hour) is asked again."""
    answers = Answers.unpack(sealed.kept(request))
    if answers.place and not places.known(answers.place):
        return Answers()
    answers.topics = [t for t in answers.topics if t in topics.BY_KEY]
    answers.given = [g for g in answers.given if inputs.fits(law.book().facts.get(g.fact), g.value)]
    return answers


def go(to: str, answers: Answers):
    """Keep the answers on the reader's machine and go on. Raises Wrong when they no longer fit."""
    response = HttpResponseRedirect(to)
    try:
        sealed.keep(response, answers.pack())
    except sealed.TooMuch:
        raise Wrong(
            "回答太多，浏览器放不下了。请少填几个人，或者把这一家分两次查",
            "These are more answers than a browser can hold. Enter fewer people, or look twice, for part of the family each time",
        ) from None
    return response


def show(request, template: str, wrong: Wrong | None = None, **context):
    """A page of the finder; with an error it comes back with status 422. `wrongs`: all of them, where a page has several."""
    context["wrong"] = wrong
    context.setdefault("wrongs", [wrong] if wrong else [])
    return render(request, f"guide/{template}.html", context, status=422 if wrong else 200)


def needs(*parts):
    """Only for readers who have answered the earlier pages; the others are led to the first one missing. Finder pages are never cached."""
    where = {"place": "/finder/place", "topics": "/finder/topics", "people": "/finder/people"}

    def decorate(view):
        @never_cache
        def guarded(request, *args, **kwargs):
            answers = load(request)
            for part in parts:
                if not getattr(answers, part):
                    return HttpResponseRedirect(where[part])
            return view(request, answers, *args, **kwargs)

        return guarded

    return decorate


def read_month(post) -> date:
    """The month chosen; without one, the current month. Raises Wrong."""
    year, month = post.get("year", "").strip(), post.get("month", "").strip()
    if not year and not month:
        return this_month()
    try:
        chosen = date(int(year), int(month), 1)
    except ValueError:
        raise Wrong("请填年份和月份，例如 2025 年 10 月", "Enter a year and a month, such as 2025 and 10", "year") from None
    last = date(today().year + 1, 12, 1)
    if not date(FIRST_YEAR, 1, 1) <= chosen <= last:
        raise Wrong(f"只能查 {FIRST_YEAR} 年 1 月到 {last.year} 年 12 月", f"Choose a month from January {FIRST_YEAR} to December {last.year}", "year")
    return chosen
