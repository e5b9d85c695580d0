"""The interface for programs, version 1: every resource in the order in which its page describes it."""

from ninja import NinjaAPI, Router
from ninja.renderers import JSONRenderer

from minsheng.api import applications, assess, audit, awards, benefits, figures, matters, messages, mine, notices, openapi, payments, places, problems
from minsheng.api.caching import shared


class Readable(JSONRenderer):
    """Chinese stands as Chinese."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012


class Site(NinjaAPI):
    """Adds what is the same for all: how it fails and who may in the description, caching of what is public."""

    root = "/api/v1"

    def get_openapi_schema(self, **how):
        return openapi.completed(self, super().get_openapi_schema(path_prefix=self.root.strip("/")))

    def create_response(self, request, data, **how):
        response = shared(request, super().create_response(request, data, **how))
        response["X-Robots-Tag"] = "noindex"  # a search engine would go on showing what has been taken down
        return response


RESOURCES: list[tuple[str, Router]] = [
    ("区划 | Places", places.router),
    ("事项 | Services", matters.router),
    ("标准 | Figures", figures.router),
    ("规则 | Rules", benefits.router),
    ("试算 | Assessment", assess.router),
    ("公示 | Public notices", notices.router),
    ("我的 | My own", mine.router),
    ("办件 | Applications", applications.router),
    ("待遇 | Awards", awards.router),
    ("发放 | Payments", payments.router),
    ("短信 | Messages", messages.router),
    ("审计 | Audit", audit.router),
]

site = Site(
    title="民生平台接口 | Minsheng API",
    version="1",
    description="事项、规则、标准、区划、公示对所有人公开；办件、待遇、发放给有权限的人。 | Services, rules, figures, places and notices are open to everybody; cases, awards and payments to whoever may see them.",
    urls_namespace="api",
    renderer=Readable(),
    docs_url=None,
    openapi_url=None,
)
problems.install(site)
for _tag, _router in RESOURCES:
    site.add_router("", _router, tags=[_tag])
