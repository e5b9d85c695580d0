"""The description of the interface (OpenAPI), with what the framework does not know: who may, how it fails."""

from minsheng.api.problems import KINDS, MEDIA, Problem

SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "管理员签发的接口令牌 | A token issued by an administrator"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "网页登录 | Signed in on the pages"},
}
PLACED = {  # what stands in an address
    "place": "地方的编号 | The id of the place", "key": "代号 | The key", "name": "名称（代号） | The name", "notice": "公示的编号 | The id of the notice", "letter": "通知书的编号 | The id of the letter",
    "application": "办件的编号 | The id of the application", "award": "待遇的编号 | The id of the award", "batch": "批次的编号 | The id of the batch",
}  # fmt: skip
ALWAYS = ("unreadable", "bad-input", "too-many")
SIGNED_IN = ("not-signed-in", "not-allowed", "conflict")


def operations(site):
    """(method, path below the root, operation) of everything there is."""
    for bound in site._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield method, path, operation


def door(operation):
    """Who may use it: an Everybody or a Door."""
    return operation.auth_callbacks[0]


def completed(site, schema):
    schema["components"]["securitySchemes"] = SECURITY
    schema["components"]["schemas"] |= _problem()
    for method, path, operation in operations(site):
        told = schema["paths"][site.root + path][method.lower()]
        for parameter in told["parameters"]:
            if parameter["in"] == "path":
                parameter["description"] = PLACED[parameter["name"]]
        permission = door(operation).permission
        kinds = [*ALWAYS, *(SIGNED_IN if permission else ()), *(("not-found",) if "{" in path else ())]
        for kind in kinds + getattr(operation.view_func, "fails", []):
            status, title, _ = KINDS[kind]
            content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            told["responses"].setdefault(status, {"description": f"{title[0]} | {title[1]}", "content": content})
        told["responses"] = {str(status): said for status, said in sorted(told["responses"].items(), key=lambda one: int(one[0]))}
        if permission:
            told["security"], told["x-permission"] = [{"token": []}, {"session": []}], permission
    return schema


def _problem() -> dict:
    made = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    return made.pop("$defs", {}) | {"Problem": made}


def fails(*kinds: str):
    """Mark an operation with further ways to fail than those all have."""

    def mark(view):
        view.fails = list(kinds)
        return view

    return mark
