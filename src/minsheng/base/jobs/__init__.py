"""Work that takes longer than a page may. An area declares its kinds in its `jobs.py`; `config/jobs.py` lists them all."""

from minsheng.base.jobs.actions import Underway, resume, start, stop
from minsheng.base.jobs.kinds import Kind, install
from minsheng.base.jobs.running import run

__all__ = ["Kind", "Underway", "install", "resume", "run", "start", "stop"]
