"""The site as it is served: its own process, its own folder, its log kept for reading."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


class Site:
    def __init__(self, url, log):
        self.url, self._log = url, log

    @property
    def log(self):
        return self._log.read_text("utf-8")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory, another_database):
    """`serve`, on a free port, until the session ends."""
    var = tmp_path_factory.mktemp("site")
    port, log = free_port(), var / "log"
    env = os.environ | {"MINSHENG_VAR": str(var), "MINSHENG_DATABASE": another_database, "PYTHONUNBUFFERED": "1"}
    env.pop("MINSHENG_SECRET_KEY", None)
    manage = [sys.executable, str(ROOT / "manage.py")]
    with log.open("wb") as out:
        subprocess.run([*manage, "migrate"], env=env, stdout=out, stderr=out, check=True)
        process = subprocess.Popen([*manage, "serve", "--port", str(port)], env=env, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(url + "/about", timeout=5).read()
                break
            except OSError:
                assert process.poll() is None, log.read_text("utf-8")
                time.sleep(0.1)
        yield Site(url, log)
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def reader(chromium, site):
    """`reader(lang=…, large=…, dark=…, js=…, size=…)` opens a page of the site as that reader sees it; a script error fails the test."""
    contexts, errors = [], []

    def open_page(lang="zh-hans", large=False, dark=False, js=True, size=PHONE):
        context = chromium.new_context(viewport=size, color_scheme="dark" if dark else "light", java_script_enabled=js, base_url=site.url)
        context.add_cookies([{"name": "language", "value": lang, "url": site.url}, {"name": "type", "value": "large" if large else "normal", "url": site.url}])
        context.set_default_timeout(90_000)  # a machine that runs other tests beside
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" and "422" not in m.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors, errors
