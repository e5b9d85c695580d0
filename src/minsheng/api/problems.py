"""What went wrong, as RFC 9457 has it (application/problem+json), in both languages: what, where, how to mend it. Nothing of the request is repeated or logged."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from minsheng.base.broken import log_where
from minsheng.base.errors import NotAllowed, Refused
from minsheng.rules.engine import InputProblems, ReceiptMismatch, UnknownName

MEDIA = "application/problem+json"
Pair = tuple[str, str]
KINDS: dict[str, tuple[int, Pair, Pair]] = {  # the name: status, what it means, how to mend it
    "unreadable": (400, ("请求读不懂", "The request cannot be read"), ("请发送格式正确的 JSON", "Send well-formed JSON")),
    "not-signed-in": (401, ("需要先登录", "Sign in first"), ("带上接口令牌（Authorization: Bearer …），或先在网页登录", "Send a token (Authorization: Bearer …), or sign in on the pages")),
    "not-allowed": (403, ("没有这个权限", "Not allowed"), ("请找有权限的同事，或请管理员增加令牌的范围", "Ask a colleague who may, or the administrator for a wider token")),
    "not-found": (404, ("没有找到", "Not found"), ("请核对地址和编号", "Check the address and the number")),
    "wrong-method": (405, ("这个地址不接受这种方法", "This address does not take the method"), ("可用的方法见 Allow", "See Allow for those it takes")),
    "conflict": (409, ("现在办不了", "It cannot be done now"), ("先按说明处理，再试", "Do what the text says, then try again")),
    "gone": (410, ("已经撤下", "It has been taken down"), ("公示期满后不再提供", "It is not given out when its time is over")),
    "too-large": (413, ("内容太大", "Too large"), ("请分几次发送", "Send it in parts")),
    "bad-input": (422, ("内容有误", "Something in it is wrong"), ("逐条改正 errors 里的问题", "Mend each of the errors")),
    "too-many": (429, ("请求太多", "Too many requests"), ("请等 Retry-After 说的秒数再试", "Wait for the seconds in Retry-After")),
    "our-fault": (500, ("系统出错了", "Something broke here"), ("请稍后再试；还不行请联系管理员", "Try again later; if it stays, tell the administrator")),
}  # fmt: skip
BY_STATUS = {status: kind for kind, (status, _, _) in KINDS.items()}
WRONG: dict[str, Pair] = {  # kinds of pydantic's findings: what a person would say
    "missing": ("没有填写", "is missing"), "day": ("应写成 2025-10-28 这样的日期", "must be a day such as 2025-10-28"), "signs": ("含有无法保存的字符", "has signs that cannot be stored"),
    "extra_forbidden": ("不认识这一项", "is not known here"), "string_too_long": ("太长了", "is too long"), "string_too_short": ("太短了", "is too short"), "too_long": ("太多了", "has too many"), "too_short": ("太少了", "has too few"),
    "literal_error": ("不在可选的范围内", "is not one of the choices"), "enum": ("不在可选的范围内", "is not one of the choices"), "int_parsing": ("应是整数", "must be a whole number"), "int_type": ("应是整数", "must be a whole number"),
    "greater_than_equal": ("太小了", "is too small"), "less_than_equal": ("太大了", "is too large"), "string_type": ("应是文字", "must be a text"), "bool_type": ("应是 true 或 false", "must be true or false"), "bool_parsing": ("应是 true 或 false", "must be true or false"),
    "list_type": ("应是一个列表", "must be a list"), "dict_type": ("应是一组“名称: 值”", "must be an object"), "string_pattern_mismatch": ("格式不对", "has the wrong form"),
}  # fmt: skip
MOST = 50  # things that are wrong, told one by one


class Wrong(Schema):
    """One thing that is wrong: where it stands, what, how to mend it."""

    where: str
    zh: str
    en: str


class Said(Schema):
    what: str
    mend: str


class Problem(Schema):
    """RFC 9457. `title` and `detail` are in both languages, `zh` and `en` hold them apart, `errors` names every place."""

    type: str
    title: str
    status: int
    detail: str
    zh: Said
    en: Said
    errors: list[Wrong] = Field([])


class Trouble(Exception):
    """Raised by an operation that cannot answer. `what` says more than the kind does."""

    def __init__(self, kind: str, what: Pair | None = None, errors: list[dict] | None = None, headers: dict[str, str] | None = None):
        super().__init__(kind)
        self.kind, self.what, self.errors, self.headers = kind, what, errors or [], headers or {}


def answer(kind: str, what: Pair | None = None, errors: list[dict] | None = None, headers: dict[str, str] | None = None) -> HttpResponse:
    status, title, mend = KINDS[kind]
    zh, en = what or title
    body: dict[str, Any] = {
        "type": f"/api/v1/docs#{kind}", "title": f"{title[0]} | {title[1]}", "status": status, "detail": f"{zh} | {en}",
        "zh": {"what": zh, "mend": mend[0]}, "en": {"what": en, "mend": mend[1]}, "errors": (errors or [])[:MOST],
    }  # fmt: skip
    response = HttpResponse(Problem(**body).model_dump_json(), content_type=MEDIA, status=status)
    response["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response[name] = value
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def one(where: str, zh: str, en: str) -> dict:
    return {"where": where, "zh": zh, "en": en}


def install(site: NinjaAPI) -> None:
    """Every way an operation can fail, one answer each."""

    def on(error: type[Exception], make) -> None:
        site.add_exception_handler(error, lambda request, wrong: make(wrong))

    on(Trouble, lambda e: answer(e.kind, e.what, e.errors, e.headers))
    on(ValidationError, lambda e: answer("bad-input", errors=[_wrong(x) for x in e.errors[:MOST]]))
    on(
        InputProblems,
        lambda e: answer("bad-input", errors=[one(p.where, _with(p.zh, p.mend_zh, "。"), _with(p.en, p.mend_en, ". ")) for p in e.problems[:MOST]]),
    )
    on(UnknownName, lambda e: answer("bad-input", errors=[one("", *_halves(str(e)))]))
    on(ReceiptMismatch, lambda e: answer("conflict", _halves(str(e))))
    on(NotAllowed, lambda e: answer("not-allowed", (e.zh, e.en)))
    on(Refused, lambda e: answer("bad-input", (e.zh, e.en), [one(e.field, e.zh, e.en)]) if e.field else answer("conflict", (e.zh, e.en)))
    on(Http404, lambda e: answer("not-found"))
    on(RequestDataTooBig, lambda e: answer("too-large"))
    on(SuspiciousOperation, lambda e: answer("unreadable"))
    on(HttpError, lambda e: answer(BY_STATUS.get(e.status_code, "unreadable")))
    site.add_exception_handler(Exception, _broken)


def _broken(request: HttpRequest, wrong: Exception) -> HttpResponse:
    """Our own mistake. In tests and development it is thrown on, so that it is seen."""
    if settings.DEBUG:
        raise wrong
    log_where()
    return answer("our-fault")


def _wrong(found: dict) -> dict:
    """A finding of pydantic in our words; what was sent is not repeated."""
    where = ".".join(str(part) for part in found["loc"] if part not in ("body", "query", "path", "header") or len(found["loc"]) == 1)
    zh, en = WRONG.get(found["type"], ("格式不对", "has the wrong form"))
    return one(where, zh, en)


def _with(what: str, mend: str, between: str) -> str:
    return f"{what}{between}{mend}" if mend else what


def _halves(text: str) -> Pair:
    """The engine says "中文 / English" in one line."""
    zh, _, en = text.partition(" / ")
    return zh, en or zh
