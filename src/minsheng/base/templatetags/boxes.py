"""Labels, boxes and lists. Tags that have words take them as `{% say %}` does: zh, en and values, or one text."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from minsheng.base.templatetags.amounts import yuan
from minsheng.base.templatetags.say import say
from minsheng.base.ui.parts import PURPOSES
from minsheng.base.ui.words import tag as label
from minsheng.base.ui.words import text

register = template.Library()
register.filter("text", text)
STATES = {
    "done": ("act", ("已完成", "Completed")), "doing": ("blue", ("正在填", "In progress")), "todo": ("plain", ("还没开始", "Not started")),
    "waiting": ("plain", ("现在还不能开始", "Cannot start yet")),
}  # fmt: skip
STEPS = {"done": ("已完成", "done"), "current": ("现在", "now"), "late": ("超期", "late"), "future": ("以后", "later")}


def spoken(zh, en=None, values=None) -> str:
    """The words of a tag in the reader's language, safe."""
    return text(zh) if en is None else say(zh, en, **(values or {}))


@register.simple_tag(name="tag")
def tag_(kind, zh, en=None, **values):
    return str(label(kind, mark_safe(spoken(zh, en, values))))  # noqa: S308 (escaped by spoken)


@register.inclusion_tag("base/ui/stats.html")
def stats(cards):
    return {"cards": cards}


@register.inclusion_tag("base/ui/steps.html")
def steps_bar(steps):
    return {"steps": [(step, STEPS[step.state]) for step in steps]}


@register.inclusion_tag("base/ui/timeline.html")
def timeline(events):
    return {"events": events}


@register.inclusion_tag("base/ui/facts.html")
def facts(items):
    return {"items": items, "purposes": PURPOSES.items()}


@register.inclusion_tag("base/ui/sums.html")
def sums(rows, total=None):
    return {"rows": rows, "total": total}


@register.inclusion_tag("base/ui/tabs.html")
def tabs(items):
    return {"items": items}


@register.inclusion_tag("base/ui/check_answers.html")
def check_answers(rows):
    return {"rows": rows}


@register.inclusion_tag("base/ui/task_list.html")
def task_list(tasks):
    return {"tasks": [(task, label(*STATES[task.state])) for task in tasks]}


@register.simple_tag
def definitions(rows):
    """[(label, value)] as a list of keys and values."""
    lines = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", ((text(key), text(value)) for key, value in rows))
    return format_html('<dl class="definitions">{}</dl>', lines)


@register.simple_tag
def big_money(fen, zh="元", en="yuan", **values):
    return format_html('<span class="big-money"><span class="num">{}</span> <small>{}</small></span>', yuan(fen), spoken(zh, en, values))


@register.simple_tag
def deadline(kind, zh, en=None, small="", **values):
    line = format_html("<span>{}</span>", text(small)) if small else ""
    return format_html('<div class="deadline deadline-{}"><strong>{}</strong>{}</div>', kind, spoken(zh, en, values), line)


@register.simple_block_tag(end_name="endheading")
def heading(content, zh, en=None, small="", back="", **values):
    return render_to_string("base/ui/heading.html", {"title": spoken(zh, en, values), "small": small, "back": back, "tags": content.strip() and content})


@register.simple_block_tag(end_name="endpanel")
def panel(content, zh, en=None, badge="", kind="plain", flush=False, id="", **values):
    head = format_html("<h2>{}</h2>{}", spoken(zh, en, values), label(kind, badge) if badge else "")
    name = format_html(' id="{}"', id) if id else ""
    return format_html(
        '<section class="panel{}"{}><div class="panel-head">{}</div><div class="panel-body">{}</div></section>',
        " panel-flush" if flush else "",
        name,
        head,
        content,
    )


@register.simple_block_tag(end_name="endnote")
def note(content, kind="info"):
    words = {"success": ("办好了：", "Done: "), "warning": ("请注意：", "Please note: "), "error": ("没有办成：", "Not done: "), "info": ("", "")}[kind]
    return format_html('<div class="notice notice-{}"><strong>{}</strong>{}</div>', kind, text(words), content)


@register.simple_block_tag(end_name="endmore")
def more(content, zh, en=None, open=False, **values):
    return format_html('<details class="more"{}><summary>{}</summary>{}</details>', " open" if open else "", spoken(zh, en, values), content)


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content, zh, en=None, **values):
    return format_html('<div class="empty"><h2>{}</h2>{}</div>', spoken(zh, en, values), content)


@register.simple_block_tag(end_name="endact")
def act(content, kind, zh, en=None, open=False, **values):
    """A button that opens the form it belongs to; one is open at a time."""
    look = {"go": " button-go", "plain": "", "no": " button-no"}[kind]
    return format_html(
        '<details class="act" name="act"{}><summary class="button{}">{}</summary><div class="act-form">{}</div></details>',
        " open" if open else "",
        look,
        spoken(zh, en, values),
        content,
    )


@register.simple_block_tag(end_name="endconfirmation")
def confirmation(content, zh, en=None, number="", **values):
    line = format_html('<p>{}</p><p class="figure">{}</p>', text(("您的编号", "Your number")), number) if number else ""
    return format_html('<div class="total confirmation" role="status"><h1>{}</h1>{}</div><div class="after">{}</div>', spoken(zh, en, values), line, content)


@register.simple_block_tag(end_name="endprogress_bar")
def progress_bar(content, percent, url="", running=True):
    """How far a job is. While it runs, htmx asks `url` again and takes this part from the page there."""
    return render_to_string("base/ui/progress.html", {"percent": percent, "url": url, "running": running and url, "content": content})


@register.simple_tag
def progress_refresh(running=True, seconds=5):
    """For block `head`: without JavaScript the page asks again by itself while the job runs."""
    return format_html('<noscript><meta http-equiv="refresh" content="{}"></noscript>', seconds) if running else ""
