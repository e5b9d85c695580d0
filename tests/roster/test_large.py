"""A 200 MB roster in GB18030 with ten thousand wrong rows: nothing lost, every wrong row named."""

from datetime import date

import pytest

from minsheng.roster.roster import load
from minsheng.sample.draw import draw
from minsheng.sample.files import write_sample

WRONG = 10_000


@pytest.mark.long
def test_two_hundred_megabytes(tmp_path, book):
    small = write_sample(draw(book, 20_000, "深圳市", 1, date(2025, 10, 1)), book, tmp_path / "small", "csv")
    head, *lines = small.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    people, size = 0, 0
    with (tmp_path / "large.csv").open("w", encoding="gb18030") as file:
        file.write(head)
        while size < 200_000_000:
            block = "".join(f"{people}-{line.split(',', 1)[0]},{people}-{line.split(',', 1)[1]}" for line in lines)
            size += file.write(block) and len(block.encode("gb18030"))
            people += len(lines)
        file.writelines(f"W{i},W{i},坏,深圳市,演示,1950-02-30\n" for i in range(WRONG))
    read = load(tmp_path / "large.csv", book)
    assert read.rows == people + WRONG and len(read.persons) == people + WRONG
    assert len(read.errors) == WRONG and read.errors["row"].min() == people + 2
