"""What stands at the foot of a public page: share, print, how often it was read; and the QR code alone, for paper."""

from django import template
from django.utils.html import format_html

from minsheng.base.texts import here
from minsheng.portal import counting, qr

register = template.Library()


@register.inclusion_tag("portal/page_tools.html", takes_context=True)
def page_tools(context):
    """Nothing on a page that is not a public one (`pages.public_page`)."""
    request = context.get("request")
    shared = getattr(request, "shared", "")
    times = counting.read(request.path) if shared else None
    return {"shared": shared, "times": times[0] if times else 0, "since": times[1] if times else None, "reader": context.get("reader")}


@register.simple_tag(takes_context=True)
def page_qr(context):
    """The QR code of the page's own address, with its words for whoever does not see it."""
    shared = getattr(context.get("request"), "shared", "")
    return qr_code(shared) if shared else ""


@register.simple_tag
def qr_code(text: str):
    width, path = qr.drawn(text)
    words = here("二维码：用手机扫一扫，打开这一页", "QR code: scan it to open this page on a phone")
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges"><path class="qr-ground" d="M0 0h{0}v{0}h-{0}z"/><path d="{2}"/></svg>',
        width,
        words,
        path,
    )
