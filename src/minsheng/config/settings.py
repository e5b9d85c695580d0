"""Settings of the site. Everything that differs between machines comes from the environment.

MINSHENG_SECRET_KEY  long random text; without it one is made in var/
MINSHENG_HOSTS       names the site answers to, separated by commas
MINSHENG_HTTPS       1 when served behind HTTPS: cookies become Secure, browsers are told to come by HTTPS only
MINSHENG_HSTS        for how many days they keep to that (default: 365; 0 says nothing)
MINSHENG_DEMO        1 for the demonstration's one-click sign-ins
MINSHENG_OIDC        identity providers, a JSON list: [{"provider_id", "name", "client_id", "secret", "settings": {"server_url"}}]
MINSHENG_DEBUG       1 for development only
MINSHENG_LIVE_STATIC 1 to serve static files without collecting them first
MINSHENG_VAR         where the database and the key live (default: var/)
MINSHENG_DATABASE    sqlite:////path/to/file or postgresql://user@host:port/name (default: SQLite in MINSHENG_VAR)
MINSHENG_KEEP_SWEEPS for how many months the snapshots of sweeps are kept; without it for ever
MINSHENG_MESSAGES    the provider of text messages, "package.module.Class" (docs/operators/messages.md); without it lists are fetched
MINSHENG_TODAY       a day such as 2026-11-22 on which a demonstration stands still; never in real service
"""

import json
import os
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from minsheng.config.database import database
from minsheng.config.secret import secret_key

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("MINSHENG_VAR", ROOT / "var"))
VAR.mkdir(parents=True, exist_ok=True)


def _on(name: str) -> bool:
    return os.environ.get(name, "") in ("1", "true", "yes")


def _day(name: str) -> date | None:
    text = os.environ.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(
            f"环境变量 {name} 要写成 2026-11-22 这样的日期，现在是：{text}\n{name} must be a day such as 2026-11-22; it is: {text}"
        ) from None


def _months(name: str) -> int:
    text = os.environ.get(name, "")
    if text and not (text.isascii() and text.isdigit() and 0 < int(text) < 1_000):
        raise ImproperlyConfigured(f"环境变量 {name} 要写成月数，如 36，现在是：{text}\n{name} must be a number of months such as 36; it is: {text}")
    return int(text or 0)


def _days(name: str, otherwise: int) -> int:
    text = os.environ.get(name) or str(otherwise)
    if not text.isdecimal():
        raise ImproperlyConfigured(f"环境变量 {name} 要写成天数，现在是：{text}\n{name} must be a number of days; it is: {text}")
    return int(text)


DEBUG = _on("MINSHENG_DEBUG")
HTTPS = _on("MINSHENG_HTTPS")
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = [h.strip() for h in os.environ.get("MINSHENG_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h.strip()]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "minsheng.accounts",  # before allauth: its pages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "minsheng.base",
    "minsheng.places",
    "minsheng.registry",
    "minsheng.notices",
    "minsheng.payments",
    "minsheng.standards",
    "minsheng.divisions",
    "minsheng.applications",
    "minsheng.portal",
    "minsheng.benefits",
    "minsheng.booking",
    "minsheng.lines.assistance",
    "minsheng.lines.elderly",
    "minsheng.oversight",
    "minsheng.guide",
    "minsheng.api",
    "minsheng.web",
    "minsheng.config",
]
MIDDLEWARE = [
    "minsheng.base.middleware.access_log",
    "minsheng.base.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "minsheng.base.middleware.reader",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "minsheng.accounts.middleware.actor",
    "minsheng.accounts.middleware.refusals",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "minsheng.config.urls"
WSGI_APPLICATION = "minsheng.config.wsgi.application"
CSRF_FAILURE_VIEW = "minsheng.web.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minsheng.base.context.site",
                "minsheng.base.ui.context.desk",
                "minsheng.accounts.context.account",
            ],
            "builtins": [
                "minsheng.base.templatetags.say",
                "minsheng.base.templatetags.amounts",
                "minsheng.base.templatetags.ui",
                "minsheng.portal.templatetags.portal",
                "minsheng.guide.templatetags.guide",
                "django.templatetags.static",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("MINSHENG_DATABASE", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "minsheng.accounts.passwords.Long", "OPTIONS": {"min_length": 10}},
    {"NAME": "minsheng.accounts.passwords.Uncommon"},
    {"NAME": "minsheng.accounts.passwords.NotOnlyDigits"},
    {"NAME": "minsheng.accounts.passwords.NotTheName", "OPTIONS": {"user_attributes": ("username", "name")}},
]
DEMONSTRATION = _on("MINSHENG_DEMO")  # one-click sign-ins of invented people; never where real files are kept
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "/accounts/login/", "/accounts/signed-in/", "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER, SOCIALACCOUNT_ADAPTER = "minsheng.accounts.adapters.AccountAdapter", "minsheng.accounts.adapters.SocialAdapter"
ACCOUNT_SESSION_REMEMBER = False  # the form has no such box: a session ends with the browser
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "minsheng.accounts.forms.SignIn",
    "reauthenticate": "minsheng.accounts.forms.Again",
    "change_password": "minsheng.accounts.forms.NewPassword",
}
MFA_ADAPTER = "minsheng.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Minsheng"
MFA_FORMS = {
    "authenticate": "minsheng.accounts.forms.SecondFactor",
    "reauthenticate": "minsheng.accounts.forms.SecondFactorAgain",
    "activate_totp": "minsheng.accounts.forms.Enrol",
    "deactivate_totp": "minsheng.accounts.forms.Unenrol",
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "minsheng.accounts.provider.Provider", "APPS": json.loads(os.environ.get("MINSHENG_OIDC") or "[]")}
}
SESSION_COOKIE_AGE, SESSION_SAVE_EVERY_REQUEST, SESSION_EXPIRE_AT_BROWSER_CLOSE = 30 * 60, True, True  # idle for half an hour: signed out

