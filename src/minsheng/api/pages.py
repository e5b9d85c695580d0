"""The page that describes the interface, made from its description: every resource, in the reader's language, without JavaScript."""

from functools import cache

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minsheng.api.problems import KINDS
from minsheng.api.site import RESOURCES, site
from minsheng.base.texts import here


@cache
def description() -> dict:
    """As it is sent out: read once."""
    return site.get_openapi_schema()


@require_safe
def described(request):
    """openapi.json"""
    response = JsonResponse(description(), json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def docs(request):
    """Everything there is, with who may and how it fails."""
    groups = [(halves(tag), [one for one in _operations() if tag in one["tags"]]) for tag, _ in RESOURCES]
    kinds = [(key, status, title, mend) for key, (status, title, mend) in KINDS.items()]
    return render(request, "api/docs.html", {"groups": groups, "kinds": kinds, "about": halves(description()["info"]["description"])})


def halves(text: str) -> tuple[str, str]:
    """The two languages of a text of the description: "中文 | English"."""
    zh, _, en = text.partition(" | ")
    return zh, en or zh


def _operations() -> list[dict]:
    return [_operation(path, method, told) for path, methods in description()["paths"].items() for method, told in methods.items()]


def _operation(path: str, method: str, told: dict) -> dict:
    parameters = [(p["name"], here(*halves(p.get("description", ""))), p["required"]) for p in told.get("parameters", ())]
    return {
        "id": told["operationId"], "path": path, "method": method.upper(), "tags": told["tags"], "summary": halves(told["summary"]), "text": halves(told.get("description", "")),
        "parameters": parameters, "permission": told.get("x-permission", ""), "body": next(iter(told.get("requestBody", {}).get("content", {})), ""),
    }  # fmt: skip
