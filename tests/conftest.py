"""What every test may use: the book of rules, the repository's root, and Chromium (whose absence is a failure, never a skip)."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("minsheng", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("minsheng")


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def book():
    from minsheng.rules import book

    return book.load()


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
