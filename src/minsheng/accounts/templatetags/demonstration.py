"""What the sign-in page offers besides a password."""

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.conf import settings

from minsheng.accounts.views.signing import demonstration_users as invented

register = template.Library()


@register.simple_tag
def demonstration_users():
    """The invented sign-ins, only where the demonstration is switched on."""
    return invented() if settings.DEMONSTRATION else []


@register.simple_tag(takes_context=True)
def providers(context):
    """Identity providers with their names and addresses."""
    request = context["request"]
    return [{"name": p.name, "url": p.get_login_url(request)} for p in get_adapter().list_providers(request)]
