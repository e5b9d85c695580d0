"""The home page and the pages about the site itself."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from minsheng.portal.pages import public_page


def page(name: str, zh: str, en: str):
    """A view that shows one template of this folder; its words name it where it is counted and reported."""

    @require_safe
    @public_page((zh, en))
    def view(request):
        return render(request, f"web/{name}.html")

    return view
