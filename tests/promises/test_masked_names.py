"""A page about several people shows nobody's name in full: 张*明. The file of one person or one case does, and every look at it is recorded."""

import html
import re

import pytest

from minsheng.base.models import AuditEntry
from minsheng.registry.models import Person
from tests.pages import Readers, filled

pytestmark = pytest.mark.django_db

ONE_FILE = {  # about one person, one family, one case or one payment
    "desk-person", "desk-person-access", "desk-person-access-close", "desk-person-change", "desk-facts", "desk-fact", "desk-account-approve", "desk-pair", "desk-begin",
    "desk-case", "desk-case-signatures", "desk-case-sheet", "desk-case-judged", "desk-found-answer", "desk-award", "desk-award-recover", "desk-finding", "desk-message", "desk-message-wish",
    "desk-answer", "desk-payment", "desk-recovery", "desk-walk", "desk-appointment", "desk-support",
}  # fmt: skip
PAPERS = {  # printed or handed to a bank for a stated purpose
    "desk-case-catalogue", "desk-case-approval", "desk-case-form", "desk-case-survey", "desk-case-surveyed", "desk-letter", "desk-award-proof", "desk-pay-list", "desk-batch-file",
    "desk-appointment-slip",
}  # fmt: skip
BY_LAW = {"notices", "notices-print"}  # public notices: the law says whose names are shown


def names() -> list[str]:
    return sorted(set(Person.objects.values_list("name", flat=True)))


def shown(answer) -> str:
    """What the reader sees; of a file, all of it."""
    if answer.streaming:
        return b"".join(answer.streaming_content).decode("utf-8-sig", "ignore")
    text = answer.content.decode("utf-8", "ignore")
    return html.unescape(re.sub(r"<[^>]+>", " ", text)) if answer["Content-Type"].startswith("text/html") else text


def in_full(answer) -> list[str]:
    text = shown(answer)
    return [name for name in names() if name in text]


def desk(world):
    """(client, address, name, its page) of every page of the desk and the public site."""
    readers = Readers(world)
    for address, name, permission in filled(world, public=True):
        if permission != "own":
            client = readers.of(permission)
            yield client, address, name, client.get(address)


def listings(world):
    """(client, address, its page as text) of every list."""
    for client, address, _, answer in desk(world):
        if answer.headers.get("Content-Type", "").startswith("text/html") and 'class="listing"' in (text := answer.content.decode()):
            yield client, address, text


def test_no_page_but_a_file_shows_a_name_in_full(world):
    found = {name for _, _, name, answer in desk(world) if in_full(answer)}
    assert not (loose := found - ONE_FILE - PAPERS - BY_LAW), f"mask the names (`mask_name`, `|masked`), or say here why they are whole: {sorted(loose)}"
    assert not (unused := (ONE_FILE | PAPERS) - found), f"as short as can be: {sorted(unused)}"


def test_every_page_that_shows_a_name_in_full_records_the_look(world):
    """Somebody else reads the trail afterwards."""
    last, silent = AuditEntry.objects.order_by("-pk").first().pk, set()
    for _, _, name, answer in desk(world):
        rows = AuditEntry.objects.filter(pk__gt=last).count()
        last += rows
        if name in ONE_FILE | PAPERS and in_full(answer) and not rows:
            silent.add(name)
    assert not silent


def test_neither_a_file_of_a_list_nor_a_search_nor_what_is_chosen_in_it_shows_one(world):
    readers, odd, chosen = Readers(world), [], 0
    for client, address, text in listings(world):
        odd += [(address, "csv")] if in_full(client.get(address, {"export": "csv"})) else []
        for key in re.findall(r'name="typed" value="(\w+)"', text):
            body = re.search(r'id="rows-.*?<tbody>.*?</tbody>', client.get(address, {key: world.man.name}).content.decode(), re.S)
            odd += [(address, key)] if body and world.man.name in body[0] else []
        rows = re.findall(r'name="row" value="(\d+)"', text)
        for path in set(re.findall(r'formaction="(/[^"]+)"', text)) if rows else ():
            chosen += 1
            odd += [(path, "chosen")] if in_full(client.post(path, {"row": rows}, follow=True)) else []
    assert not odd and chosen >= 3
    found = readers.of("registry.search").post("/desk/search", {"q": "z"}, follow=True)
    assert "张*明" in shown(found) or not in_full(found)
