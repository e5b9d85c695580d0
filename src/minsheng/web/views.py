"""The home page and the pages about the site itself."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


def page(name: str):
    """A view that shows one template of this folder."""

    @require_safe
    def view(request):
        return render(request, f"web/{name}.html")

    return view
