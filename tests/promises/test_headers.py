"""What every answer tells the browser: nothing from elsewhere, in nobody's frame, kept nowhere once somebody is signed in or has answered questions."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from minsheng.base import sealed
from tests.pages import Readers, every_page

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip


def test_every_answer_says_so(world):
    readers, wrong = Readers(world), []
    for address, permission in every_page(world):
        client = readers.of(permission)
        answer = client.get(address)
        policy = answer.get("Content-Security-Policy", "")
        strict = "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "form-action 'self'" in policy and "unsafe" not in policy
        wrong += [(address, name) for name, value in ALWAYS.items() if answer.get(name) != value]
        wrong += [(address, policy)] if not strict or "*" in policy else []
        kept = answer.get("Cache-Control", "")
        wrong += [(address, kept)] if permission is not None and "no-store" not in kept else []
        wrong += [(address, kept)] if permission is None and not kept else []
        wrong += [
            (address, name) for name, c in answer.cookies.items() if name in ("sessionid", "csrftoken", sealed.COOKIE) and not (c["httponly"] and c["samesite"])
        ]
    assert not wrong


def test_answers_to_questions_are_kept_nowhere_either():
    client = Client(SERVER_NAME="localhost")
    assert "no-store" not in client.get("/privacy")["Cache-Control"]
    client.cookies[sealed.COOKIE] = sealed.seal({"a": 1})
    assert "no-store" in client.get("/privacy")["Cache-Control"]


ASK = "from django.conf import settings as s; print(s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY)"


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "0 False False True True"), ({"MINSHENG_HTTPS": "1"}, "31536000 True True True True"), ({"MINSHENG_HTTPS": "1", "MINSHENG_HSTS": "1"}, "86400 True True True True"), ({"MINSHENG_HTTPS": "1", "MINSHENG_HSTS": "0"}, "0 True True True True")],
)  # fmt: skip
def test_behind_https_cookies_are_secure_and_browsers_keep_to_it(given, said, root):
    ran = subprocess.run([sys.executable, "-c", ASK], env={**os.environ, **given, "PYTHONPATH": str(root / "src")}, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == said


def test_a_number_of_days_that_is_none_is_told(root):
    ran = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "MINSHENG_HTTPS": "1", "MINSHENG_HSTS": "ein Jahr", "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "MINSHENG_HSTS" in ran.stderr and ran.returncode
