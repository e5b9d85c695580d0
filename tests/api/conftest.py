"""A program that asks: without a sign-in, with one, with a token."""

import json

import pytest
from django.core.cache import cache
from django.test import Client


@pytest.fixture(autouse=True)
def _fresh_limits():
    """What other tests have asked does not count here."""
    cache.clear()


class Program:
    """Asks and is answered with JSON. `token`: the secret it carries."""

    def __init__(self, token: str = ""):
        self.client = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str, **more):
        return self.client.get(f"/api/v1{path}", **more)

    def post(self, path: str, body, **more):
        return self.client.post(f"/api/v1{path}", body if isinstance(body, str | bytes) else json.dumps(body), content_type="application/json", **more)


@pytest.fixture
def program():
    return Program()
