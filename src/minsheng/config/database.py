"""Which database the site uses: SQLite in a file, or PostgreSQL, named by one URL (MINSHENG_DATABASE)."""

from pathlib import Path
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured

FORMS = "sqlite:////srv/minsheng/minsheng.sqlite3, postgresql://user@host:5432/minsheng, postgresql:///minsheng?host=/var/run/postgresql"
# Seconds; a thread of the server keeps its connection from one request to the next. With SQLite a write then takes 0.1 ms instead of 2: whoever
# closes the last connection moves the whole log into the file.
KEPT_OPEN = 600


def database(url: str, var: Path) -> dict:
    """Django's settings for `url`; an empty one means SQLite in `var`. ImproperlyConfigured where the URL names no database."""
    scheme, _, rest = url.partition("://")
    if not url:
        return _sqlite(var / "minsheng.sqlite3")
    if scheme == "sqlite":
        return _sqlite(_file(rest))
    if scheme in ("postgresql", "postgres"):
        return _postgresql(url)
    raise _cannot_use("它要以 sqlite:// 或 postgresql:// 开头", "it must begin with sqlite:// or postgresql://")


def _sqlite(path: Path) -> dict:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": KEPT_OPEN,
        # A writer takes the lock at once and others wait for it; a reader never waits.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": path.with_name(f"test_{path.name}")},  # a file as in service, not memory: locks then behave as they will
    }


def _file(rest: str) -> Path:
    """The file of a SQLite URL, from what follows `sqlite://`. Always a full path: the file must not depend on where a command was started."""
    path = Path("/" + unquote(rest).lstrip("/"))
    if not rest.startswith("/") or "?" in rest or not path.name:
        raise _cannot_use("sqlite:// 后面要写文件的完整路径", "sqlite:// is followed by the full path of a file")
    if not path.parent.is_dir():
        raise _cannot_use(f"没有 {path.parent} 这个文件夹，请先建好", f"there is no folder {path.parent}: make it first")
    return path


def _postgresql(url: str) -> dict:
    """Read by PostgreSQL's own library, so that every form its manual describes is understood (sockets, IPv6, sslmode, ...)."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(url)
    except (ProgrammingError, UnicodeError) as error:
        reason = str(error).partition(":")[0].strip()  # what follows the colon repeats a piece of the URL
        raise _cannot_use(f"PostgreSQL 读不懂（{reason}）", f"PostgreSQL cannot read it ({reason})") from None
    port = str(parts.pop("port", ""))
    if not parts.get("dbname"):
        raise _cannot_use("没有写数据库的名字", "it names no database")
    if port and not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise _cannot_use(
            "端口不是 1 到 65535 的数；密码里的 / : @ 要写成 %2F %3A %40",
            "its port is not a number from 1 to 65535; in a password / : @ are written %2F %3A %40",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": port,
        "CONN_MAX_AGE": KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, **parts},
    }


def _cannot_use(zh: str, en: str) -> ImproperlyConfigured:
    """The URL itself is not repeated, nor any piece of it: it may hold a password."""
    return ImproperlyConfigured(f"环境变量 MINSHENG_DATABASE 用不了：{zh}。写法举例：{FORMS}\nMINSHENG_DATABASE cannot be used: {en}. For example: {FORMS}")
