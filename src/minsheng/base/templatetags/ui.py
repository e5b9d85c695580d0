"""Every part of docs/ui.md in one library."""

from django import template

from minsheng.base.templatetags import boxes, fields, lists, reasons

register = template.Library()
for part in (boxes, fields, lists, reasons):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
