"""What waitress passes on of what the web server in front says: who asks, and that it was asked over HTTPS."""

import http.client
import threading

import pytest
from waitress.server import create_server

from minsheng.base.management.commands.serve import LARGEST_REQUEST, settings_of_the_server


@pytest.fixture
def told():
    """What a request with these headers looks like to the site."""

    def ask(headers: dict) -> dict:
        seen = {}

        def site(environ, start):
            seen.update(scheme=environ["wsgi.url_scheme"], address=environ["REMOTE_ADDR"], proto=environ.get("HTTP_X_FORWARDED_PROTO"))
            start("200 OK", [])
            return [b""]

        server = create_server(site, host="127.0.0.1", port=0, threads=1, **settings_of_the_server())
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=10)
            connection.request("GET", "/", headers=headers)
            connection.getresponse().read()
            connection.close()
        finally:
            server.close()
            thread.join(10)
        return seen

    return ask


def test_behind_https_the_site_knows_who_asks_and_that_it_is_https(settings, told):
    settings.HTTPS = True
    seen = told({"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"})
    assert seen == {"scheme": "https", "address": "203.0.113.9", "proto": "https"}


def test_without_a_web_server_in_front_nobody_says_who_they_are(settings, told):
    settings.HTTPS = False
    assert told({"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}) == {"scheme": "http", "address": "127.0.0.1", "proto": None}


def test_a_request_is_no_larger_than_what_is_brought():
    assert settings_of_the_server()["max_request_body_size"] == LARGEST_REQUEST < 1024**3
