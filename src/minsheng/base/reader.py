"""How the reader wants the pages: language and size of type. Two plain cookies, nothing else is remembered."""

from dataclasses import dataclass

from django.conf import settings

from minsheng.base.texts import HTML_LANG, LANGUAGES

LANGUAGE_COOKIE, TYPE_COOKIE = "language", "type"
YEAR = 365 * 24 * 3600
NAMES = {"zh-hans": "简体", "zh-hant": "繁體", "en": "EN"}
FULL_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}


@dataclass(frozen=True)
class Reader:
    language: str = "zh-hans"
    large: bool = False

    @classmethod
    def of(cls, request) -> "Reader":
        """From the cookies; what is missing or unknown is the default."""
        language = request.COOKIES.get(LANGUAGE_COOKIE, "")
        return cls(language if language in LANGUAGES else "zh-hans", request.COOKIES.get(TYPE_COOKIE) == "large")

    @property
    def html_lang(self) -> str:
        return HTML_LANG[self.language]

    @property
    def other_languages(self) -> list[dict]:
        return [{"code": code, "name": NAMES[code], "full": FULL_NAMES[code], "lang": HTML_LANG[code]} for code in LANGUAGES if code != self.language]


def remember(response, cookie: str, value: str) -> None:
    """Keep a preference for a year, on the reader's machine."""
    response.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS)
