"""Every operation of the interface for programs with something to answer: the one list that all walks over it use, as tests/pages.py is for pages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minsheng.api.openapi import door, operations
from minsheng.api.site import site

PUBLIC = {  # operations for everybody
    "places", "place", "matters", "matter", "figures", "figure", "benefits", "benefit", "facts", "assess", "explain", "notices", "notice",
}  # fmt: skip
HOUSEHOLD = {
    "place": "440304",
    "on": "2025-10-01",
    "household": {"financial_assets": 12420, "dwellings": 1, "other_real_estate": "no", "motor_vehicle": "none", "business_registration": "none"},
    "members": [{"name": "甲", "birth_date": "1932-05-01", "hukou": "here", "monthly_income": 0, "relation": "applicant"}],
}
LAW = "?place=440304&on=2025-10-01"


@dataclass(frozen=True)
class Call:
    """One request: who may, where, and with what. `about`: whether its address names something of a place."""

    name: str
    method: str
    address: str
    permission: str | None
    body: dict | None = None
    file: bytes | None = None
    headers: dict = field(default_factory=dict)
    about: bool = False

    def by(self, client: Client):
        """The answer to it."""
        if self.file is not None:
            return client.post(self.address, {"file": SimpleUploadedFile("result.csv", self.file)}, headers=self.headers)
        if self.body is not None:
            return client.post(self.address, json.dumps(self.body), content_type="application/json", headers=self.headers)
        return client.generic(self.method, self.address, headers=self.headers)


def named(world) -> dict[str, dict]:
    """What stands in the address of each operation that is about something."""
    w = world
    return {
        "place": {"place": w.district.community.pk},
        "matter": {"key": "dibao"},
        "figure": {"name": "dibao_standard"},
        "benefit": {"key": "dibao"},
        "notice": {"notice": w.displayed.pk},
        "my_letter": {"letter": w.man.letters.first().pk},
        "application": {"application": w.case.pk},
        "award": {"award": w.award.pk},
        **{name: {"batch": w.batch.pk} for name in ("batch", "batch_payments", "batch_result")},
    }


def sent(world) -> dict[str, dict]:
    """What each operation that takes something is sent."""
    line = world.batch.payments.get(number=1)
    return {
        "assess": {"body": HOUSEHOLD},
        "explain": {"body": {"receipt": receipt()}},
        "batch_result": {"file": f"序号,金额,结果\n1,{line.fen / 100:.2f},成功\n".encode(), "headers": {"Idempotency-Key": "walk-0001"}},
        "message_answers": {
            "body": {"answers": [{"phone": "10000000009", "text": "1", "at": "2025-10-09T09:00:00+08:00"}]},
            "headers": {"Idempotency-Key": "walk-0002"},
        },
    }


def receipt() -> dict:
    """The receipt of what HOUSEHOLD is told."""
    client = Client(SERVER_NAME="localhost")
    return client.post("/api/v1/assess", json.dumps(HOUSEHOLD), content_type="application/json").json()["receipt"]


def every_call(world) -> Iterator[Call]:
    """Each operation once, with a real object in its address and something sensible in its body."""
    known, given = named(world), sent(world)
    for method, path, operation in operations(site):
        name = operation.operation_id
        for key in re.findall(r"\{(\w+)\}", path):
            assert key in known.get(name, ()), f"say what stands in {path}: add {name!r} to named() in tests/calls.py"
            path = path.replace(f"{{{key}}}", str(known[name][key]))
        law = LAW if name in ("matter", "figures", "figure", "benefit") else ""
        yield Call(name, method, site.root + path + law, door(operation).permission, about="{" in operation.path, **given.get(name, {}))