SECTIONS = [  # what the bar and the footer of every page offer
    ("/finder", "查我能领什么", "Find benefits"),
    ("/rules", "规则书", "Rule book"),
    ("/what-if", "如果改标准", "What if"),
]
DESK_SECTIONS = [  # the tabs of the desk: address, words, permission
    ("/desk/", "待办", "To do", "applications.see"),
    ("/desk/applications/", "办件", "Cases", "applications.see"),
    ("/desk/people/", "居民", "Residents", "registry.search"),
    ("/desk/appointments/", "预约", "Appointments", "booking.see"),
    ("/desk/messages/", "短信", "Messages", "applications.take_in"),
    ("/desk/benefits/", "待遇", "Awards", "benefits.see"),
    ("/desk/payments/", "发放", "Payments", "payments.see"),
    ("/desk/standards/", "标准", "Standards", "standards.see"),
    ("/desk/portal/", "公开页", "Public pages", "portal.mistakes"),
    ("/desk/audit/", "审计", "Audit", "audit.see"),
    ("/desk/places/", "区划", "Places", "places.change"),
    ("/desk/accounts/", "账号", "Accounts", "accounts.manage"),
]
MISTAKE_PATH = "/mistakes/report"  # where the foot of every page leads whoever finds a mistake on it
DESK_SEARCH = "registry.search"  # who sees the box that finds people
DESK_MENU = [
    ("/desk/places/", "区划、地名、部门", "Places, names, departments"),
    ("/desk/relatives/", "近亲属申报", "Near relatives"),
    ("/desk/audit/lag/", "从发生到录入", "Late entries", "oversight.lag"),
    ("/accounts/2fa/", "登录安全", "Sign-in security"),
]
SMALL_SECTIONS = [
    ("/notices", "公示", "Notices"),
    ("/departments", "哪个部门管", "Departments"),
    ("/place-names", "地名查询", "Place names"),
    ("/about", "关于", "About"),
    ("/privacy", "隐私", "Privacy"),
    ("/accessibility", "无障碍", "Accessibility"),
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STANDING_STILL_ON = _day("MINSHENG_TODAY")
KEEP_SWEEPS = _months("MINSHENG_KEEP_SWEEPS")  # 0: for ever

STATIC_URL = "/static/"
NODE_MODULES = ROOT / "node_modules"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder", "minsheng.base.npm.NpmFinder"]
STATIC_ROOT = ROOT / "static_collected"  # made by `manage.py collectstatic`
LIVE_STATIC = DEBUG or _on("MINSHENG_LIVE_STATIC")  # straight from the source tree, uncompressed: for development
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if LIVE_STATIC else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = LIVE_STATIC
WHITENOISE_AUTOREFRESH = LIVE_STATIC

API_PER_MINUTE = {"address": 600, "user": 1200}  # requests that the interface for programs answers to one address, and to one user

CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS if HTTPS and not h.startswith("[")]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = _days("MINSHENG_HSTS", 365) * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY, SESSION_COOKIE_SAMESITE = True, "Lax"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "minsheng.base.sealed_spool.SealedUploadHandler",
]  # nothing on the disk in the clear
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # the largest form is a few hundred bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "minsheng": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Django's own reports carry the request with its cookies and form; ours name the path and the error only.
        "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},  # the access log has the 400
        "django.security": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
