"""Run the command line in this process, as a shell would see it."""

from dataclasses import dataclass

import pytest

from minsheng.cli import main


@dataclass
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys):
    """`run("assess", path)` -> exit code, standard output and standard error. Whatever happens, no traceback may be seen."""

    def go(*words) -> Ran:
        capsys.readouterr()
        code = main([str(w) for w in words])
        seen = capsys.readouterr()
        if "--debug" not in words:
            assert "Traceback" not in seen.out + seen.err
        return Ran(code, seen.out, seen.err)

    return go
