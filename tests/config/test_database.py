"""MINSHENG_DATABASE and MINSHENG_TODAY: what they may say, and what is told to whoever writes something else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import ConnectionHandler

from minsheng.config.database import database


def test_without_a_url_it_is_a_file_in_var(tmp_path):
    assert database("", tmp_path)["NAME"] == tmp_path / "minsheng.sqlite3"


@pytest.mark.parametrize("slashes", ["//", "///"])
def test_the_path_of_a_sqlite_file_is_always_a_full_one(tmp_path, slashes):
    (tmp_path / "民政 100%").mkdir()
    file = tmp_path / "民政 100%" / "site.sqlite3"
    url = f"sqlite:{slashes}{file}".replace("%", "%25").replace(" ", "%20")
    assert database(url, Path("elsewhere"))["NAME"] == file


def test_sqlite_runs_as_it_should(tmp_path, django_db_blocker):
    """Readers beside a writer, writers waiting for each other, references that hold."""
    wanted = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 20_000}
    with django_db_blocker.unblock():
        fresh = ConnectionHandler({"default": database("", tmp_path)})["default"]
        with fresh.cursor() as cursor:
            assert {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
        fresh.close()
    assert fresh.transaction_mode == "IMMEDIATE"


POSTGRESQL = {
    "postgresql://me:p%40ss@db.example:5433/city": {"NAME": "city", "USER": "me", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"},
    "postgres://db.example/city": {"NAME": "city", "USER": "", "PASSWORD": "", "HOST": "db.example", "PORT": ""},
    "postgresql:///city?host=/var/run/postgresql&port=5433&user=me": {"NAME": "city", "USER": "me", "HOST": "/var/run/postgresql", "PORT": "5433"},
    "postgresql://[::1]/city": {"NAME": "city", "HOST": "::1"},
    "postgresql://h/city?sslmode=verify-full&connect_timeout=3": {"NAME": "city", "OPTIONS": {"sslmode": "verify-full", "connect_timeout": "3"}},
}


@pytest.mark.parametrize("url", POSTGRESQL)
def test_a_postgresql_url(url, tmp_path):
    found = database(url, tmp_path)
    assert {key: found[key] for key in POSTGRESQL[url]} == POSTGRESQL[url]
    assert found["ENGINE"] == "django.db.backends.postgresql" and found["CONN_HEALTH_CHECKS"] and found["CONN_MAX_AGE"] > 0


@pytest.mark.parametrize(
    "url",
    [
        "minsheng.sqlite3",
        "mysql://me:secret@h/city",
        "sqlite://",
        "sqlite:///",
        "sqlite://file.sqlite3",
        "sqlite:////tmp/site.sqlite3?mode=ro",
        "sqlite:////no/such/folder/site.sqlite3",
        "postgresql://",
        "postgresql://me:secret@h",
        "postgresql://me:sec%zzret@h/city",
        "postgresql://me:secret@h:port/city",
        "postgresql://me:secret@h:99999/city",
        "postgresql://me:secret/@h/city",
        "postgresql://me:secret@h/city?nonsense=secret",
        "postgresql://[::1/city",
    ],
)
def test_a_url_that_names_no_database_is_refused_with_an_example(url, tmp_path):
    with pytest.raises(ImproperlyConfigured) as refused:
        database(url, tmp_path)
    message = str(refused.value)
    assert "MINSHENG_DATABASE 用不了" in message and "MINSHENG_DATABASE cannot be used" in message and "postgresql://user@host:5432/minsheng" in message
    assert "sec" not in message, "a password must not come to a log"


@pytest.mark.django_db
def test_tests_run_on_the_kind_of_database_that_is_named():
    asked = "postgresql" if os.environ.get("MINSHENG_DATABASE", "").startswith("postgres") else "sqlite"
    assert connection.vendor == asked and Path(connection.settings_dict["NAME"]).name.startswith("test_")


def manage(root, **environment):
    words = [sys.executable, str(root / "manage.py"), "check"]
    return subprocess.run(words, env=os.environ | environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("name", "value"), [("MINSHENG_TODAY", "tomorrow"), ("MINSHENG_TODAY", "2026-02-30"), ("MINSHENG_DATABASE", "mysql://h/city")])
def test_a_wrong_setting_is_named_without_a_traceback(root, name, value):
    done = manage(root, **{name: value})
    assert done.returncode == 1 and name in done.stderr and "Traceback" not in done.stderr


def test_a_demonstration_stands_still():
    code = "import django; django.setup(); from minsheng.base import clock; print(clock.today(), clock.now().date())"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"MINSHENG_TODAY": "2026-11-22"}, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2026-11-22", "2026-11-22"]
