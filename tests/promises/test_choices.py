"""Every list to choose from says what its empty choice means: please choose, not known, all. A row of dashes says nothing."""

import re

import pytest

from tests.pages import Readers, every_page

pytestmark = pytest.mark.django_db
EMPTY = re.compile(r'<option value=""[^>]*>(.*?)</option>', re.DOTALL)


def test_no_empty_choice_is_without_words(world):
    readers, found, silent = Readers(world), [], {}
    for address, permission in every_page(world):
        page = readers.of(permission).get(address, follow=True)
        words = EMPTY.findall(page.content.decode()) if not page.streaming and "text/html" in page.get("Content-Type", "") else []
        found += words
        if dumb := [w for w in words if not re.search(r"\w", w)]:
            silent[address] = dumb
    assert len(found) > 20 and not silent
