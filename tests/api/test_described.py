"""The description of the interface: as it is kept in docs/api/openapi.json, and what schemathesis makes of it."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from minsheng.api.openapi import door, operations
from minsheng.api.site import site
from tests.calls import named
from tests.pages import Readers
from tests.world import whole_world

EXAMPLES = 8  # requests an operation, always the same ones
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


def test_a_change_of_the_interface_is_seen(root):
    """Run `manage.py openapi docs/api/openapi.json` and look at the difference: what others rely on is added to, never taken away, within a version."""
    assert json.loads((root / "docs/api/openapi.json").read_text("utf-8")) == json.loads(json.dumps(site.get_openapi_schema()))


def tried(names, headers, known) -> list:
    """What fails of the operations with these names, each asked in ways its description allows (of what is `known`) and in ways it does not."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    schema.config.generation.with_security_parameters = False  # who asks is said by `headers`
    wrong = []
    for found in schema.get_all_operations():
        operation = found.ok()
        name = operation.definition.raw["operationId"]
        if name in names:
            wrong += _tried(operation.as_strategy(schemathesis.GenerationMode.POSITIVE, path_parameters=known.get(name)), operation.label, headers)
            if operation.definition.raw["parameters"] or operation.body:  # else there is nothing to be wrong about
                wrong += _tried(operation.as_strategy(schemathesis.GenerationMode.NEGATIVE), operation.label, headers)
    return wrong


def _tried(cases, label, headers) -> list:
    wrong = []

    @settings(max_examples=EXAMPLES, phases=[Phase.explicit, Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def ask(case):
        try:
            case.call_and_validate(headers=headers, checks=CHECKS)
        except schemathesis.errors.SchemathesisError:
            raise
        except BaseExceptionGroup as found:
            wrong.append((label, str(found)))

    ask()
    return wrong


@pytest.fixture
def unlimited(settings):
    """No limit; and the end of a request leaves the database of the test open, as Django's own client does."""
    settings.API_PER_MINUTE = {"address": 10**6, "user": 10**6}
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
def test_no_request_breaks_anything(district, actor, unlimited):
    """As a visitor, and as whoever may."""
    readers = Readers(whole_world(district, actor))
    permissions = {operation.operation_id: door(operation).permission for _, _, operation in operations(site)}
    wrong = []
    for permission in set(permissions.values()):
        cookies = "; ".join(f"{name}={kept.value}" for name, kept in readers.of(permission).cookies.items())
        names = {name for name, needed in permissions.items() if needed == permission}
        wrong += tried(names, {"Accept-Encoding": "identity"} | ({"Cookie": cookies} if cookies else {}), named(readers.world))
    assert not wrong, "\n\n".join(f"{label}: {what}" for label, what in wrong[:5])
