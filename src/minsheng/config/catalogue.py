"""Every service on offer, in the order a reader meets them. A new matter is added here and nowhere else."""

from minsheng.lines.assistance import matters as assistance
from minsheng.lines.elderly.matters import OLD_AGE

MATTERS = (OLD_AGE, *assistance.MATTERS)
