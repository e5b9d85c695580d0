from functools import wraps

from django.urls import path

from minsheng.api import pages
from minsheng.api.problems import answer
from minsheng.api.site import site


def told(view):
    """A method that an address does not take is a problem like any other."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        return answer("wrong-method", headers={"Allow": response["Allow"]}) if response.status_code == 405 else response

    return shown


operations, app, namespace = site.urls
for one in operations:
    one.callback = told(one.callback)
operations.append(path("<path:rest>", lambda request, rest: answer("not-found")))

urlpatterns = [
    path("api/v1/docs", pages.docs, name="api-docs"),
    path("api/v1/openapi.json", pages.described, name="api-openapi"),
    path("api/v1/", (operations, app, namespace)),
]
