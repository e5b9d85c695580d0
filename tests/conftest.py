"""What every test may use: Django set up with a folder and a key of its own, the book of rules, the repository's root, a database for a
process that the test starts, and Chromium (whose absence is a failure, never a skip)."""

import os
import re
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
from hypothesis import HealthCheck, settings

# Set here, not in pyproject.toml: pytest-django reads the settings that are named there before it comes to this file.
# The processes of pytest-xdist are started with what is set here, folder included.
if "PYTEST_XDIST_WORKER" not in os.environ:
    VAR = tempfile.TemporaryDirectory(prefix="minsheng-tests-")  # removed when Python ends
    for name in [n for n in os.environ if n.startswith("MINSHENG_") and n not in ("MINSHENG_DATABASE", "MINSHENG_CACHE")]:
        del os.environ[name]  # what a developer has set for a site of their own
    os.environ |= {
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # the browser's driver keeps an event loop in the thread of the tests
        "DJANGO_SETTINGS_MODULE": "minsheng.config.settings",
        "MINSHENG_LIVE_STATIC": "1",
        "MINSHENG_SECRET_KEY": "a key for tests that is long enough to be one",
        "MINSHENG_VAR": VAR.name,
    }
django.setup()

settings.register_profile("minsheng", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("minsheng")


pytest_plugins = ["tests.spine", "tests.scenario"]


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def book():
    from minsheng.rules import book

    return book.load()


def pytest_collection_modifyitems(items):
    """Mark what touches the database, so that `-m database` runs exactly that on PostgreSQL as well."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server", "another_database", "own_database"} & set(item.fixturenames):
            item.add_marker("database")


@contextmanager
def _empty_database(folder: Path):
    """The URL of an empty database for a process that the tests start: of the kind that MINSHENG_DATABASE names, and gone afterwards."""
    server = os.environ.get("MINSHENG_DATABASE", "")
    if not server.startswith("postgres"):
        yield f"sqlite://{folder}/another.sqlite3"
        return
    import psycopg

    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield re.sub(r"/[^/?]+(\?|$)", rf"/{name}\1", server, count=1)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def another_database(tmp_path_factory):
    """One database for all processes of the session."""
    with _empty_database(tmp_path_factory.mktemp("database")) as url:
        yield url


@pytest.fixture
def own_database(tmp_path):
    """One for the processes of this test alone."""
    with _empty_database(tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium: Debian's own, driven by Playwright, silent on the network but for the page it is sent to."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing: `make browser` installs it, or: apt-get install chromium fonts-noto-cjk", pytrace=False)
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=quiet)
        yield browser
        browser.close()
