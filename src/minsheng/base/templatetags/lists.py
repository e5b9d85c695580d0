"""Tables and their pages."""

from django import template

register = template.Library()


@register.inclusion_tag("base/ui/table.html")
def data_table(table):
    return {"table": table}


@register.inclusion_tag("base/ui/pager.html")
def pager(page):
    return {"page": page}
