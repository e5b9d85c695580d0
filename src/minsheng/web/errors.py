"""Pages for what went wrong. They say what to do next; the log names the place in the code, never the request's content."""

from django.shortcuts import render

from minsheng.base.broken import log_where


def not_found(request, exception=None):
    return render(request, "web/not_found.html", status=404)


def bad_request(request, exception=None):
    return render(request, "web/bad_request.html", status=400)


def csrf_failure(request, reason=""):
    return render(request, "web/csrf.html", status=403)


def broken(request):
    """The page for our own mistakes."""
    log_where()
    return render(request, "web/broken.html", status=500)
